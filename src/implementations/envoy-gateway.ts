import { ROUTE_KINDS } from '../gateway/kinds.ts'
import { clashTable, NO_CLASHES } from './clashes.ts'
import type { ImplementationDefinition } from './definition.ts'
import { ENVOY_GATEWAY_FILTERS, ENVOY_GATEWAY_STATUS } from './envoy-gateway-status.ts'

// internal/gatewayapi/validate.go (envoy-gateway.md): beside the specification, HTTP beside HTTPS or TLS, and HTTPS with TLS on one hostname.
const CLASHES = clashTable({
  HTTP: { HTTP: 'hostname', HTTPS: 'protocol', TLS: 'protocol', TCP: 'protocol' },
  HTTPS: { HTTPS: 'hostname', TLS: 'hostname', TCP: 'protocol' },
  TLS: { TLS: 'hostname', TCP: 'protocol' },
  TCP: { TCP: 'protocol' },
  UDP: { UDP: 'protocol' },
})

/** Envoy Gateway. Facts: research `envoy-gateway.md`. */
export const envoyGateway: ImplementationDefinition = {
  name: 'envoy-gateway',
  title: 'Envoy Gateway',
  controllerNames: ['gateway.envoyproxy.io/gatewayclass-controller'],
  builtinClasses: {},
  versions: ['1.9'],
  settings: {},
  at: () => ({
    listeners: {
      judged: true,
      clashes: CLASHES,
      silentClashes: NO_CLASHES,
      losers: 'all',
      graver: 'ProtocolConflict',
      unsetIsEqual: true,
      outside: [],
      neverServed: [],
      hostnameScope: 'port',
    },
    listenerSets: true,
    sharedDataPlane: false,
    queryParams: { supported: true },
    filters: ENVOY_GATEWAY_FILTERS,
    regularExpressions: 'RE2',
    routeKinds: ROUTE_KINDS,
    annotationDefaults: [],
    status: ENVOY_GATEWAY_STATUS,
  }),
}
