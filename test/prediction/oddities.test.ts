import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyDefaults } from '../../src/gateway/defaults.ts'
import { isRouteKind, kindOf, type RouteKind } from '../../src/gateway/kinds.ts'
import type { AnyObject, Gateway, ListenerSet, Route, UntypedObject } from '../../src/gateway/objects.ts'
import { isRecord, records } from '../../src/gateway/shape.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { predict } from '../../src/prediction/index.ts'
import { gatewayOddities, listenerSetOddities, routeOddities } from '../../src/prediction/oddities/index.ts'
import type { Oddity } from '../../src/prediction/oddities/oddity.ts'
import { milliseconds } from '../../src/prediction/oddities/timeouts.ts'
import { anyJson } from '../gateway/arbitrary.ts'
import { atPath, cluster, deepFreeze } from '../gateway/objects.ts'
import { isOf, type State, states, statuses } from './truth.ts'

const SUITES = [
  { suite: 'spec', entry: 'envoy-gateway@1.9' },
  { suite: 'spec', entry: 'gateway-api@1.7' },
  { suite: 'istio', entry: 'istio@1.31' },
  { suite: 'kuma', entry: 'kuma@2.14' },
  { suite: 'kong', entry: 'kic@3.5' },
]

interface Found {
  readonly object: AnyObject
  readonly oddities: readonly Oddity[]
}

function oddities(state: State, entry: string): Found[] {
  const view = cluster(...state.objects)
  const implementations = implementationsFrom([entry])
  return state.objects.flatMap((object): Found[] => {
    const known = kindOf(object.apiVersion, object.kind)
    const prediction = known && predict({ kind: known.kind, object, before: object }, view, implementations)
    return prediction && 'oddities' in prediction ? [{ object, oddities: prediction.oddities }] : []
  })
}

/** The matches of each rule as text: defaults filled in, fields and lists in order. */
function rulesOf(object: AnyObject): string[][] {
  const { spec } = applyDefaults(object.kind, 'v1', object as unknown as UntypedObject)
  return records(isRecord(spec) ? spec.rules : []).map(({ matches }) => (Array.isArray(matches) && matches.length > 0 ? matches : [{}]).map(inOrder))
}

