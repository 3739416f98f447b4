import { ROUTE_KINDS } from '../gateway/kinds.ts'
import { clashTable, NO_CLASHES } from './clashes.ts'
import { type ImplementationDefinition, minors } from './definition.ts'
import { SPECIFICATION_STATUS } from './specification-status.ts'

// GatewaySpec.Listeners in apis/v1/gateway_types.go: protocols are distinct by themselves, but TCP beside anything with a hostname makes all of
// them indistinct (gateway-api.md 2.3; said since 1.3, and no data plane could serve it before).
const CLASHES = clashTable({
  HTTP: { HTTP: 'hostname', TCP: 'protocol' },
  HTTPS: { HTTPS: 'hostname', TCP: 'protocol' },
  TLS: { TLS: 'hostname', TCP: 'protocol' },
  TCP: { TCP: 'protocol' },
  UDP: { UDP: 'protocol' },
})

/** The bare specification: opts in every controllerName that no other implementation claims. */
export const gatewayApi: ImplementationDefinition = {
  name: 'gateway-api',
  title: 'Gateway API',
  controllerNames: [],
  builtinClasses: {},
  versions: minors(1, 0, 7),
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
    routeKinds: ROUTE_KINDS,
    annotationDefaults: [],
    status: SPECIFICATION_STATUS,
  }),
}
