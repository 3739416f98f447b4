import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Implementations } from '../../src/gateway/implementation.ts'
import type { AnyObject } from '../../src/gateway/objects.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { type ObjectStatus, predictStatuses, statusReader } from '../../src/prediction/status.ts'
import { someObject } from '../gateway/arbitrary.ts'
import { cluster } from '../gateway/objects.ts'
import { clusterOf } from './status-states.ts'
import { type State, states } from './truth.ts'

const someOf = (name: string, isWanted: (state: State) => boolean = () => true): fc.Arbitrary<State> => {
  const all = states(name).filter(isWanted)
  return fc.nat(all.length - 1).map((index) => all[index] as State)
}
const RUNS = { numRuns: 60 }

const bareOnly = implementationsFrom(['gateway-api@1.7'])
/** Every controller by the choices of one implementation. */
const everybody = (controllerName: string, from: Implementations): Implementations => ({
  ofController: () => from.ofController(controllerName),
  builtinClass: () => undefined,
})
const EACH = [
  ['Envoy Gateway', implementationsFrom(['envoy-gateway@1.9']), 'spec', true],
  ['the bare specification', everybody('example.com/any', bareOnly), 'spec', true],
  ['Kong', implementationsFrom(['kic@3.5,gatewayAlpha=true,proxyPorts=80:HTTP+443:HTTPS']), 'kong', true],
  // Of a mirror without a grant it tells nothing, or it tells nothing at all.
  ['Kuma', implementationsFrom(['kuma@2.14,gatewaySecretsInAllNamespaces=true']), 'kuma', false],
] as const

const title = ({ kind, namespace, name }: ObjectStatus) => `${kind} ${namespace ?? ''}/${name}`

/** Statuses by title; the order of objects is the only thing that is lost. */
function statusesOf(objects: readonly unknown[], implementations: Implementations): Record<string, ObjectStatus> {
  const { view, around } = clusterOf(objects)
  const statuses = predictStatuses(view, implementations, around)
  return Object.fromEntries(statuses.map((status) => [title(status), status]).sort(([a], [b]) => ((a as string) < (b as string) ? -1 : 1)))
}

