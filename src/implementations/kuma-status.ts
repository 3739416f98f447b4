import type { MeshChoices } from '../gateway/mesh-choices.ts'
import type { GatewayOwnCheck, RouteOwnCheck } from '../gateway/own-checks.ts'
import type { BackendStatusChoices } from '../gateway/route-choices.ts'
import type { StatusChoices } from '../gateway/status-choices.ts'
import { SPECIFICATION_STATUS } from './specification-status.ts'
import { since } from './version.ts'

// referencegrants.go; http_route_conversion.go `gapiToKumaRef`: a reference is permitted before it is anything else.
const BACKENDS: BackendStatusChoices = {
  checks: [
    { check: 'grant', reason: 'RefNotPermitted' },
    { check: 'kind', reason: 'InvalidKind' },
    { check: 'existence', reason: 'BackendNotFound' },
  ],
  kinds: ['/Service', 'kuma.io/ExternalService'],
  clusterScoped: ['kuma.io/ExternalService'],
  disabledKinds: [],
  filters: {},
  joinReasons: false,
  policiesApplied: false,
  // http_route_conversion.go:141: computed, and thrown away.
  untoldOfMirrors: ['RefNotPermitted'],
}

const MESH: MeshChoices = {
  // Without a group it is read as that of the Gateway API, which is taken as well.
  serviceGroups: ['', 'gateway.networking.k8s.io'],
  routeKinds: ['HTTPRoute'],
  // kumahq/kuma#18014.
  grants: false,
  // 253 for the name of what is made of both, less three separators; the documentation says 249.
  namesTogether: 250,
  namesTogetherDocumented: 249,
  // B7: what is neither is TCP.
  protocols: { served: ['http', 'http2', 'grpc'], others: ['tcp', 'tls', 'kafka', 'mysql'], annotation: 'service.kuma.io/protocol' },
}

// B8: no ExternalService any more, and the port must be one of the Service. A missing port is said like a missing Service.
const BACKENDS_3_0: BackendStatusChoices = {
  ...BACKENDS,
  checks: [
    { check: 'grant', reason: 'RefNotPermitted' },
    { check: 'kind', reason: 'InvalidKind' },
    { check: 'port given', reason: 'InvalidKind' },
    { check: 'existence', reason: 'BackendNotFound' },
    { check: 'port', reason: 'BackendNotFound' },
  ],
  kinds: ['/Service', 'kuma.io/MeshService'],
  clusterScoped: [],
}

// The validator of the MeshGateway that is made of a Gateway, meshgateway_validator.go.
const GATEWAY_CHECKS: readonly GatewayOwnCheck[] = [
  'class accepted',
  'certificate named',
  'two certificates at most',
  'secret in reach',
  'secret of one mesh',
]

// attachment.go, and the validator of the MeshHTTPRoute that is made of a route, meshhttproute/api/v1alpha1/validation.go.
const ROUTE_CHECKS: readonly RouteOwnCheck[] = [
  'selector readable',
  'header changed once',
  'hostname no address',
  'mirror permitted',
  'backend or redirect',
  'name fits',
]

/**
 * What Kuma and Kong Mesh write in a zone: research `istio-kuma.md` B and C2, `measured-kong-kuma.md`, which is 2.14. Files are those of
 * pkg/plugins/runtime/k8s/controllers/gatewayapi.
 */
export function kumaStatus(version: string, everySecret: boolean): StatusChoices {
  return {
    ...SPECIFICATION_STATUS,
    gatewaysImplemented: since(version, [
      ['2.3', true],
      ['3.0', false],
    ]),
    // gateway_class_controller.go. Which MeshGatewayConfigs are cross-mesh, no live view knows: what cannot be read is taken not to be.
    protocolsByParameters: { field: 'spec.crossMesh', protocols: ['HTTP'] },
    ...since<Pick<StatusChoices, 'classParameters' | 'classParametersClusterScoped'>>(version, [
      ['2.3', { classParameters: ['kuma.io/MeshGatewayConfig'], classParametersClusterScoped: true }],
      ['3.0', { classParameters: 'ignored' }],
    ]),
    gatewayParameters: 'ignored',
    addressTypes: 'ignored',
    frontendUnread: true,
    gatewayResolvesRefs: 'never',
    gatewayAccepted: 'always',
    programmedWithListeners: true,
    ownChecks: GATEWAY_CHECKS,
    // 2.7.1 (#10015): before it, every Secret was read.
    ...(!everySecret &&
      since(version, [
        ['2.3', {}],
        ['2.7', { secretNamespaces: ['kuma-system', 'kong-mesh-system'] }],
      ])),
    meshName: {
      key: 'kuma.io/mesh',
      from: since<readonly ('labels' | 'annotations')[]>(version, [
        ['2.3', ['annotations']],
        ['2.9', ['labels', 'annotations']],
        ['3.0', ['labels']],
      ]),
      byDefault: 'default',
    },
    listeners: {
      ...SPECIFICATION_STATUS.listeners,
      kinds: { HTTP: ['HTTPRoute'], HTTPS: ['HTTPRoute'] },
      // gateway_status.go: the kinds of a listener are those that it names, whatever its protocol.
      unsupportedKinds: ['HTTPRoute'],
      conditionsOf: 'the first fault',
      conflictSettledFirst: 'HostnameConflict',
      grantBeforeKind: true,
      takesExpired: true,
      overlappingTls: [],
    },
    routes: {
      ...SPECIFICATION_STATUS.routes,
      hostnamesFirst: true,
      kindsIgnored: true,
      wildcardsAsText: true,
      countedBy: 'section name',
      ownChecks: ROUTE_CHECKS,
    },
    backends: BACKENDS,
    ...since<Pick<StatusChoices, 'mesh' | 'meshBackends'>>(version, [
      ['2.3', { mesh: { ...MESH, oneObjectPerService: true } }],
      [
        '3.0',
        {
          mesh: {
            ...MESH,
            otherParents: ['kuma.io/MeshService'],
            namesTogetherOfOthers: 238,
            grants: true,
            missing: 'NoMatchingParent',
            portChecked: true,
          },
          meshBackends: BACKENDS_3_0,
        },
      ],
    ]),
  }
}
