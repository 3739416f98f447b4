import { describe, expect, it } from 'vitest'
import type { UntypedObject } from '../../src/gateway/objects.ts'
import { classChanged } from '../../src/rules/class/class-changed.ts'
import { gateway, gatewayClass, KUMA, OPERATOR } from '../gateway/objects.ts'
import { foundBy } from './found.ts'
import { CLASS, SPEC } from './places.ts'

const edge = (of: string) => gateway({ className: of, listeners: ['web HTTP 80', 'bad HTTP 80', 'odd SCTP 81'] })

describe('class-changed', () => {
  const before = edge('bare')
  const changed = (of: string, was: UntypedObject = before) =>
    foundBy(classChanged, edge(of), [CLASS, KUMA, OPERATOR, gatewayClass('acme', 'acme.example/x')], SPEC, { before: was })

  it.each(['kuma', 'acme', 'gone'])('tells a move to %s', (of) => {
    expect(changed(of)).toMatchObject([{ class: 'odd', path: 'spec.gatewayClassName', key: `bare ${of}` }])
  })

  it('finds nothing where the class stays, and in a new Gateway', () => {
    expect(changed('bare')).toEqual([])
    expect(foundBy(classChanged, edge('bare'), [CLASS], SPEC)).toEqual([])
  })
})
