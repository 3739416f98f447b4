import { describe, expect, it } from 'vitest'
import type { Kind } from '../../src/gateway/kinds.ts'
import type { AnyObject, UntypedObject } from '../../src/gateway/objects.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { predict } from '../../src/prediction/index.ts'
import { cluster, gateway, gatewayClass, ISTIO, KONG, route } from '../gateway/objects.ts'

const predicted = (object: UntypedObject, others: readonly UntypedObject[], ...entries: string[]) =>
  predict(
    { kind: object.kind as Kind, object: object as unknown as AnyObject, before: undefined },
    cluster(...others, object),
    implementationsFrom(entries),
  )

const set = (name: string, parentRef: unknown, namespace = 'default') => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'ListenerSet',
  metadata: { name, namespace },
  spec: { parentRef, listeners: [] },
})
const world = [KONG, ISTIO, gateway({ name: 'kong-edge' }), gateway({ name: 'istio-edge', className: 'istio', namespace: 'infra' })]

describe('the parents of a route', () => {
  it('are judged each by itself, with the position and the defaults of the reference', () => {
    const parentRefs = [
      { name: 'absent' },
      { name: 'kong-edge', sectionName: 'web' },
      { kind: 'Service', group: '', name: 'kong-edge' },
      null,
      { name: 'istio-edge', namespace: 'infra', port: 80 },
    ]
    const prediction = predicted(route({ parentRefs }), world)
    expect(
      prediction?.kind === 'Route' && prediction.parents.map(({ index, parentRef, implementation }) => [index, implementation.name, parentRef]),
    ).toEqual([
      [1, 'kic', { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'default', name: 'kong-edge', sectionName: 'web' }],
      [4, 'istio', { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'infra', name: 'istio-edge', port: 80 }],
    ])
  })

  it('may be ListenerSets, by their Gateway in another namespace', () => {
    const more = set('more', { name: 'istio-edge', namespace: 'infra' })
    const prediction = predicted(route({ parentRefs: [{ kind: 'ListenerSet', name: 'more' }] }), [...world, more])
    expect(prediction).toMatchObject({ kind: 'Route', parents: [{ implementation: { name: 'istio' } }] })
  })

  it.each<[string, unknown, UntypedObject[]]>([
    ['a ListenerSet of a ListenerSet', { kind: 'ListenerSet', name: 'more' }, [set('more', { kind: 'ListenerSet', name: 'more' })]],
    [
      'a ListenerSet of a kind of another group',
      { kind: 'ListenerSet', name: 'more' },
      [set('more', { group: 'x.io', kind: 'Gateway', name: 'kong-edge' })],
    ],
    ['a ListenerSet without a parent', { kind: 'ListenerSet', name: 'more' }, [set('more', undefined)]],
    ['a mesh', { group: 'gateway.networking.x-k8s.io', kind: 'XMesh', name: 'mesh' }, []],
  ])('that are %s are nobody’s business', (_, parentRef, others) => {
    expect(predicted(route({ parentRefs: [parentRef] }), [...world, ...others])).toBeUndefined()
  })
})

describe('parents that nobody serves yet', () => {
  const absent = (kind: string, name: string) => ({ at: 'existence', kind, namespace: 'default', name })

  it.each<[string, unknown, unknown]>([
    ['a ListenerSet that is absent', { kind: 'ListenerSet', name: 'more' }, absent('ListenerSet', 'more')],
    ['a Gateway of another namespace by its name alone', { name: 'istio-edge' }, absent('Gateway', 'istio-edge')],
    ['a kind that nothing reads', { group: 'networking.k8s.io', kind: 'Ingress', name: 'kong-edge' }, { at: 'parent kind' }],
  ])('%s is told, and refuses nothing', (_, parentRef, obstacle) => {
    const foreign = { group: 'gateway.networking.x-k8s.io', kind: 'XMesh', name: 'mesh' }
    expect(predicted(route({ parentRefs: [foreign, parentRef] }), world)).toMatchObject({
      parents: [],
      unclaimed: true,
      parentFacts: [{ standing: 'foreign' }, { index: 1, path: 'spec.parentRefs[1]', standing: 'unclaimed', obstacle, conditions: [] }],
    })
  })
})

describe('a ListenerSet', () => {
  const tls = { certificateRefs: [{ name: 'cert', namespace: 'certs' }] }
  const listeners = [{ name: 'a', port: 443, protocol: 'HTTPS', tls }]

  it('has the references of its listeners', () => {
    const more = set('more', { name: 'istio-edge', namespace: 'infra' })
    expect(predicted({ ...more, spec: { ...more.spec, listeners } }, world)).toMatchObject({
      kind: 'Referrer',
      implementation: { name: 'istio' },
      references: [{ grant: 'missing', reference: { from: { kind: 'ListenerSet', namespace: 'default' } } }],
    })
  })

  it('of a Gateway of an unknown controller is left alone', () => {
    const foreign = [gatewayClass('foreign', 'example.com/x'), gateway({ name: 'foreign', className: 'foreign' })]
    expect(predicted(set('more', { name: 'foreign' }), foreign)).toBeUndefined()
  })

  it.each<[string, unknown, unknown]>([
    ['a Gateway that is absent', { name: 'absent' }, { at: 'existence', kind: 'Gateway', namespace: 'default', name: 'absent' }],
    ['a parent of another kind', { kind: 'Service', group: '', name: 'kong-edge' }, { at: 'parent kind' }],
  ])('of %s is told, and refuses nothing', (_, parentRef, obstacle) => {
    expect(predicted(set('more', parentRef), world)).toMatchObject({ unclaimed: true, parent: { path: 'spec.parentRef', obstacle, conditions: [] } })
  })
})
