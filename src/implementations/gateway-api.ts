import { ROUTE_KINDS } from '../gateway/kinds.ts'
import { clashTable, NO_CLASHES } from './clashes.ts'
import { type ImplementationDefinition, minors } from './definition.ts'
import { since } from './version.ts'

// GatewaySpec.Listeners in apis/v1/gateway_types.go. Up to 1.2 only the groups that it named were distinct: HTTP, HTTPS with TLS, TCP with UDP.
const UP_TO_1_2 = clashTable({
  HTTP: { HTTP: 'hostname', HTTPS: 'protocol', TLS: 'protocol', TCP: 'protocol', UDP: 'protocol' },
  HTTPS: { HTTPS: 'hostname', TLS: 'hostname', TCP: 'protocol', UDP: 'protocol' },
  TLS: { TLS: 'hostname', TCP: 'protocol', UDP: 'protocol' },
  TCP: { TCP: 'protocol' },
  UDP: { UDP: 'protocol' },
})
// From 1.3 protocols are distinct by themselves, but TCP beside anything with a hostname makes all of them indistinct (gateway-api.md 2.3).
const FROM_1_3 = clashTable({
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
  at: (version) => ({
    listeners: {
      judged: true,
      clashes: since(version, [
        ['1.0', UP_TO_1_2],
        ['1.3', FROM_1_3],
      ]),
      silentClashes: NO_CLASHES,
      losers: 'all',
      graver: 'ProtocolConflict',
      unsetIsEqual: true,
      outside: [],
      hostnameScope: 'port',
    },
    sharedDataPlane: false,
    queryParams: { supported: true },
    routeKinds: ROUTE_KINDS,
    annotationDefaults: [],
  }),
}
