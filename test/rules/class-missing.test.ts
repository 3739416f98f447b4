import { describe, expect, it } from 'vitest'
import { ObjectStore } from '../../src/gateway/object-store.ts'
import type { AnyObject, UntypedObject } from '../../src/gateway/objects.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { predict } from '../../src/prediction/index.ts'
import { classMissing } from '../../src/rules/class/class-missing.ts'
import { gateway } from '../gateway/objects.ts'
import { found, foundBy } from './found.ts'
import { CLASS, SPEC } from './places.ts'

const edge = (of: string) => gateway({ className: of, listeners: ['web HTTP 80', 'bad HTTP 80', 'odd SCTP 81'] })

describe('class-missing', () => {
  it('is all that is said of a Gateway whose class is not there', () => {
    expect(found(edge('gone'), [CLASS], SPEC)).toMatchObject([
      {
        rule: 'class-missing',
        class: 'absent',
        whole: false,
        path: 'spec.gatewayClassName',
        key: 'gone',
        message: 'GatewayClass "gone" is not there: nobody serves the Gateway, and no status would say so',
        restsOn: [{ kind: 'GatewayClass', name: 'gone', state: 'absent' }],
      },
    ])
  })

  it.each([
    ['it is there', 'bare'],
    ['it works without an object', 'istio'],
  ])('finds nothing where %s', (_, of) => {
    expect(foundBy(classMissing, edge(of), [CLASS], SPEC)).toEqual([])
  })

  it('finds nothing where classes cannot be seen, or the class is not named', () => {
    const store = new ObjectStore({ state: 'listed' })
    store.setState('GatewayClass', { state: 'unknown', why: 'not listed yet' })
    const predicted = (object: UntypedObject) =>
      predict({ kind: 'Gateway', object: object as unknown as AnyObject, before: undefined }, store, implementationsFrom(SPEC))
    expect(predicted(edge('gone'))).toBeUndefined()
    expect(predicted({ ...edge('gone'), spec: { gatewayClassName: 7 } })).toBeUndefined()
  })
})
