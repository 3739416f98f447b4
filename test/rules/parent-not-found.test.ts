import { describe, expect, it } from 'vitest'
import { evaluate } from '../../src/engine/evaluate.ts'
import { ObjectStore } from '../../src/gateway/object-store.ts'
import type { AnyObject } from '../../src/gateway/objects.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { parentNotFound } from '../../src/rules/parent/parent-not-found.ts'
import { KUMA, route } from '../gateway/objects.ts'
import { foundBy } from './found.ts'
import { atParents, bare, CLASS, FOREIGN, listenerSet, SPEC } from './parents.ts'

const EDGE = bare({ listeners: [{ name: 'web', port: 80, protocol: 'HTTP' }] })
const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'shop', namespace: 'default' }, spec: { ports: [{ port: 80 }] } }

describe('parent-not-found', () => {
  it('tells each parent that is not there, and what may have been meant', () => {
    const refs = [{ name: 'edge' }, { name: 'egde' }, { kind: 'ListenerSet', name: 'edge' }, { name: 'edge', namespace: 'infra' }, { name: 'more' }]
    const findings = atParents(parentNotFound, refs, [EDGE, listenerSet({})])
    expect(findings.map(({ class: of, whole, path, message, hint }) => [of, whole, path, message, hint])).toEqual([
      [
        'absent',
        false,
        'spec.parentRefs[1].name',
        'Gateway "egde" is not there: the route does not attach there, and no status would say so',
        'create it, or correct its name, namespace or kind',
      ],
      [
        'absent',
        false,
        'spec.parentRefs[2].name',
        'ListenerSet "edge" is not there: the route does not attach there, and no status would say so',
        'there is a Gateway of that name: write kind: Gateway',
      ],
      [
        'absent',
        false,
        'spec.parentRefs[3].name',
        'Gateway "edge" of namespace "infra" is not there: the route does not attach there, and no status would say so',
        'a Gateway of that name is in namespace "default", the own one: leave namespace out',
      ],
      [
        'absent',
        false,
        'spec.parentRefs[4].name',
        'Gateway "more" is not there: the route does not attach there, and no status would say so',
        'there is a ListenerSet of that name: write kind: ListenerSet',
      ],
    ])
    expect(findings[0]?.restsOn).toEqual([{ kind: 'Gateway', namespace: 'default', name: 'egde', state: 'absent' }])
  })

  it('tells of the Gateway of a ListenerSet, by its name only where it is near', () => {
    const lost = (namespace: string) => listenerSet({ parentRef: { name: 'gone' } }, { namespace })
    const refs = [
      { kind: 'ListenerSet', name: 'more' },
      { kind: 'ListenerSet', name: 'more', namespace: 'infra' },
    ]
    expect(atParents(parentNotFound, refs, [lost('default'), lost('infra')]).map(({ message }) => message)).toEqual([
      'ListenerSet "more" names Gateway "gone", which is not there: the route does not attach there, and no status would say so',
      'ListenerSet "more" of namespace "infra" names a Gateway, which is not there: the route does not attach there, and no status would say so',
    ])
  })

  it('tells a ListenerSet', () => {
    expect(foundBy(parentNotFound, listenerSet({ parentRef: { name: 'gone' } }), [CLASS, EDGE], SPEC)).toMatchObject([
      { path: 'spec.parentRef', message: 'Gateway "gone" is not there: none of its listeners is served, and no status would say so', atMost: 'warn' },
    ])
    expect(foundBy(parentNotFound, listenerSet({}), [CLASS, EDGE], SPEC)).toEqual([])
  })

  it('tells a mesh route of its Service, and leaves out what a mesh would write', () => {
    const refs = ['shop', 'gone'].map((name) => ({ group: '', kind: 'Service', name }))
    expect(foundBy(parentNotFound, route({ parentRefs: refs }), [KUMA, service])).toMatchObject([
      { path: 'spec.parentRefs[1].name', message: 'Service "gone" is not there: the route does not attach there' },
    ])
  })

  it('says nothing of parents of others, nor where it cannot look', () => {
    const refs = [{ name: 'foreign' }, { group: 'gateway.networking.x-k8s.io', kind: 'XMesh', name: 'gone' }]
    expect(atParents(parentNotFound, refs, FOREIGN)).toEqual([])
    const object = route({ parentRefs: [{ name: 'gone' }, { kind: 'ListenerSet', name: 'gone' }] }) as unknown as AnyObject
    const input = { kind: 'HTTPRoute' as const, object, before: undefined }
    expect(evaluate(input, new ObjectStore(), implementationsFrom(SPEC), [parentNotFound]).findings).toEqual([])
  })
})
