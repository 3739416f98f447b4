import { refusedByParents } from './refused-parents.ts'

/** What has to be refused in the settled state of a test's file, and who says so. */
export interface Refused {
  readonly file: string
  readonly object: string
  readonly rule: string
  readonly paths: readonly string[]
  /** The condition that the refusal names, `Type=Status/Reason`. */
  readonly condition: string
  readonly why: string
}

/** Asserted by the suite itself, for who reads such an object; the others do not follow its references. */
interface Asserted extends Omit<Refused, 'rule' | 'condition' | 'why' | 'file' | 'paths'> {
  readonly path: string | readonly string[]
  readonly unreadBy?: readonly string[]
  readonly why?: string
}

const INFRA = 'gateway-conformance-infra'
const NO_LISTENER_SETS = ['kuma', 'kic', 'kong-operator']
const BACKEND = 'spec.rules[0].backendRefs[0]'
const CERTIFICATE = (listener: number) => `spec.listeners[${listener}].tls.certificateRefs[0]`

/**
 * By file under tests/: RefNotPermitted, as the Go code beside it asserts. Kong and Kuma do not read a Gateway's `spec.tls` (istio-kuma.md B), so
 * the two files about it are refused for the missing grant alone, and the condition is one that they would not write; nor does Kong Ingress
 * Controller write ResolvedRefs for TCPRoute, TLSRoute and UDPRoute, whose backend it leaves out all the same (measured-kong-kuma.md).
 */
const ASSERTED: Readonly<Record<string, Asserted>> = {
  'gateway-invalid-tls-backend-configuration': {
    object: `Gateway ${INFRA}/gateway-client-certificate-missing-reference-grant`,
    path: 'spec.tls.backend.clientCertificateRef',
  },
  'gateway-secret-invalid-reference-grant': { object: `Gateway ${INFRA}/gateway-secret-invalid-reference-grant`, path: CERTIFICATE(0) },
  'gateway-secret-missing-reference-grant': {
    object: `Gateway ${INFRA}/gateway-secret-missing-reference-grant`,
    path: [CERTIFICATE(0), CERTIFICATE(1)],
    why: 'RefNotPermitted on both listeners, also where the Secret does not exist',
  },
  'gateway-with-invalid-clientcertificate-validation': {
    object: `Gateway ${INFRA}/gateway-with-invalid-client-cert-validation`,
    path: 'spec.tls.frontend.perPort[2].tls.validation.caCertificateRefs[0]',
    why: 'RefNotPermitted on listener https-grant-missing, of four',
  },
  'httproute-invalid-cross-namespace-backend-ref': { object: `HTTPRoute ${INFRA}/invalid-cross-namespace-backend-ref`, path: BACKEND },
  'httproute-invalid-reference-grant': {
    object: `HTTPRoute ${INFRA}/reference-grant`,
    path: BACKEND,
    why: 'seven grants that each differ in one field, none of which permits it',
  },
  'httproute-partially-invalid-via-invalid-reference-grant': {
    object: `HTTPRoute ${INFRA}/invalid-reference-grant`,
    path: BACKEND,
    why: 'ResolvedRefs=False for the route, although its other rule is served',
  },
  'listenerset-reference-grant': {
    object: 'ListenerSet gateway-api-listener-sets-test-reference-grant-ns/listenerset-without-reference-grant',
    path: CERTIFICATE(0),
    why: 'a grant to the Gateway is none to its ListenerSet',
    unreadBy: NO_LISTENER_SETS,
  },
  'tcproute-invalid-cross-namespace-backend-ref': {
    object: `TCPRoute ${INFRA}/tcp-invalid-cross-namespace-backend-ref`,
    path: BACKEND,
    unreadBy: ['kuma'],
  },
  'tlsroute-invalid-reference-grant': { object: `TLSRoute ${INFRA}/gateway-conformance-infra-test`, path: BACKEND, unreadBy: ['kuma'] },
  'udproute-invalid-cross-namespace-backend-ref': {
    object: `UDPRoute ${INFRA}/udp-route-invalid-cross-namespace-backend-ref`,
    path: BACKEND,
    unreadBy: ['istio', 'kuma'],
  },
}

