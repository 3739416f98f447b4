import { describe, expect, it } from 'vitest'
import { unknownParentKind } from '../../src/rules/parent/unknown-parent-kind.ts'
import { foundBy } from './found.ts'
import { atParents, bare, CLASS, listenerSet, SPEC } from './parents.ts'

const EDGE = bare({ listeners: [{ name: 'web', port: 80, protocol: 'HTTP' }] })

describe('unknown-parent-kind', () => {
  it('tells each parent of a kind that nobody reads', () => {
    const refs = [
      { name: 'edge' },
      { name: 'edge', kind: 'Gatway' },
      { name: 'edge', group: 'networking.k8s.io', kind: 'Ingress' },
      { name: 'edge', kind: 'Service' },
    ]
    expect(atParents(unknownParentKind, refs, [EDGE]).map(({ class: of, path, message, hint }) => [of, path, message, hint])).toEqual([
      [
        'partial',
        'spec.parentRefs[1]',
        'no known controller reads parents of kind Gatway (group "gateway.networking.k8s.io"): the route does not attach there, and no status would say so',
        'leave group and kind out for a Gateway; write kind: ListenerSet for a ListenerSet, or group: "" and kind: Service for a mesh',
      ],
      [
        'partial',
        'spec.parentRefs[2]',
        'no known controller reads parents of kind Ingress (group "networking.k8s.io"): the route does not attach there, and no status would say so',
        'leave group and kind out for a Gateway; write kind: ListenerSet for a ListenerSet, or group: "" and kind: Service for a mesh',
      ],
      [
        'partial',
        'spec.parentRefs[3]',
        'the group of a Service is "", and not gateway.networking.k8s.io, which is the default: some meshes take it all the same, others ignore it, and no status would say so',
        'write group: "" beside kind: Service',
      ],
    ])
  })

  it('tells a ListenerSet of any but a Gateway', () => {
    const of = (parentRef: unknown) => foundBy(unknownParentKind, listenerSet({ parentRef }), [CLASS, EDGE], SPEC)
    expect(of({ name: 'edge', kind: 'ListenerSet' })).toMatchObject([
      { path: 'spec.parentRef', hint: 'leave group and kind out, and name a Gateway' },
    ])
    expect(of({ name: 'edge', group: 'x.io' })).toHaveLength(1)
    expect(of({ name: 'edge', group: 'gateway.networking.k8s.io', kind: 'Gateway' })).toEqual([])
  })

  it.each([
    { name: 'shop', group: '', kind: 'Service' },
    { name: 'shop', group: 'multicluster.x-k8s.io', kind: 'ServiceImport' },
    { name: 'shop', group: 'networking.istio.io', kind: 'ServiceEntry' },
    { name: 'more', kind: 'ListenerSet' },
  ])('leaves $group/$kind alone', (ref) => {
    expect(atParents(unknownParentKind, [ref, { name: 'edge' }], [EDGE])).toEqual([])
  })
})
