import { ROUTE_KINDS } from '../gateway/kinds.ts'
import { clashTable, NO_CLASHES } from './clashes.ts'
import { type ImplementationDefinition, minors } from './definition.ts'
import { SPECIFICATION_STATUS } from './specification-status.ts'
import { since } from './version.ts'

// GatewaySpec.Listeners in apis/v1/gateway_types.go: protocols are distinct by themselves, but TCP beside anything with a hostname makes all of
// them indistinct (gateway-api.md 2.3; said since 1.3, and no data plane could serve it before).
const CLASHES = clashTable({
  HTTP: { HTTP: 'hostname', TCP: 'protocol' },
  HTTPS: { HTTPS: 'hostname', TCP: 'protocol' },
  TLS: { TLS: 'hostname', TCP: 'protocol' },
  TCP: { TCP: 'protocol' },
  UDP: { UDP: 'protocol' },
})

// GRPCRouteSpec.Hostnames in apis/v1/grpcroute_types.go: an implementation MAY refuse one of them. The precedence of written hostnames came as
// the feature GatewayRouteHostnameIntersectionPrecedence (gateway-api-1.7.md 4, 6.1).
const ROUTES = { ...SPECIFICATION_STATUS.routes, mayRefuseMixedHostnames: true }
const STATUS = { ...SPECIFICATION_STATUS, routes: ROUTES }
const STATUS_1_7 = { ...STATUS, routes: { ...ROUTES, longerHostnameFirst: true } }

/** The bare specification: opts in every controllerName that no other implementation claims. */
export const gatewayApi: ImplementationDefinition = {
  name: 'gateway-api',
  title: 'Gateway API',
  controllerNames: [],
  builtinClasses: {},
  versions: minors(1, 0, 7),
  settings: {},
  at: (version) => ({
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
    routeKinds: ROUTE_KINDS,
    annotationDefaults: [],
    status: since(version, [
      ['1.0', STATUS],
      ['1.7', STATUS_1_7],
    ]),
  }),
}