const QUERY_PARAMS = {
  rule: 'unsupported-query-params',
  condition: 'Programmed=False/TranslationError',
  why: 'the router flavor that Kong has by default matches no query parameters, and the feature is not claimed with it (kong.md 1.2, 4.5)',
}
const MIXED_TLS = {
  rule: 'listener-conflict',
  paths: ['spec.listeners[1]'],
  condition: 'Conflicted=True/ProtocolConflict',
  why: 'Kong Operator from 2.2 on refuses TLS beside anything on one port (kong.md 4.5, kong-operator#3511)',
}
const matches = (...at: (readonly [rule: number, match: number])[]) => at.map(([r, m]) => `spec.rules[${r}].matches[${m}].queryParams`)

const kindsRefused = {
  rule: 'invalid-route-kind',
  paths: ['spec.listeners[0].allowedRoutes.kinds[0]'],
  condition: 'ResolvedRefs=False/InvalidRouteKinds',
}

/** What an object shows by itself and the suite asserts: no listener of it can work. */
const DEAD: readonly (Refused & { readonly only?: readonly string[] })[] = [
  {
    file: 'tests/gateway-invalid-listeners-unsupported-protocol.yaml',
    object: `Gateway ${INFRA}/gateway-only-unsupported-protocols`,
    rule: 'unknown-protocol',
    paths: ['spec.listeners[0].protocol'],
    condition: 'Accepted=False/UnsupportedProtocol',
    why: 'the suite asserts it: the only listener has a protocol that nobody knows',
  },
  {
    file: 'tests/gateway-invalid-tls-configuration.yaml',
    object: `Gateway ${INFRA}/gateway-certificate-unsupported-kind`,
    rule: 'certificate-kind',
    paths: [CERTIFICATE(0)],
    condition: 'ResolvedRefs=False/InvalidCertificateRef',
    why: 'the suite asserts it: the only listener has a certificate of a kind that nobody reads',
    only: ['gateway-api', 'envoy-gateway', 'istio', 'kuma', 'kic'],
  },
  {
    ...kindsRefused,
    file: 'tests/gateway-invalid-route-kind.yaml',
    object: `Gateway ${INFRA}/gateway-only-invalid-route-kind`,
    why: 'the suite asserts it: the only listener lists no kind that exists',
  },
  {
    ...kindsRefused,
    file: 'tests/listenerset-allowed-routes-supported-kinds.yaml',
    object: `ListenerSet ${INFRA}/listenerset-test-allowed-routes-supported-kinds`,
    why: 'the suite asserts it: the only listener lists no kind that fits TLS',
    // Of others it is not known which kinds they take on which protocol: a warning.
    only: ['gateway-api', 'envoy-gateway', 'istio'],
  },
]

/** What a controller refuses by itself, whatever the order in which the objects come. */
const BY_ITSELF: Readonly<Record<string, readonly Refused[]>> = {
  istio: [
    {
      file: 'tests/gateway-static-addresses.yaml',
      object: `Gateway ${INFRA}/gateway-static-addresses`,
      rule: 'address-not-service',
      paths: ['spec.addresses[1]', 'spec.addresses[2]'],
      condition: 'Accepted=False/UnsupportedAddress',
      why: 'Istio does not claim the feature: an address must be the hostname of a Service (measured-istio.md 8, conversion.go)',
    },
  ],
  kuma: ['exact-hostname-x', 'wc-hostname-x'].map((name) => ({
    ...kindsRefused,
    file: 'tests/grpcroute-multiple-routes-attachment-same-hostname-intersection.yaml',
    object: `Gateway ${INFRA}/gw-grpcroute-${name}`,
    why: 'GRPCRoutes are not read, and a listener that names them alone is not Programmed (gateway_conversion.go, istio-kuma.md B4)',
  })),
  'kong-operator': [
    {
      file: 'tests/gateway-invalid-parameters-ref.yaml',
      object: `Gateway ${INFRA}/gateway-invalid-parameters-ref`,
      rule: 'gateway-configuration',
      paths: ['spec.infrastructure.parametersRef'],
      condition: 'Accepted=False/InvalidParameters',
      why: 'the suite asserts it, for who claims the feature: parameters of a kind that the operator does not read',
    },
    {
      ...QUERY_PARAMS,
      file: 'tests/httproute-query-param-matching.yaml',
      object: `HTTPRoute ${INFRA}/query-param-matching`,
      paths: matches([0, 0], [1, 0], [2, 0], [2, 1], [3, 0], [4, 0], [5, 0], [6, 0], [6, 1], [8, 0]),
    },
    {
      ...MIXED_TLS,
      file: 'tests/tlsroute-listener-mixed-termination-not-supported.yaml',
      object: `Gateway ${INFRA}/gateway-tlsroute-mixed-termination-not-supported`,
    },
    { ...MIXED_TLS, file: 'tests/tlsroute-mixed-termination-same-namespace.yaml', object: `Gateway ${INFRA}/gateway-tlsroute-mixed-termination` },
  ],
}

