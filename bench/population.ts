import { KINDS, type Kind } from '../src/gateway/kinds.ts'
import { ObjectStore } from '../src/gateway/object-store.ts'
import type { AnyObject, UntypedObject } from '../src/gateway/objects.ts'
import { project } from '../src/gateway/projection.ts'

const GROUP = 'gateway.networking.k8s.io'
const V1 = `${GROUP}/v1`

/** Metadata as a cluster of some age has it: what the cache drops is there too. */
function metadata(name: string, namespace: string | undefined, n: number): UntypedObject['metadata'] {
  const fields = Object.fromEntries(Array.from({ length: 24 }, (_, i) => [`f:field-${i}`, { 'f:inner': {}, 'f:other': {} }]))
  return {
    name,
    ...(namespace !== undefined && { namespace }),
    uid: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    resourceVersion: String(100_000 + n),
    creationTimestamp: new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString().replace('.000', ''),
    labels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/managed-by': 'Helm' },
    annotations: { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ name, namespace, fields }) },
    managedFields: [{ manager: 'helm', operation: 'Apply', fieldsType: 'FieldsV1', fieldsV1: fields }],
  } as UntypedObject['metadata']
}

export const object = (apiVersion: string, kind: string, name: string, namespace: string | undefined, n: number, spec: object): UntypedObject => ({
  apiVersion,
  kind,
  metadata: metadata(name, namespace, n),
  spec,
})

export const route = (name: string, namespace: string, n: number, gateway: string): UntypedObject =>
  object(V1, 'HTTPRoute', name, namespace, n, {
    parentRefs: [{ group: GROUP, kind: 'Gateway', name: gateway, namespace: 'infra', sectionName: 'web' }],
    hostnames: [`${name}.example.com`],
    rules: [0, 1, 2].map((rule) => ({
      matches: [{ path: { type: 'PathPrefix', value: `/v${rule}` }, headers: [{ type: 'Exact', name: 'x-env', value: 'prod' }] }],
      backendRefs: [{ group: '', kind: 'Service', name: `svc-${n % 50}`, port: 80, weight: 1 }],
    })),
  })

export const gateway = (name: string, n: number, listeners = 8): UntypedObject =>
  object(V1, 'Gateway', name, 'infra', n, {
    gatewayClassName: 'eg',
    listeners: [
      { name: 'web', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } },
      ...Array.from({ length: listeners - 1 }, (_, l) => ({ name: `l${l}`, port: 8000 + l, protocol: 'HTTP', hostname: `l${l}.example.com` })),
    ],
  })

const CONTROLLER = 'gateway.envoyproxy.io/gatewayclass-controller'
const ROUTES_OF_A_GATEWAY = 50

/**
 * `count` objects: routes 70%, Services 20%, the rest Gateways, ListenerSets, grants, Namespaces. What one object is related to stays the
 * same whatever the size; only the Gateway `big` has `dependents` routes.
 */
export function* population(count: number, dependents = 0): Generator<[Kind, UntypedObject]> {
  yield ['GatewayClass', object(V1, 'GatewayClass', 'eg', undefined, 0, { controllerName: CONTROLLER })]
  const namespaces = Math.max(1, Math.round(count / 200))
  const routes = Math.round(count * 0.7)
  const gateways = Math.ceil(routes / ROUTES_OF_A_GATEWAY)
  for (let n = 0; n < gateways; n++) yield ['Gateway', gateway(`gw-${n}`, n)]
  yield ['Gateway', gateway('big', gateways)]
  for (let n = 0; n < gateways; n++) {
    yield [
      'ListenerSet',
      object(V1, 'ListenerSet', `set-${n}`, 'infra', n, {
        parentRef: { group: GROUP, kind: 'Gateway', name: `gw-${n}` },
        listeners: [{ name: 'more', port: 9000, protocol: 'HTTP' }],
      }),
    ]
  }
  for (let n = 0; n < namespaces; n++) {
    yield ['Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: metadata(`ns-${n}`, undefined, n) }]
    const from = [{ group: GROUP, kind: 'HTTPRoute', namespace: `ns-${(n + 1) % namespaces}` }]
    yield ['ReferenceGrant', object(`${GROUP}/v1beta1`, 'ReferenceGrant', 'routes', `ns-${n}`, n, { from, to: [{ group: '', kind: 'Service' }] })]
  }
  const services = Math.round(count * 0.2)
  for (let n = 0; n < services; n++) {
    const name = `svc-${Math.floor(n / namespaces)}`
    yield ['Service', object('v1', 'Service', name, `ns-${n % namespaces}`, n, { ports: [{ name: 'http', port: 80 }], selector: { app: name } })]
  }
  for (let n = 0; n < routes; n++) yield ['HTTPRoute', route(`route-${n}`, `ns-${n % namespaces}`, n, `gw-${Math.floor(n / ROUTES_OF_A_GATEWAY)}`)]
  for (let n = 0; n < dependents; n++) yield ['HTTPRoute', route(`dep-${n}`, `ns-${n % namespaces}`, n, 'big')]
}

/** A cache filled as reflectors fill it. */
export function filled(objects: Iterable<[Kind, UntypedObject]>): ObjectStore {
  const store = new ObjectStore()
  for (const { kind } of KINDS) store.setState(kind as Kind, { state: 'listed' })
  // As JSON text from a server: no part of one object is shared with another.
  for (const [kind, one] of objects) store.put(kind, project(kind, JSON.parse(JSON.stringify(one))) as AnyObject)
  return store
}
