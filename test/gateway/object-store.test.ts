import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Kind } from '../../src/gateway/kinds.ts'
import { ObjectStore } from '../../src/gateway/object-store.ts'
import type { AnyObject } from '../../src/gateway/objects.ts'
import { overlay } from '../../src/gateway/overlay.ts'
import type { Listing } from '../../src/gateway/ports.ts'
import { someObject } from './arbitrary.ts'
import { cluster, gateway, grant, KONG, route } from './objects.ts'

const names = (listing: Listing<AnyObject>): string[] | string =>
  listing.state === 'unknown' ? listing.why : listing.items.map((o) => `${o.kind} ${o.metadata.namespace ?? ''}/${o.metadata.name}`).sort()
const put = (store: ObjectStore, object: unknown) => store.put((object as AnyObject).kind as Kind, object as AnyObject)
const edge = { namespace: 'default', name: 'edge' }

describe('states of a kind', () => {
  it('is unknown until it is said to be listed, and says why', () => {
    const store = new ObjectStore()
    put(store, gateway())
    expect(store.get('Gateway', 'default', 'edge')).toEqual({ state: 'unknown', why: 'not listed yet' })
    expect(store.gatewaysOfClass('kong')).toEqual({ state: 'unknown', why: 'not listed yet' })
    expect(store.defaultGateways('All')).toEqual({ state: 'unknown', why: 'not listed yet' })
    store.setState('Gateway', { state: 'unknown', why: 'forbidden' })
    expect(store.gatewaysOfClass('kong')).toEqual({ state: 'unknown', why: 'forbidden' })
    store.setState('Gateway', { state: 'listed' })
    expect(store.get('Gateway', 'default', 'edge')).toMatchObject({ state: 'found' })
    expect(store.get('Gateway', 'default', 'other')).toEqual({ state: 'absent' })
    expect(names(store.gatewaysOfClass('kong'))).toEqual(['Gateway default/edge'])
  })

  it('holds nothing of a kind that the cluster does not serve, and that is known', () => {
    const store = cluster(gateway())
    store.setState('Gateway', { state: 'absent' })
    expect(store.stateOf('Gateway')).toEqual({ state: 'absent' })
    expect(store.get('Gateway', 'default', 'edge')).toEqual({ state: 'absent' })
    expect(store.gatewaysOfClass('kong')).toEqual({ state: 'known', items: [] })
    expect(store.count('Gateway')).toBe(0)
  })

  it('does not know the routes of a parent while one route kind is not listed', () => {
    const store = cluster(route({}), route({}, { kind: 'TCPRoute' }))
    expect(names(store.routesOf({ kind: 'Gateway', ...edge }))).toEqual(['HTTPRoute default/shop', 'TCPRoute default/shop'])
    store.setState('TCPRoute', { state: 'unknown', why: 'forbidden' })
    expect(store.routesOf({ kind: 'Gateway', ...edge })).toEqual({ state: 'unknown', why: 'forbidden' })
    store.setState('TCPRoute', { state: 'absent' })
    expect(names(store.routesOf({ kind: 'Gateway', ...edge }))).toEqual(['HTTPRoute default/shop'])
  })
})