/** What an implementation must be seen to refuse while the objects of a file arrive in their order, under gitops. */
export const refusedInOrder = (implementation: string): readonly Refused[] => [
  ...DEAD.filter(({ only }) => only?.includes(implementation) ?? true),
  ...(BY_ITSELF[implementation] ?? []),
]

/** What it must be seen to refuse when they are all there. */
export function refusedSettled(implementation: string): readonly Refused[] {
  const asserted = Object.entries(ASSERTED)
    .filter(([, { unreadBy = [] }]) => !unreadBy.includes(implementation))
    .map(
      ([name, { object, path, why = 'RefNotPermitted' }]): Refused => ({
        file: `tests/${name}.yaml`,
        object,
        rule: 'missing-reference-grant',
        paths: [path].flat(),
        condition: 'ResolvedRefs=False/RefNotPermitted',
        why: `the suite asserts it: ${why}`,
      }),
    )
  return [...asserted, ...refusedByParents(implementation), ...refusedInOrder(implementation)]
}

const EXAMPLES: Readonly<Record<string, readonly Refused[]>> = {
  'kong-operator': [{ ...QUERY_PARAMS, file: 'examples/standard/basic-http.yaml', object: 'HTTPRoute default/http-app-1', paths: matches([1, 0]) }],
}

/** What it must be seen to refuse of the specification's examples, where their classes are its own. */
export const refusedExamples = (implementation: string): readonly Refused[] => EXAMPLES[implementation] ?? []

/** An example whose file ends with the ReferenceGrant that it needs: in file order, a preset that refuses for missing grants asks for the grant first. */
export const GRANT_COMES_LATER: Refused = {
  file: 'examples/standard/tls-cert-cross-namespace.yaml',
  object: 'Gateway gateway-api-example-ns1/cross-namespace-tls-gateway',
  rule: 'missing-reference-grant',
  paths: [CERTIFICATE(0)],
  condition: 'ResolvedRefs=False/RefNotPermitted',
  why: 'the grant is the last document of the file',
}

/** The lines of `refusals` that they come to, each after its file. */
export const lines = (refused: readonly Refused[]): string[] =>
  refused.flatMap(({ file, object, rule, paths, condition }) => paths.map((path) => `${file}: ${object} ${rule} ${path} ${condition}`)).sort()

/** The suite's files in which something comes before the grant that permits its reference, and who does not read that thing. */
const LATER: Readonly<Record<string, readonly string[]>> = {
  'gateway-secret-reference-grant-all-in-namespace': [],
  'gateway-secret-reference-grant-specific': [],
  'listenerset-allowed-routes-namespaces': NO_LISTENER_SETS,
  'listenerset-reference-grant': [],
}

/** The suite's files with grants for references that somebody does not follow. */
const UNREAD: Readonly<Record<string, readonly string[]>> = {
  'listenerset-allowed-routes-namespaces': NO_LISTENER_SETS,
  'tcproute-reference-grant': ['kuma'],
  'tlsroute-invalid-reference-grant': ['kuma'],
  'udproute-reference-grant': ['istio', 'kuma'],
}

const filesWhere = (table: Readonly<Record<string, readonly string[]>>, holds: (unreadBy: readonly string[]) => boolean) =>
  Object.entries(table).flatMap(([name, unreadBy]) => (holds(unreadBy) ? [`tests/${name}.yaml`] : []))

/** The files in which, under default, something is refused until a grant is there. */
export const grantComesLater = (implementation: string) => filesWhere(LATER, (unreadBy) => !unreadBy.includes(implementation))

/** The files of whose grants an implementation has no need. */
export const grantsUnread = (implementation: string) => filesWhere(UNREAD, (unreadBy) => unreadBy.includes(implementation))
