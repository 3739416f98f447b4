import type { FilterChoices } from '../gateway/implementation.ts'
import type { RouteKind } from '../gateway/kinds.ts'
import { clashTable, NO_CLASHES } from './clashes.ts'
import { type ImplementationDefinition, minors, type Setting, type Settings, YES_NO } from './definition.ts'
import { istioLimits } from './istio-limits.ts'
import { istioStatus } from './istio-status.ts'
import { since } from './version.ts'

// Status, from 1.31: pilot/pkg/config/kube/gatewaycommon/listener_conflict.go (istio-kuma.md A4, gate 1).
const CLASHES = clashTable(
  {
    HTTP: { HTTP: 'hostname', HTTPS: 'protocol/share', TLS: 'protocol/share', TCP: 'protocol', UDP: 'protocol' },
    HTTPS: { HTTPS: 'hostname', TLS: 'protocol/share', TCP: 'protocol', UDP: 'protocol' },
    TLS: { TLS: 'hostname', TCP: 'protocol', UDP: 'protocol' },
    TCP: { TCP: 'protocol', UDP: 'protocol' },
    UDP: { UDP: 'protocol' },
  },
  'share',
  'hostname/hostname',
)

// Data plane, every version: pilot/pkg/model/gateway.go mergeGateways (istio-kuma.md A4, gate 2). Only a log line in istiod says so.
const SILENT = clashTable({
  HTTP: { HTTPS: 'protocol', TLS: 'protocol', TCP: 'protocol' },
  HTTPS: { TLS: 'hostname', TCP: 'protocol' },
  TLS: { TCP: 'protocol' },
})

const HEADERS = ['RequestHeaderModifier', 'ResponseHeaderModifier']
const INVALID = { others: 'route not served', reason: 'InvalidFilter' } as const

// istio-kuma.md A7 and C1: another filter takes the whole route from the data plane. Istio's agentgateway has filters of its own.
const filters = (version: string): FilterChoices => ({
  rules: {
    types: {
      HTTPRoute: [
        ...HEADERS,
        'RequestRedirect',
        'RequestMirror',
        'URLRewrite',
        ...since<string[]>(version, [
          ['1.22', []],
          ['1.26', ['CORS']],
        ]),
      ],
      GRPCRoute: [...HEADERS, 'RequestMirror'],
    },
    never: ['ExtensionRef', 'ExternalAuth'],
    ...INVALID,
  },
  backends: { types: { HTTPRoute: HEADERS, GRPCRoute: HEADERS }, ...INVALID },
})

const BUILTIN: Readonly<Record<string, string>> = {
  istio: 'istio.io/gateway-controller',
  'istio-remote': 'istio.io/unmanaged-gateway',
  'istio-waypoint': 'istio.io/mesh-controller',
  'istio-east-west': 'istio.io/eastwest-controller',
  'istio-agentgateway': 'istio.io/agentgateway-controller',
  'istio-agentgateway-waypoint': 'istio.io/agentgateway-waypoint-controller',
}

const CLASSES: Setting = {
  pattern: /^[a-z0-9.-]+(\+[a-z0-9.-]+)*$/,
  values: 'class names, joined by +',
  byDefault: 'istio+istio-remote, and istio-waypoint with ambient=true',
}

const GATEWAYS = ['istio.io/gateway-controller', 'istio.io/agentgateway-controller']

/** Whether istiod knows a controllerName: those of waypoints and the like only with their own settings (A1; measured-istio.md 2). */
function isEnabled(controllerName: string, { ambient, classes }: Settings): boolean {
  const named = classes?.split('+') ?? ['istio', 'istio-remote', ...(ambient === 'true' ? ['istio-waypoint'] : [])]
  return named.some((name) => BUILTIN[name] === controllerName)
}

/** Istio and its classes. Facts: research `istio-kuma.md` A and C1, `measured-istio.md`. */
export const istio: ImplementationDefinition = {
  name: 'istio',
  title: 'Istio',
  controllerNames: [
    ...GATEWAYS,
    'istio.io/unmanaged-gateway',
    'istio.io/mesh-controller',
    'istio.io/eastwest-controller',
    'istio.io/agentgateway-waypoint-controller',
  ],
  builtinClasses: BUILTIN,
  versions: minors(1, 22, 31),
  settings: { alphaGatewayAPI: YES_NO, ambient: YES_NO, classes: CLASSES },
  meshController: 'istio.io/gateway-controller',
  at: (version, settings, _assumed, controllerName) => ({
    listeners: {
      // Remote gateways, waypoints and east-west gateways have listeners of their own kind (A1, A3).
      judged: GATEWAYS.includes(controllerName),
      clashes: since(version, [
        ['1.22', NO_CLASHES],
        ['1.31', CLASHES],
      ]),
      silentClashes: SILENT,
      losers: 'later',
      graver: 'ProtocolConflict',
      unsetIsEqual: true,
      outside: [],
      neverServed: ['UDP'],
      hostnameScope: 'port',
      // From 1.27 one of RSA and one of ECDSA; agentgateway takes one (istio-kuma.md L4).
      mostCertificates: controllerName.startsWith('istio.io/agentgateway')
        ? 1
        : since(version, [
            ['1.22', 1],
            ['1.27', 2],
          ]),
    },
    listenerSets: since(version, [
      ['1.22', false],
      ['1.30', true],
    ]),
    sharedDataPlane: false,
    queryParams: { supported: true },
    ...(controllerName === GATEWAYS[0] && { filters: filters(version) }),
    regularExpressions: 'RE2',
    routeKinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'] satisfies RouteKind[],
    annotationDefaults: [],
    limits: istioLimits(version, settings, controllerName),
    ...(isEnabled(controllerName, settings) && {
      status: istioStatus(version, { alphaGatewayAPI: settings.alphaGatewayAPI === 'true' }, controllerName),
    }),
  }),
}
