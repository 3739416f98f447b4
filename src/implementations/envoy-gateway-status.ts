import type { FilterChoices } from '../gateway/implementation.ts'
import type { StatusChoices } from '../gateway/status-choices.ts'
import { SPECIFICATION_STATUS } from './specification-status.ts'

const HEADERS = ['RequestHeaderModifier', 'ResponseHeaderModifier'] as const
const RULE_FILTERS = [...HEADERS, 'RequestMirror', 'ExtensionRef']
const EXTENSIONS = ['gateway.envoyproxy.io/HTTPRouteFilter']

// filters.go:1212 and, for backends, validate.go:94.
export const ENVOY_GATEWAY_FILTERS = {
  rules: {
    types: { HTTPRoute: [...RULE_FILTERS, 'RequestRedirect', 'URLRewrite', 'CORS'], GRPCRoute: RULE_FILTERS },
    others: 'rule not served',
    reason: 'UnsupportedValue',
  },
  backends: {
    types: { HTTPRoute: [...HEADERS, 'URLRewrite', 'ExtensionRef'], GRPCRoute: HEADERS },
    others: 'backend not served',
    reason: 'UnsupportedRefValue',
  },
  extensions: EXTENSIONS,
} satisfies FilterChoices

// backendtlspolicy.go:563: groups are not looked at, the first bad reference ends it, contents are not read.
const CA = {
  kinds: ['*/ConfigMap', '*/Secret', '*/ClusterTrustBundle'],
  keys: ['ca.crt', 'tls.crt'],
  onlyKey: true,
  contentRead: false,
  allMustBeGood: true,
}

/** Where Envoy Gateway differs from the specification: research `envoy-gateway.md`, whose sections are named; files under internal/gatewayapi of v1.9.0. */
export const ENVOY_GATEWAY_STATUS: StatusChoices = {
  ...SPECIFICATION_STATUS,
  classParameters: ['gateway.envoyproxy.io/EnvoyProxy'],
  gatewayParameters: ['gateway.envoyproxy.io/EnvoyProxy'],
  // status/gateway.go:79.
  notProgrammed: { unusableAddresses: ['Hostname'], withoutListeners: true },
  setsOfRefusedGateway: 'Accepted',
  frontendOnGateway: 'InvalidParameters',
  frontendCa: CA,
  listeners: {
    ...SPECIFICATION_STATUS.listeners,
    // listener.go:234: a terminated TLS connection is TCP to its routes.
    kinds: { ...SPECIFICATION_STATUS.listeners.kinds, 'TLS/Terminate': ['TCPRoute', 'TLSRoute'] },
    acceptedWhenFaulty: false,
    faultyInConflicts: false,
    clashInOneSet: 'all lose',
    secondL4: 'conflicted only',
    someCertificatesBad: 'PartiallyInvalidCertificateRef',
    uniqueAlgorithms: true,
    // validate.go:711.
    passthroughTakesNone: true,
    certificateOverKinds: true,
    overlappingTls: ['HTTPS'],
  },
  routes: {
    isolation: true,
    refusedNotCounted: ['GRPCRoute'],
    oneRule: ['TCPRoute', 'UDPRoute'],
    portsShareEntry: true,
    overlapCondition: true,
    extensionFilters: EXTENSIONS,
    ruleFaults: true,
  },
  backends: {
    // validate.go:30, route.go:2851.
    checks: [
      { check: 'filters', reason: 'UnsupportedRefValue' },
      { check: 'kind', reason: 'InvalidKind' },
      { check: 'grant', reason: 'RefNotPermitted' },
      { check: 'port given', reason: 'PortNotSpecified' },
      { check: 'disabled kind', reason: 'UnsupportedValue' },
      { check: 'existence', reason: 'BackendNotFound' },
      { check: 'external name', reason: 'UnsupportedValue' },
      { check: 'port', reason: 'PortNotFound' },
      { check: 'policy', reason: 'InvalidBackendTLS' },
      { check: 'filter values', reason: 'InvalidBackendFilters' },
    ],
    // Any of the groups goes with any of the kinds.
    kinds: ['', 'multicluster.x-k8s.io', 'gateway.envoyproxy.io'].flatMap((group) =>
      ['Service', 'ServiceImport', 'Backend'].map((kind) => `${group}/${kind}`),
    ),
    disabledKinds: ['Backend'],
    filters: ENVOY_GATEWAY_FILTERS.backends.types,
    joinReasons: true,
  },
  policies: { ...SPECIFICATION_STATUS.policies, ca: CA, ancestorAsWritten: true, loserResolvesRefs: false },
  loading: { mirrorsNotLoaded: ['GRPCRoute'] },
}