describe('indexes', () => {
  it('follow updates and removals', () => {
    const store = cluster(KONG, gateway())
    expect(names(store.gatewaysOfClass('kong'))).toEqual(['Gateway default/edge'])
    put(store, gateway({ className: 'istio' }))
    expect(names(store.gatewaysOfClass('kong'))).toEqual([])
    expect(names(store.gatewaysOfClass('istio'))).toEqual(['Gateway default/edge'])
    expect(store.remove('Gateway', 'default', 'edge')).toBe(true)
    expect(store.remove('Gateway', 'default', 'edge')).toBe(false)
    expect(names(store.gatewaysOfClass('istio'))).toEqual([])
    expect(names(store.classesOfController('konghq.com/kic-gateway-controller'))).toEqual(['GatewayClass /kong'])
  })

  it('finds a route once by each of its parents, with the defaults of a parentRef', () => {
    const parents = [
      { name: 'edge' },
      { name: 'edge', sectionName: 'web' },
      { name: 'edge', namespace: 'infra' },
      { kind: 'Service', group: '', name: 'edge' },
    ]
    const store = cluster(route({ parentRefs: parents }))
    for (const parent of [
      { kind: 'Gateway' as const, ...edge },
      { kind: 'Gateway' as const, namespace: 'infra', name: 'edge' },
      { kind: 'Service' as const, ...edge },
    ]) {
      expect(names(store.routesOf(parent))).toEqual(['HTTPRoute default/shop'])
    }
    expect(names(store.routesOf({ kind: 'ListenerSet', ...edge }))).toEqual([])
  })

  it('has the newest labels of an object of which nothing else changes, and an object that was made anew', () => {
    const store = cluster()
    const at = (uid: string, labels: object) =>
      put(store, {
        ...grant('default', { kind: 'HTTPRoute' } as never, { kind: 'Service' } as never),
        metadata: { name: 'g', namespace: 'default', uid, labels },
      } as unknown as AnyObject)
    const held = () => {
      const listing = store.grantsIn('default')
      return listing.state === 'known' && listing.items.map(({ metadata: { uid, labels } }) => [uid, labels])
    }
    at('1', { a: 'b' })
    at('1', { a: 'c' })
    expect(held()).toEqual([['1', { a: 'c' }]])
    at('2', {})
    expect(held()).toEqual([['2', {}]])
  })

  it('has the newest metadata of an object whose content stays the same, and the newest content once that changes', () => {
    const store = cluster()
    const at = (resourceVersion: string, spec: object, apiVersion = 'gateway.networking.k8s.io/v1') =>
      put(store, { apiVersion, kind: 'HTTPRoute', metadata: { name: 'shop', namespace: 'default', uid: 'u', resourceVersion }, spec })
    const held = () => {
      const found = store.get('HTTPRoute', 'default', 'shop')
      const inIndex = store.routesOf({ kind: 'Gateway', namespace: 'default', name: 'edge' })
      expect(inIndex.state === 'known' && inIndex.items).toEqual([found.state === 'found' && found.object])
      return found.state === 'found' && [found.object.metadata.resourceVersion, found.object.apiVersion.split('/')[1], found.object.spec]
    }
    const spec = { parentRefs: [{ name: 'edge' }], hostnames: ['a.example'] }
    at('1', spec, 'gateway.networking.k8s.io/v1beta1')
    at('2', structuredClone(spec))
    expect(held()).toEqual(['2', 'v1', spec])
    at('3', structuredClone(spec))
    expect(held()).toEqual(['3', 'v1', spec])
    at('4', { ...spec, hostnames: ['b.example'] })
    expect(held()).toEqual(['4', 'v1', { ...spec, hostnames: ['b.example'] }])
  })

  it('finds the Gateways of all namespaces that are default Gateways of a scope, as long as they are', () => {
    const inScope = (name: string, defaultScope?: string) => gateway({ name, namespace: name, spec: { defaultScope } })
    const store = cluster(inScope('a', 'All'), inScope('b', 'None'), inScope('c'), inScope('d', ''), inScope('e', 'All'))
    expect(['All', 'None', ''].map((scope) => names(store.defaultGateways(scope)))).toEqual([['Gateway a/a', 'Gateway e/e'], [], []])
    put(store, inScope('a', 'None'))
    put(store, inScope('c', 'All'))
    store.remove('Gateway', 'e', 'e')
    expect(names(store.defaultGateways('All'))).toEqual(['Gateway c/c'])
    store.setState('Gateway', { state: 'absent' })
    expect(names(store.defaultGateways('All'))).toEqual([])
  })

  it('finds grants by the namespace they live in', () => {
    const store = cluster(grant('payments', { kind: 'HTTPRoute', namespace: 'shop' }, { kind: 'Service' }))
    expect(names(store.grantsIn('payments'))).toEqual(['ReferenceGrant payments/allow'])
    expect(names(store.grantsIn('shop'))).toEqual([])
  })

  it('finds policies of a kind by their targets, whatever is known of other kinds', () => {
    const target = (name: string) => ({ group: '', kind: 'Service', name })
    const policy = (kind: string, name: string, ...targets: string[]) =>
      ({ apiVersion: 'x/v1', kind, metadata: { name, namespace: 'n1' }, spec: { targetRefs: targets.map(target) } }) as unknown as AnyObject
    const store = cluster()
    store.put('BackendTLSPolicy', policy('BackendTLSPolicy', 'tls', 'a', 'b', 'a'))
    store.put('XBackendTrafficPolicy', policy('XBackendTrafficPolicy', 'traffic', 'a'))
    store.setState('XTelemetryPolicy', { state: 'unknown', why: 'forbidden' })
    const of = (name: string, namespace = 'n1') => ({ namespace, ...target(name) })
    expect([names(store.policiesOf('BackendTLSPolicy', of('a'))), names(store.policiesOf('BackendTLSPolicy', of('b')))]).toEqual([
      ['BackendTLSPolicy n1/tls'],
      ['BackendTLSPolicy n1/tls'],
    ])
    expect(names(store.policiesOf('XBackendTrafficPolicy', of('a')))).toEqual(['XBackendTrafficPolicy n1/traffic'])
    expect(names(store.policiesOf('XBackendTrafficPolicy', of('b')))).toEqual([])
    expect(names(store.policiesOf('BackendTLSPolicy', of('a', 'n2')))).toEqual([])
    expect(store.policiesOf('XTelemetryPolicy', of('a')).state).toBe('unknown')
    const laid = policy('XBackendTrafficPolicy', 'tls', 'b')
    const view = overlay(store, 'XBackendTrafficPolicy', 'n1', 'tls', laid)
    expect(names(view.policiesOf('XBackendTrafficPolicy', of('b')))).toEqual(['XBackendTrafficPolicy n1/tls'])
    expect(view.policiesOf('BackendTLSPolicy', of('b'))).toEqual(store.policiesOf('BackendTLSPolicy', of('b')))
  })

  it('finds ListenerSets by their Gateway', () => {
    const set = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'ListenerSet', metadata: { name: 'more', namespace: 'team' } }
    const store = cluster({ ...set, spec: { parentRef: { name: 'edge', namespace: 'default' } } })
    expect(names(store.listenerSetsOf(edge))).toEqual(['ListenerSet team/more'])
    put(store, { ...set, spec: { parentRef: { name: 'edge' } } })
    expect(names(store.listenerSetsOf(edge))).toEqual([])
    expect(names(store.listenerSetsOf({ namespace: 'team', name: 'edge' }))).toEqual(['ListenerSet team/more'])
  })

  it('a listing that was given out does not change under its reader', () => {
    const store = cluster(gateway())
    const before = store.gatewaysOfClass('kong')
    put(store, gateway({ name: 'other' }))
    store.remove('Gateway', 'default', 'edge')
    expect(names(before)).toEqual(['Gateway default/edge'])
  })
})