describe.each(EACH)('by %s', (_, implementations, suite, tellsOfMirrors) => {
  const someState = someOf(suite)

  it('does not depend on the order of objects', () => {
    const shuffled = someState.chain((state) =>
      fc.tuple(fc.constant(state), fc.shuffledSubarray([...state.objects], { minLength: state.objects.length })),
    )
    fc.assert(
      fc.property(shuffled, ([state, objects]) => {
        expect(statusesOf(objects, implementations)).toEqual(statusesOf(state.objects, implementations))
      }),
      RUNS,
    )
  })

  it('an unrelated object changes nothing', () => {
    const elsewhere = fc.constantFrom(
      { kind: 'Gateway', spec: { gatewayClassName: 'absent', listeners: [{ name: 'a', port: 80, protocol: 'HTTP' }] } },
      { kind: 'HTTPRoute', spec: { parentRefs: [{ name: 'absent' }], rules: [{ backendRefs: [{ name: 'absent', port: 80 }] }] } },
      { kind: 'ListenerSet', spec: { parentRef: { name: 'absent' }, listeners: [{ name: 'a', port: 80, protocol: 'HTTP' }] } },
      { kind: 'ReferenceGrant', spec: { from: [{ group: 'x', kind: 'Y', namespace: 'z' }], to: [{ group: '', kind: 'Secret' }] } },
      {
        kind: 'BackendTLSPolicy',
        spec: { targetRefs: [{ group: '', kind: 'Service', name: 'absent' }], validation: { hostname: 'a', wellKnownCACertificates: 'System' } },
      },
    )
    fc.assert(
      fc.property(someState, elsewhere, (state, parts) => {
        const object = { apiVersion: 'gateway.networking.k8s.io/v1', metadata: { name: 'unrelated', namespace: 'far-away' }, ...parts }
        expect(statusesOf([...state.objects, object], implementations)).toEqual(statusesOf(state.objects, implementations))
      }),
      RUNS,
    )
  })

  it('a grant only ever removes RefNotPermitted', () => {
    const namespaces = ['infra', 'team-a', 'team-b']
    const kinds = ['Gateway', 'ListenerSet', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute']
    const from = namespaces.flatMap((namespace) => kinds.map((kind) => ({ group: 'gateway.networking.k8s.io', kind, namespace })))
    const to = ['Service', 'Secret', 'ConfigMap'].map((kind) => ({ group: '', kind }))
    const isTold = ({ tags }: State) => tellsOfMirrors || !tags.includes('filter-requestmirror')
    const told = someOf(suite, isTold)
    const ungranted = someOf(suite, (state) => isTold(state) && state.tags.some((tag) => tag.includes('ungranted')))
    let removed = 0
    fc.assert(
      fc.property(fc.oneof(told, ungranted), fc.constantFrom(...namespaces), (state, namespace) => {
        const grant = {
          apiVersion: 'gateway.networking.k8s.io/v1beta1',
          kind: 'ReferenceGrant',
          metadata: { name: 'zzz', namespace },
          spec: { from, to },
        }
        const [before, after] = [state.objects, [...state.objects, grant]].map((objects) => resolvedRefs(statusesOf(objects, implementations)))
        for (const [part, reason] of Object.entries(after as Record<string, string>)) {
          const earlier = before?.[part]
          // A Gateway's own sums up what its listeners say of their CA certificates.
          if (earlier === 'InvalidParameters') continue
          if (earlier?.includes('RefNotPermitted')) removed += reason.includes('RefNotPermitted') ? 0 : 1
          else expect([part, reason]).toEqual([part, earlier])
        }
      }),
      { numRuns: 300 },
    )
    expect(removed).toBeGreaterThan(0)
  })

  it('one object alone has the status that it has among all', () => {
    fc.assert(
      fc.property(someState, (state) => {
        const { view, around } = clusterOf(state.objects)
        const reader = statusReader(view, implementations, around)
        for (const status of reader.all()) {
          const found = view.get(status.kind as 'Gateway', status.namespace, status.name)
          if (found.state !== 'found') throw new Error(title(status))
          expect(statusReader(view, implementations, around).of(found.object.kind, found.object)).toEqual(status)
        }
      }),
      { numRuns: 15 },
    )
  })

  it('objects of any shape do no harm', () => {
    const junk: fc.Arbitrary<AnyObject> = fc
      .record({
        kind: fc.constantFrom(
          'GatewayClass',
          'Gateway',
          'ListenerSet',
          'HTTPRoute',
          'GRPCRoute',
          'UDPRoute',
          'BackendTLSPolicy',
          'ReferenceGrant',
          'Secret',
          'Service',
        ),
        name: fc.constantFrom('a', 'b'),
        spec: fc.anything({
          maxDepth: 6,
          withNullPrototype: false,
          key: FIELDS,
          values: [fc.string(), fc.integer(), fc.constantFrom('HTTP', 'a', 80, null)],
        }),
      })
      .map(({ kind, name, spec }) => {
        const group = kind === 'Secret' || kind === 'Service' ? 'v1' : 'gateway.networking.k8s.io/v1'
        return { apiVersion: group, kind, metadata: { name, ...(kind !== 'GatewayClass' && { namespace: 'n1' }) }, spec } as unknown as AnyObject
      })
    fc.assert(
      fc.property(fc.array(fc.oneof(someObject, junk), { maxLength: 12 }), (objects) => {
        for (const status of predictStatuses(cluster(...objects), everybody('gateway.envoyproxy.io/gatewayclass-controller', implementations), {
          now: 0,
        })) {
          expect(status.name).toEqual(expect.any(String))
        }
      }),
      { numRuns: 200 },
    )
  })
})

const FIELDS = fc.constantFrom(
  'listeners',
  'name',
  'namespace',
  'kind',
  'group',
  'port',
  'protocol',
  'hostname',
  'hostnames',
  'tls',
  'mode',
  'certificateRefs',
  'allowedRoutes',
  'namespaces',
  'from',
  'selector',
  'kinds',
  'parentRef',
  'parentRefs',
  'sectionName',
  'rules',
  'matches',
  'headers',
  'queryParams',
  'path',
  'method',
  'type',
  'value',
  'filters',
  'requestMirror',
  'backendRef',
  'backendRefs',
  'weight',
  'targetRefs',
  'validation',
  'caCertificateRefs',
  'gatewayClassName',
  'controllerName',
  'parametersRef',
  'addresses',
  'infrastructure',
  'frontend',
  'default',
  'backend',
  'clientCertificateRef',
  'perPort',
  'ports',
  'appProtocol',
  'allowedListeners',
)

/** The reason of ResolvedRefs of each part. */
function resolvedRefs(statuses: Record<string, ObjectStatus>): Record<string, string> {
  const reasons: Record<string, string> = {}
  const put = (part: string, conditions: ObjectStatus['conditions']) => {
    const found = conditions?.find(({ type }) => type === 'ResolvedRefs')
    if (found) reasons[part] = found.reason
  }
  for (const [object, status] of Object.entries(statuses)) {
    put(object, status.conditions)
    for (const { name, conditions } of status.listeners ?? []) put(`${object} ${name}`, conditions)
    for (const { parentRef, conditions } of status.parents ?? []) put(`${object} ${JSON.stringify(parentRef)}`, conditions)
  }
  return reasons
}