function inOrder(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOrder).sort().join()}]`
  if (!isRecord(value)) return JSON.stringify(value)
  const fields = Object.keys(value).sort()
  return `{${fields.map((field) => `${field}:${inOrder(value[field])}`).join()}}`
}

describe.each(SUITES)('states of $suite, read as $entry', ({ suite, entry }) => {
  const all = states(suite).map((state) => ({ state, found: oddities(state, entry) }))

  it('a healthy state has none but matches that an earlier rule has too, and client certificates that need not be right', () => {
    const healthy = all.filter(({ state }) => state.tags.includes('healthy'))
    expect(healthy.length).toBeGreaterThan(60)
    // Kuma reads HTTPRoutes alone, and says of every other kind that it is invalid.
    const known: readonly string[] = ['shadowed-match', 'insecure-frontend-validation', ...(suite === 'kuma' ? ['invalid-route-kind'] : [])]
    // What is right by the specification, and not known by name to one controller.
    const isUnnamed = (oddity: Oddity) => oddity.oddity === 'invalid-route-kind' && oddity.because === 'unnamed'
    const kinds = healthy.flatMap(({ found }) =>
      found.flatMap((one) => one.oddities.filter((oddity) => !isUnnamed(oddity)).map(({ oddity }) => oddity)),
    )
    expect(kinds.filter((kind) => !known.includes(kind))).toEqual([])
  })

  it('a match that is said to be shadowed is, with the defaults filled in, written in an earlier rule', () => {
    let count = 0
    for (const { found } of all) {
      for (const { object, oddities: list } of found) {
        const rules = rulesOf(object)
        for (const { path } of list.filter(({ oddity }) => oddity === 'shadowed-match')) {
          const [rule = 0, match] = (path.match(/\d+/g) ?? []).map(Number)
          const mine = match === undefined ? (rules[rule] ?? []) : [rules[rule]?.[match]]
          const before = rules.slice(0, rule).flat()
          expect(before).toEqual(expect.arrayContaining(mine))
          count++
        }
      }
    }
    expect(count).toBeGreaterThan(20)
  })

  it('every path names a place in its object', () => {
    let count = 0
    for (const { found } of all) {
      for (const { object, oddities: list } of found) {
        for (const { path } of list) expect(atPath(object, path), path).toBeDefined()
        count += list.length
      }
    }
    expect(count).toBeGreaterThan(20)
  })
})

describe('what controllers wrote', () => {
  // The bare specification has no controller that wrote anything.
  const written = SUITES.filter(({ entry }) => !entry.startsWith('gateway-api')).map(({ suite, entry }) => ({ suite, entry, truth: statuses(suite) }))

  const listenersWith = (oddity: 'unknown-protocol' | 'invalid-route-kind') =>
    written.flatMap(({ suite, entry, truth }) =>
      states(suite).flatMap((state) =>
        oddities(state, entry).flatMap(({ object, oddities: list }) => {
          const status = truth.get(state.id)?.find((one) => isOf(object, one))
          return list.flatMap((fact) => {
            if (fact.oddity !== oddity) return []
            const name = atPath(object, `spec.listeners[${fact.listener}].name`)
            const listener = status?.listeners?.find((one) => one.name === name)
            return listener ? [{ where: `${state.id} ${fact.path}`, fact, reasons: listener.conditions.flatMap((c) => c.reason.split(',')) }] : []
          })
        }),
      ),
    )

  it('an unknown protocol is UnsupportedProtocol', () => {
    const found = listenersWith('unknown-protocol')
    expect(found.length).toBeGreaterThan(40)
    expect(found.filter(({ reasons }) => !reasons.includes('UnsupportedProtocol')).map(({ where }) => where)).toEqual([])
  })

  it('a route kind that is said to be refused is in InvalidRouteKinds', () => {
    const found = listenersWith('invalid-route-kind').filter(({ fact }) => fact.oddity === 'invalid-route-kind' && fact.refused)
    expect(found.length).toBeGreaterThan(10)
    // A certificate's trouble may take its place, and of a listener that is in conflict Kuma says nothing else.
    const told = ['InvalidRouteKinds', 'RefNotPermitted', 'InvalidCertificateRef', 'ProtocolConflict', 'HostnameConflict']
    expect(found.filter(({ reasons }) => !reasons.some((reason) => told.includes(reason))).map(({ where }) => where)).toEqual([])
  })
})

describe('objects of any shape', () => {
  const specification = implementationsFrom(['gateway-api@1.7']).ofController('example.com/x')
  if (!specification) throw new Error('the bare specification takes every controller')
  const trap = JSON.parse('{"toString": 1, "valueOf": {"__proto__": 2}}')
  const odd = (...known: unknown[]) =>
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: fc.constant(trap) }, anyJson)
  const list = (entry: fc.Arbitrary<unknown>) =>
    fc.oneof({ weight: 6, arbitrary: fc.array(entry, { maxLength: 3 }) }, { weight: 1, arbitrary: anyJson })
  const some = (fields: Record<string, fc.Arbitrary<unknown>>) => fc.record(fields, { requiredKeys: [] })

  const named = some({ name: odd('a', 'A'), value: odd('1'), type: odd('Exact') })
  const modifier = some({ set: list(named), add: list(named), remove: list(odd('a', 'A')) })
  const filters = list(some({ type: odd('RequestRedirect', 'URLRewrite'), requestHeaderModifier: modifier, urlRewrite: some({ path: named }) }))
  const rule = some({
    name: odd('a'),
    matches: list(some({ path: named, method: odd('GET', {}), headers: list(named), queryParams: list(named) })),
    filters,
    backendRefs: list(some({ name: odd('s'), namespace: odd('n'), weight: odd(0, 1), filters })),
    timeouts: some({ request: odd('1s'), backendRequest: odd('0s') }),
    retry: some({ attempts: odd(0, 1), codes: list(odd(500, 404)), backoff: odd('2s') }),
    sessionPersistence: odd({}),
  })
  const selected = some({ from: odd('Selector'), selector: odd({}) })
  const listener = some({
    name: odd('l'),
    protocol: odd('HTTP', 'http', 'TLS'),
    hostname: odd('10.0.0.1'),
    tls: some({ mode: odd('Terminate'), options: anyJson, certificateRefs: anyJson }),
    allowedRoutes: some({ namespaces: selected, kinds: list(some({ group: odd('x.io'), kind: odd('HTTPRoute', 'TCPRoute', 'x') })) }),
    filters: some({ requests: list(anyJson) }),
  })
  const frontend = some({
    default: some({ validation: some({ mode: odd('AllowInsecureFallback') }) }),
    perPort: list(some({ port: odd(1), tls: anyJson })),
  })
  const spec = fc.oneof(
    anyJson,
    some({
      hostnames: list(odd('10.0.0.1')),
      rules: list(rule),
      listeners: list(listener),
      allowedListeners: some({ namespaces: selected }),
      addresses: list(some({ type: odd('x'), value: odd('') })),
      tls: some({ frontend }),
    }),
  )

  it('are read without a fault and left as they are', () => {
    fc.assert(
      fc.property(spec, fc.constantFrom('HTTPRoute', 'GRPCRoute', 'TCPRoute', 'Gateway', 'ListenerSet'), (value, kind) => {
        const object = deepFreeze({ apiVersion: 'gateway.networking.k8s.io/v1', kind, metadata: { name: 'x' }, spec: value }) as unknown
        const found = isRouteKind(kind)
          ? routeOddities(kind satisfies RouteKind, object as Route, [])
          : kind === 'Gateway'
            ? gatewayOddities(object as Gateway, specification)
            : listenerSetOddities(object as ListenerSet, specification)
        for (const { path, key } of found) {
          expect(typeof key).toBe('string')
          expect(atPath(object, path)).toBeDefined()
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('milliseconds', () => {
  it.each([
    ['0s', 0],
    ['1h30m', 5_400_000],
    ['1m1s1ms', 61_001],
    ['500ms', 500],
    ['', undefined],
    ['10', undefined],
    ['1.5s', undefined],
    ['1d', undefined],
    [10, undefined],
    [undefined, undefined],
    ['9'.repeat(100_000), undefined],
  ])('%j', (value, expected) => {
    expect(milliseconds(value)).toBe(expected)
  })
})
