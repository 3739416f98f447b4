/** Every kind that Portcullis reviews or reads, as the API server names it. Source: `gateway-api.md` 1.1; versions from the CRDs of v0.6 to v1.7. */

export const GATEWAY_GROUP = 'gateway.networking.k8s.io'
export const EXPERIMENTAL_GROUP = 'gateway.networking.x-k8s.io'

export interface KindFacts {
  readonly kind: string
  readonly group: string
  readonly plural: string
  readonly namespaced: boolean
  /** Every version that any supported bundle serves, the one to watch first. */
  readonly versions: readonly string[]
  /** Reviewed by the webhooks. */
  readonly reviewed: boolean
  /** Held in the cluster cache. `Table` and `Metadata` are the representations that carry no content. */
  readonly cached: false | 'Object' | 'Table' | 'Metadata'
}

const facts = [
  {
    kind: 'GatewayClass',
    group: GATEWAY_GROUP,
    plural: 'gatewayclasses',
    namespaced: false,
    versions: ['v1', 'v1beta1'],
    reviewed: true,
    cached: 'Object',
  },
  { kind: 'Gateway', group: GATEWAY_GROUP, plural: 'gateways', namespaced: true, versions: ['v1', 'v1beta1'], reviewed: true, cached: 'Object' },
  { kind: 'ListenerSet', group: GATEWAY_GROUP, plural: 'listenersets', namespaced: true, versions: ['v1'], reviewed: true, cached: 'Object' },
  { kind: 'HTTPRoute', group: GATEWAY_GROUP, plural: 'httproutes', namespaced: true, versions: ['v1', 'v1beta1'], reviewed: true, cached: 'Object' },
  { kind: 'GRPCRoute', group: GATEWAY_GROUP, plural: 'grpcroutes', namespaced: true, versions: ['v1', 'v1alpha2'], reviewed: true, cached: 'Object' },
  {
    kind: 'TLSRoute',
    group: GATEWAY_GROUP,
    plural: 'tlsroutes',
    namespaced: true,
    versions: ['v1', 'v1alpha3', 'v1alpha2'],
    reviewed: true,
    cached: 'Object',
  },
  { kind: 'TCPRoute', group: GATEWAY_GROUP, plural: 'tcproutes', namespaced: true, versions: ['v1', 'v1alpha2'], reviewed: true, cached: 'Object' },
  { kind: 'UDPRoute', group: GATEWAY_GROUP, plural: 'udproutes', namespaced: true, versions: ['v1', 'v1alpha2'], reviewed: true, cached: 'Object' },
  {
    kind: 'BackendTLSPolicy',
    group: GATEWAY_GROUP,
    plural: 'backendtlspolicies',
    namespaced: true,
    versions: ['v1', 'v1alpha3', 'v1alpha2'],
    reviewed: true,
    cached: 'Object',
  },
  // Stored as v1beta1 everywhere, and served so by every bundle: v1 only came with v1.5.
  {
    kind: 'ReferenceGrant',
    group: GATEWAY_GROUP,
    plural: 'referencegrants',
    namespaced: true,
    versions: ['v1beta1', 'v1', 'v1alpha2'],
    reviewed: true,
    cached: 'Object',
  },
  { kind: 'XBackend', group: EXPERIMENTAL_GROUP, plural: 'xbackends', namespaced: true, versions: ['v1alpha1'], reviewed: true, cached: false },
  {
    kind: 'XBackendTrafficPolicy',
    group: EXPERIMENTAL_GROUP,
    plural: 'xbackendtrafficpolicies',
    namespaced: true,
    versions: ['v1alpha1'],
    reviewed: true,
    cached: 'Object',
  },
  {
    kind: 'XTelemetryPolicy',
    group: EXPERIMENTAL_GROUP,
    plural: 'xtelemetrypolicies',
    namespaced: true,
    versions: ['v1alpha1'],
    reviewed: true,
    cached: 'Object',
  },
  { kind: 'XMesh', group: EXPERIMENTAL_GROUP, plural: 'xmeshes', namespaced: false, versions: ['v1alpha1'], reviewed: true, cached: false },
  { kind: 'Namespace', group: '', plural: 'namespaces', namespaced: false, versions: ['v1'], reviewed: false, cached: 'Object' },
  { kind: 'Service', group: '', plural: 'services', namespaced: true, versions: ['v1'], reviewed: false, cached: 'Object' },
  { kind: 'Secret', group: '', plural: 'secrets', namespaced: true, versions: ['v1'], reviewed: false, cached: 'Table' },
  { kind: 'ConfigMap', group: '', plural: 'configmaps', namespaced: true, versions: ['v1'], reviewed: false, cached: 'Metadata' },
] as const satisfies readonly KindFacts[]

export const KINDS: readonly KindFacts[] = facts
export type Kind = (typeof facts)[number]['kind']
export type RouteKind = 'HTTPRoute' | 'GRPCRoute' | 'TLSRoute' | 'TCPRoute' | 'UDPRoute'
export const ROUTE_KINDS: readonly RouteKind[] = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute']
export type PolicyKind = 'BackendTLSPolicy' | 'XBackendTrafficPolicy' | 'XTelemetryPolicy'
export const POLICY_KINDS: readonly PolicyKind[] = ['BackendTLSPolicy', 'XBackendTrafficPolicy', 'XTelemetryPolicy']

/** A group and kind, as `gateway.envoyproxy.io/EnvoyProxy`; core kinds begin with the slash. */
export type GroupKind = string

/** Which routes a protocol carries by the specification (AllowedRoutes.Kinds); TCPRoute on TLS only up to v1.4. */
export const KINDS_OF_PROTOCOL: Readonly<Record<string, readonly RouteKind[]>> = {
  HTTP: ['HTTPRoute', 'GRPCRoute'],
  HTTPS: ['HTTPRoute', 'GRPCRoute'],
  TLS: ['TLSRoute'],
  TCP: ['TCPRoute'],
  UDP: ['UDPRoute'],
}

const byGroupKind = new Map(KINDS.map((k) => [`${k.group}/${k.kind}`, k]))
const byKind = new Map(KINDS.map((k) => [k.kind, k]))

/** The facts of a kind by its name alone; the names are unique in the table. */
export function kindFacts(kind: Kind): KindFacts {
  return byKind.get(kind) as KindFacts
}

/** The kind that an apiVersion and kind name, whatever the version; undefined for kinds that Portcullis does not know. */
export function kindOf(apiVersion: string, kind: string): (KindFacts & { kind: Kind }) | undefined {
  const slash = apiVersion.indexOf('/')
  return kindIn(slash < 0 ? '' : apiVersion.slice(0, slash), kind)
}

/** The kind of this name in a group; undefined for kinds that Portcullis does not know. */
export function kindIn(group: string, kind: string): (KindFacts & { kind: Kind }) | undefined {
  return byGroupKind.get(`${group}/${kind}`) as (KindFacts & { kind: Kind }) | undefined
}

export function isRouteKind(kind: string): kind is RouteKind {
  return (ROUTE_KINDS as readonly string[]).includes(kind)
}

export function isPolicyKind(kind: string): kind is PolicyKind {
  return (POLICY_KINDS as readonly string[]).includes(kind)
}
