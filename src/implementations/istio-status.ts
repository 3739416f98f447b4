import type { RouteKind } from '../gateway/kinds.ts'
import type { StatusChoices } from '../gateway/status-choices.ts'
import { expectedListeners } from './istio-limits.ts'
import { SPECIFICATION_STATUS } from './specification-status.ts'
import { since } from './version.ts'

const HEADERS = ['RequestHeaderModifier', 'ResponseHeaderModifier']
const HTTP: readonly RouteKind[] = ['HTTPRoute', 'GRPCRoute']

/** What decides how istiod writes status, beside its version. */
export interface IstioFlags {
  /** PILOT_ENABLE_ALPHA_GATEWAY_API. */
  readonly alphaGatewayAPI: boolean
}

/** Which of the protocols and kinds that came behind the alpha flag are read. istio-kuma.md A7, "Other kinds and gates". */
function gates(version: string, { alphaGatewayAPI }: IstioFlags) {
  const from = (ungated: string, gated = '1.22') => {
    return since(version, [
      ['1.22', false],
      [gated, alphaGatewayAPI],
      [ungated, true],
    ])
  }
  return { tls: from('1.30'), tcp: from('1.31'), policies: from('1.28', '1.26') }
}

/** Where Istio differs from the specification. Facts: measured-istio.md, whose numbers are named, and istio-kuma.md part A; files under pilot/pkg/config/kube of 1.31.0-rc.0. */
export function istioStatus(version: string, flags: IstioFlags, controllerName: string): StatusChoices {
  const gate = gates(version, flags)
  const routeKinds: readonly RouteKind[] = [...HTTP, ...(gate.tls ? (['TLSRoute'] as const) : []), ...(gate.tcp ? (['TCPRoute'] as const) : [])]
  const at = <T>(...rows: readonly (readonly [string, T])[]) => since(version, rows)
  const expected = expectedListeners(version, controllerName)
  const isMesh = controllerName === 'istio.io/mesh-controller'
  return {
    ...SPECIFICATION_STATUS,
    classParameters: 'ignored',
    gatewayParameters: at<StatusChoices['gatewayParameters'] & {}>(['1.22', 'ignored'], ['1.31', ['/ConfigMap']]),
    badParametersServe: true,
    remote: controllerName === 'istio.io/unmanaged-gateway',
    // gatewayclass_collection.go:78 (2).
    nameSuffices: true,
    gatewayAccepted: at(['1.22', 'always'], ['1.31', 'one sound']),
    addressesNameServices: true,
    deprecatedAnnotation: { name: 'networking.istio.io/service-type', reason: 'DeprecatedField' },
    setsOfRefusedGateway: 'as the Gateway',
    gatewayResolvesRefs: at(['1.22', 'never'], ['1.30', 'always']),
    refusesListenerSets: !['istio.io/gateway-controller', 'istio.io/agentgateway-controller'].includes(controllerName),
    frontendUnread: at(['1.22', true], ['1.28', false]),
    clientCertificate: at(['1.22', 'unread'], ['1.30', 'before the grant']),
    frontendCa: {
      kinds: ['/ConfigMap', '/Secret'],
      keys: ['cacert', 'ca.crt'],
      onlyKey: false,
      contentRead: true,
      allMustBeGood: false,
      onlyOne: true,
      // conv:2489 (6).
      ofListenerOwner: true,
    },
    keyPairs: {
      keys: [
        ['cert', 'key'],
        ['tls.crt', 'tls.key'],
      ],
    },
    // references.go: other kinds are dropped from a grant; several entries were wrong until 1.30 (12).
    grants: { to: ['/Secret', '/ConfigMap', '/Service'], lastOfKind: at(['1.22', true], ['1.30', false]) },
    mesh: {
      serviceGroups: [''],
      otherParents: ['networking.istio.io/ServiceEntry'],
      routeKinds,
      grants: false,
      missing: 'NoMatchingParent',
      waypoint: {
        name: 'istio.io/use-waypoint',
        namespace: 'istio.io/use-waypoint-namespace',
        controllers: ['istio.io/mesh-controller', 'istio.io/gateway-controller'],
      },
    },
    listeners: {
      ...SPECIFICATION_STATUS.listeners,
      kinds: {
        HTTP,
        HTTPS: HTTP,
        TCP: ['TCPRoute'],
        TLS: ['TLSRoute'],
        ...at<Record<string, readonly RouteKind[]>>(
          ['1.22', { 'TLS/Terminate': ['TCPRoute'], 'TLS/none': ['TCPRoute'] }],
          ['1.30', { 'TLS/Terminate': ['TLSRoute', 'TCPRoute'], 'TLS/none': ['TLSRoute'] }],
        ),
        ...(expected && { HBONE: [] }),
      },
      // listenerProtocolToIstio (istio-kuma.md A3, L1).
      protocolsUnchecked: at(['1.22', true], ['1.25', false]),
      refusedProtocols: at(['1.22', []], ['1.25', [...(gate.tls ? [] : ['TLS']), ...(gate.tcp ? [] : ['TCP'])]]),
      kindsCounted: true,
      // namespacesFromSelector.
      selectorlessTakesAll: true,
      unsupportedInConflicts: true,
      each: {
        certificates: at(['1.22', { least: 1, most: 1 }], ['1.27', { least: 0, most: 2 }]),
        grantLast: true,
        caAsCertificate: at(['1.22', true], ['1.31', false]),
        ownCertificate: {
          option: 'gateway.istio.io/tls-terminate-mode',
          values: at(['1.22', ['ISTIO_MUTUAL']], ['1.26', ['ISTIO_MUTUAL', 'ISTIO_SIMPLE']]),
        },
        notAccepted: at<readonly string[]>(['1.22', []], ['1.31', ['RefNotPermitted', 'InvalidCACertificateRef', 'InvalidCACertificateKind']]),
        withoutTls: at(['1.22', 'served'], ['1.31', 'placeholder']),
        ...(expected && { expected }),
        // gateway_collection.go:419 (3).
        faultyParents: isMesh ? [] : ['Gateway'],
        // gateway_collection.go:48 (9).
        ownersMixedUp: true,
      },
      overlappingTls: [],
    },
    routes: {
      ...SPECIFICATION_STATUS.routes,
      read: routeKinds,
      closestListener: true,
      countedOnce: true,
      // conversion.go:1008, route_collections.go:653 (4).
      lastError: {
        hard: ['InvalidDestination'],
        filters: {
          HTTPRoute: [...HEADERS, 'RequestRedirect', 'RequestMirror', 'URLRewrite', ...at<string[]>(['1.22', []], ['1.26', ['CORS']])],
          GRPCRoute: [...HEADERS, 'RequestMirror'],
        },
        unknownFilter: 'InvalidFilter',
        headerValues: at(['1.22', false], ['1.31', true]),
        softMirrors: ['HTTPRoute'],
      },
    },
    backends: {
      ...SPECIFICATION_STATUS.backends,
      // conversion.go:1140, 1252 (5).
      checks: [
        { check: 'grant', reason: 'RefNotPermitted' },
        { check: 'kind', reason: 'InvalidKind' },
        { check: 'dotted name', reason: 'InvalidDestination' },
        { check: 'port given', reason: 'InvalidDestination' },
        { check: 'existence', reason: 'BackendNotFound' },
      ],
      kinds: ['/Service', 'multicluster.x-k8s.io/ServiceImport', 'networking.istio.io/Hostname'],
      foundAsService: ['multicluster.x-k8s.io/ServiceImport'],
      hostnames: 'networking.istio.io/Hostname',
      filters: { HTTPRoute: HEADERS, GRPCRoute: HEADERS },
    },
    policies: {
      ...SPECIFICATION_STATUS.policies,
      // backend_policies.go (10).
      ca: { kinds: ['/ConfigMap'], keys: ['cacert', 'ca.crt'], onlyKey: false, contentRead: false, allMustBeGood: true },
      unwritten: !gate.policies,
      byTarget: {
        targets: 'istio.io/mesh-controller',
        known: ['/Service', '/Secret', '/ConfigMap', 'networking.istio.io/ServiceEntry'],
        conflicts: at(['1.22', false], ['1.31', true]),
        routeKinds,
      },
    },
  }
}