describe('replace', () => {
  it('makes the given objects all there is, and leaves other kinds alone', () => {
    const store = cluster(KONG, gateway({ name: 'gone' }), gateway({ name: 'moved' }))
    store.replace('Gateway', [gateway({ name: 'moved', className: 'istio' }), gateway({ name: 'fresh' })] as unknown as AnyObject[])
    expect([...store.all('Gateway')].map((o) => o.metadata.name).sort()).toEqual(['fresh', 'moved'])
    expect(names(store.gatewaysOfClass('kong'))).toEqual(['Gateway default/fresh'])
    expect(names(store.gatewaysOfClass('istio'))).toEqual(['Gateway default/moved'])
    expect(store.count('GatewayClass')).toBe(1)
  })

  it('never shows a reader less than what was and is there, while it goes on', () => {
    const store = cluster(gateway({ name: 'stays' }), gateway({ name: 'goes' }))
    const seen: boolean[] = []
    function* list() {
      seen.push(store.get('Gateway', 'default', 'stays').state === 'found')
      yield gateway({ name: 'stays' }) as unknown as AnyObject
      seen.push(store.get('Gateway', 'default', 'stays').state === 'found')
    }
    store.replace('Gateway', list())
    expect(seen).toEqual([true, true])
    expect(store.count('Gateway')).toBe(1)
  })
})

it('holds objects of any shape', () => {
  const trap = { toString: 1, valueOf: 1 }
  for (const value of [
    undefined,
    null,
    'x',
    7,
    [],
    trap,
    {
      gatewayClassName: trap,
      defaultScope: trap,
      controllerName: trap,
      parentRef: trap,
      parentRefs: [trap, null, { name: trap, namespace: trap, kind: trap }],
    },
  ]) {
    for (const kind of ['Gateway', 'GatewayClass', 'ListenerSet', 'HTTPRoute', 'ReferenceGrant'] as const) {
      const store = cluster()
      const object = { apiVersion: 'v1', kind, metadata: { name: 'x', namespace: 'n' }, spec: value } as unknown as AnyObject
      store.put(kind, object)
      expect(store.get(kind, 'n', 'x')).toEqual({ state: 'found', object })
      expect(store.remove(kind, 'n', 'x')).toBe(true)
    }
  }
})

// The model: a list of objects, read from one end to the other for each question.
interface Change {
  readonly act: 'put' | 'remove'
  readonly object: AnyObject
}
interface Replacement {
  readonly act: 'replace'
  readonly kind: Kind
  readonly objects: readonly AnyObject[]
}
type Step = Change | Replacement
const kinds: readonly Kind[] = ['GatewayClass', 'Gateway', 'ListenerSet', 'HTTPRoute', 'TCPRoute', 'ReferenceGrant']
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ act: fc.constantFrom('put' as const, 'remove' as const), object: someObject }) },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('replace' as const), kind: fc.constantFrom(...kinds), objects: fc.array(someObject, { maxLength: 5 }) }),
  },
)
const same = (a: AnyObject, b: AnyObject) => a.kind === b.kind && a.metadata.name === b.metadata.name && a.metadata.namespace === b.metadata.namespace

