import { describe, expect, it } from 'vitest'
import { listenerSetNotRead } from '../../src/rules/parent/listener-set-not-read.ts'
import { gateway, ISTIO, KUMA } from '../gateway/objects.ts'
import { foundBy } from './found.ts'
import { atParents, listenerSet } from './parents.ts'

const set = listenerSet({ listeners: [{ name: 'a', port: 81, protocol: 'HTTP' }] })
const world = [KUMA, gateway({ className: 'kuma', listeners: ['web HTTP 80'] })]

describe('listener-set-not-read', () => {
  it('tells the ListenerSet', () => {
    expect(foundBy(listenerSetNotRead, set, world)).toMatchObject([
      {
        class: 'partial',
        path: 'spec.parentRef',
        message: 'Kuma does not read ListenerSets: none of its listeners is served, and no status would say so',
        hint: 'add the listeners to Gateway "edge" itself',
      },
    ])
  })

  it('tells each route that names it, and not for the Gateway', () => {
    const refs = [{ name: 'edge' }, { kind: 'ListenerSet', name: 'more' }, { kind: 'ListenerSet', name: 'more', sectionName: 'a' }]
    expect(atParents(listenerSetNotRead, refs, [...world, set]).map(({ path, message }) => [path, message])).toEqual([
      [
        'spec.parentRefs[1]',
        'Kuma does not read ListenerSets such as ListenerSet "more": the route does not attach there, and no status would say so',
      ],
      [
        'spec.parentRefs[2]',
        'Kuma does not read ListenerSets such as ListenerSet "more": the route does not attach there, and no status would say so',
      ],
    ])
  })

  it('knows from which version on they are read', () => {
    const istio = [ISTIO, gateway({ className: 'istio', listeners: ['web HTTP 80'] })]
    expect(foundBy(listenerSetNotRead, set, istio, ['istio@1.29'])).toHaveLength(1)
    expect(foundBy(listenerSetNotRead, set, istio, ['istio@1.30'])).toEqual([])
  })
})
