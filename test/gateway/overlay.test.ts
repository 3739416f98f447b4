import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layered } from '../../src/gateway/layered.ts'
import { CATCH_ALL, matchKey } from '../../src/gateway/matches.ts'
import { ObjectStore } from '../../src/gateway/object-store.ts'
import type { AnyObject } from '../../src/gateway/objects.ts'
import { overlay } from '../../src/gateway/overlay.ts'
import type { ClusterView, Listing } from '../../src/gateway/ports.ts'
import { listenerStake, trafficStake } from '../../src/gateway/stakes.ts'
import { someObject } from './arbitrary.ts'
import { cluster, deepFreeze, gateway } from './objects.ts'

const sorted = (listing: Listing<AnyObject>): unknown =>
  listing.state === 'unknown' ? listing : [...listing.items].sort((a, b) => (title(a) < title(b) ? -1 : 1))
const title = (o: AnyObject) => `${o.kind} ${o.metadata.namespace ?? ''}/${o.metadata.name}`

const QUERY = matchKey('HTTPRoute', { queryParams: [{ name: 'q', value: '1' }] })

/** Everything that a view can be asked about the small clusters of `someObject`. */
function answers(view: ClusterView): unknown[] {
  const places = ['n1', 'n2'].flatMap((namespace) => ['a', 'b', 'c'].map((name) => ({ namespace, name })))
  return [
    ...(['GatewayClass', 'Gateway', 'ListenerSet', 'HTTPRoute', 'TCPRoute', 'ReferenceGrant', 'Service'] as const).flatMap((kind) =>
      [...places, { namespace: undefined, name: 'a' }].map(({ namespace, name }) => view.get(kind, namespace, name)),
    ),
    ...['a', 'b', 'c'].map((name) => sorted(view.gatewaysOfClass(name))),
    ...['All', 'None', 'Some'].map((scope) => sorted(view.defaultGateways(scope))),
    sorted(view.classesOfController('konghq.com/kic-gateway-controller')),
    ...['n1', 'n2'].map((namespace) => sorted(view.grantsIn(namespace))),
    ...places.flatMap((place) => [
      sorted(view.listenerSetsOf(place)),
      ...(['Gateway', 'ListenerSet', 'Service'] as const).map((kind) => sorted(view.routesOf({ kind, ...place }))),
      ...(['Gateway', 'ListenerSet'] as const).flatMap((kind) => [
        sorted(view.stakeholdersOf('TCPRoute', listenerStake('TCPRoute', { kind, ...place }, undefined, undefined))),
        ...[CATCH_ALL, QUERY].map((key) => sorted(view.stakeholdersOf('HTTPRoute', trafficStake('HTTPRoute', { kind, ...place }, '', key)))),
      ]),
    ]),
  ]
}

describe('overlay', () => {
  it('answers like a store with the object put, and leaves the base as it was', () => {
    fc.assert(
      fc.property(fc.array(someObject, { maxLength: 12 }), someObject, (objects, laid) => {
        const base = cluster(...deepFreeze(objects))
        const before = answers(base)
        const { namespace, name } = laid.metadata
        const view = overlay(base, laid.kind, namespace, name, deepFreeze(laid))
        expect(answers(view)).toEqual(answers(cluster(...objects, laid)))
        expect(answers(base)).toEqual(before)
      }),
      { numRuns: 300 },
    )
  })

  it('answers like a store with the object removed', () => {
    fc.assert(
      fc.property(fc.array(someObject, { minLength: 1, maxLength: 12 }), fc.nat(), (objects, pick) => {
        const { kind, metadata } = objects[pick % objects.length] as AnyObject
        const without = cluster(...objects)
        without.remove(kind, metadata.namespace, metadata.name)
        expect(answers(overlay(cluster(...objects), kind, metadata.namespace, metadata.name, undefined))).toEqual(answers(without))
      }),
      { numRuns: 300 },
    )
  })

  it('is the same for many objects that are laid over a cluster', () => {
    const some = fc.array(someObject, { maxLength: 8 })
    fc.assert(
      fc.property(some, some, (below, above) => {
        expect(answers(layered(cluster(...below), cluster(...above)))).toEqual(answers(cluster(...below, ...above)))
      }),
      { numRuns: 300 },
    )
  })

  it('knows the object itself where its kind is not listed, and still nothing of the others', () => {
    const one = gateway() as unknown as AnyObject
    const view = overlay(new ObjectStore(), 'Gateway', 'default', 'edge', one)
    expect(view.get('Gateway', 'default', 'edge')).toEqual({ state: 'found', object: one })
    expect(view.get('Gateway', 'default', 'other')).toMatchObject({ state: 'unknown' })
    expect(view.gatewaysOfClass('kong')).toMatchObject({ state: 'unknown' })
    expect(view.defaultGateways('All')).toMatchObject({ state: 'unknown' })
  })
})