function applied(model: readonly AnyObject[], one: Step): AnyObject[] {
  if (one.act !== 'replace') {
    const others = model.filter((o) => !same(o, one.object))
    return one.act === 'put' ? [...others, one.object] : others
  }
  const kept = model.filter((o) => o.kind !== one.kind)
  return one.objects.filter((o) => o.kind === one.kind).reduce((all, object) => applied(all, { act: 'put', object }), kept)
}

it('answers like a list that is read from end to end', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const store = cluster()
      let model: AnyObject[] = []
      for (const one of steps) {
        model = applied(model, one)
        if (one.act === 'replace') {
          const listed = one.objects.filter((o) => o.kind === one.kind)
          store.replace(one.kind, listed)
        } else if (one.act === 'put') put(store, one.object)
        else store.remove(one.object.kind, one.object.metadata.namespace, one.object.metadata.name)
      }
      expect(answers(store)).toEqual(expected(model))
    }),
    { numRuns: 300 },
  )
})

const places = ['n1', 'n2'].flatMap((namespace) => ['a', 'b', 'c'].map((name) => ({ namespace, name })))
const SCOPES = ['All', 'None', 'Some']

function answers(store: ObjectStore): Record<string, unknown> {
  const all: Record<string, unknown> = {}
  for (const kind of kinds) {
    for (const { namespace, name } of [...places, { namespace: undefined, name: 'a' }]) {
      const found = store.get(kind, namespace, name)
      if (found.state === 'found') all[`${kind} ${namespace}/${name}`] = found.object
    }
    all[`count ${kind}`] = store.count(kind)
  }
  for (const name of ['a', 'b', 'c']) all[`class ${name}`] = names(store.gatewaysOfClass(name))
  for (const scope of SCOPES) all[`scope ${scope}`] = names(store.defaultGateways(scope))
  all.controller = names(store.classesOfController('konghq.com/kic-gateway-controller'))
  for (const namespace of ['n1', 'n2']) all[`grants ${namespace}`] = names(store.grantsIn(namespace))
  for (const place of places) {
    all[`sets ${place.namespace}/${place.name}`] = names(store.listenerSetsOf(place))
    for (const kind of ['Gateway', 'ListenerSet', 'Service'] as const)
      all[`routes ${kind} ${place.namespace}/${place.name}`] = names(store.routesOf({ kind, ...place }))
  }
  return all
}

function expected(model: readonly AnyObject[]): Record<string, unknown> {
  const all: Record<string, unknown> = {}
  const list = (test: (object: AnyObject) => unknown) => names({ state: 'known', items: model.filter(test) })
  const spec = (o: AnyObject) => (o as { spec?: Record<string, never> }).spec as unknown as Record<string, unknown>
  type Parent = { kind?: string; namespace?: string; name: string }
  const isParent = (p: Parent, o: AnyObject, kind: string, place: { namespace: string; name: string }) =>
    (p.kind ?? 'Gateway') === kind && (p.namespace ?? o.metadata.namespace) === place.namespace && p.name === place.name
  for (const kind of kinds) {
    for (const { namespace, name } of [...places, { namespace: undefined, name: 'a' }]) {
      const object = model.find((o) => o.kind === kind && o.metadata.name === name && o.metadata.namespace === namespace)
      if (object) all[`${kind} ${namespace}/${name}`] = object
    }
    all[`count ${kind}`] = model.filter((o) => o.kind === kind).length
  }
  for (const name of ['a', 'b', 'c']) all[`class ${name}`] = list((o) => o.kind === 'Gateway' && spec(o).gatewayClassName === name)
  // None is no scope.
  for (const scope of SCOPES) all[`scope ${scope}`] = list((o) => o.kind === 'Gateway' && scope !== 'None' && spec(o).defaultScope === scope)
  all.controller = list((o) => o.kind === 'GatewayClass' && spec(o).controllerName === 'konghq.com/kic-gateway-controller')
  for (const namespace of ['n1', 'n2']) all[`grants ${namespace}`] = list((o) => o.kind === 'ReferenceGrant' && o.metadata.namespace === namespace)
  for (const place of places) {
    // A ListenerSet is listed by the name of its parent; that a parentRef of another kind means no Gateway is for its reader to see.
    all[`sets ${place.namespace}/${place.name}`] = list((o) => {
      const parent = spec(o).parentRef as Parent
      return o.kind === 'ListenerSet' && (parent.namespace ?? o.metadata.namespace) === place.namespace && parent.name === place.name
    })
    for (const kind of ['Gateway', 'ListenerSet', 'Service'] as const) {
      all[`routes ${kind} ${place.namespace}/${place.name}`] = list(
        (o) => o.kind.endsWith('Route') && (spec(o).parentRefs as Parent[]).some((p) => isParent(p, o, kind, place)),
      )
    }
  }
  return all
}
