import { ROUTE_KINDS } from '../gateway/kinds.ts'
import type { Limits } from '../gateway/limits.ts'
import { clashTable, NO_CLASHES } from './clashes.ts'
import { type ImplementationDefinition, minors, oneOf, YES_NO } from './definition.ts'
import { since } from './version.ts'

// Pairwise, in this order: equal port with another protocol, TLS beside anything (2.2 and later), equal hostnames on any port (kong.md 4.5).
const MIXED = {
  HTTP: { HTTP: 'hostname', HTTPS: 'protocol', TLS: 'protocol', TCP: 'protocol', UDP: 'protocol' },
  HTTPS: { HTTPS: 'hostname', TLS: 'protocol', TCP: 'protocol', UDP: 'protocol' },
  TLS: { TCP: 'protocol', UDP: 'protocol' },
  TCP: { UDP: 'protocol' },
} as const
const UP_TO_2_1 = clashTable(MIXED)
const FROM_2_2 = clashTable({ ...MIXED, TLS: { ...MIXED.TLS, TLS: 'protocol' } })

// From 1.5 on, derived from the router flavor of the DataPlane (kong.md 4.5).
const FEATURE = 'HTTPRouteQueryParamMatching'

const ROUTER_FLAVOR = oneOf('traditional_compatible', 'traditional', 'expressions')

/** Kong Gateway Operator (0.7 to 1.6) and Kong Operator (2.x). Facts: research `kong.md` 2.4 and 4. */
export const kongOperator: ImplementationDefinition = {
  name: 'kong-operator',
  title: 'Kong Operator',
  controllerNames: ['konghq.com/gateway-operator'],
  builtinClasses: {},
  versions: ['0.7', ...minors(1, 0, 6), ...minors(2, 0, 3)],
  settings: { routerFlavor: ROUTER_FLAVOR, hybrid: YES_NO },
  at: (version, settings) => {
    const flavor = settings.routerFlavor ?? ROUTER_FLAVOR.byDefault
    const hybrid = settings.hybrid === 'true'
    return {
      listeners: {
        judged: true,
        clashes: since(version, [
          ['0.7', UP_TO_2_1],
          ['2.2', FROM_2_2],
        ]),
        silentClashes: NO_CLASHES,
        losers: 'all',
        graver: 'ProtocolConflict',
        unsetIsEqual: false,
        outside: [],
        neverServed: [],
        hostnameScope: 'gateway',
        // TooManyTLSSecrets (kong.md 4.5).
      },
      listenerSets: false,
      // Every Gateway gets a data plane of its own.
      sharedDataPlane: false,
      queryParams: hybrid
        ? { supported: false, because: 'for a hybrid Gateway (Konnect)' }
        : flavor === 'expressions'
          ? { supported: true, publishedAs: FEATURE }
          : {
              supported: false,
              publishedAs: FEATURE,
              because: `with router flavor ${flavor}`,
              lifts: `kong-operator@${version},routerFlavor=expressions`,
              assumed: settings.routerFlavor === undefined,
              condition: { type: 'Programmed', status: 'False', reason: 'TranslationError' },
            },
      routeKinds: ROUTE_KINDS,
      annotationDefaults: [],
      limits: limits(version),
    }
  },
}

const CONFIGURATION = ['gateway-operator.konghq.com/GatewayConfiguration']
const INVALID_PARAMETERS = { type: 'Accepted', status: 'False', reason: 'InvalidParameters' } as const

// kong.md 4.4 and 4.5; which KIC an operator before 2.0 brings is not tabulated.
function limits(version: string): Limits {
  return {
    timeouts: since<NonNullable<Limits['timeouts']>>(version, [
      ['0.7', { request: 'ignored' }],
      ['2.0', { request: 'ignored', backendRequest: 'one for all rules' }],
      ['2.3', { request: 'ignored' }],
    ]),
    certificatesPerListener: { condition: { type: 'ResolvedRefs', status: 'False', reason: 'TooManyTLSSecrets' } },
    // Kong/kong-operator#3511, open.
    ...since<Limits>(version, [
      ['0.7', {}],
      ['2.0', { listenersPerPort: {} }],
    ]),
    ...since<Limits>(version, [
      ['0.7', {}],
      ['1.2', { protocols: ['HTTP', 'HTTPS'] }],
      ['2.2', { protocols: ['HTTP', 'HTTPS', 'TLS'] }],
      ['2.3', {}],
    ]),
    ...since<Limits>(version, [
      ['0.7', { classParameters: { kinds: CONFIGURATION } }],
      ['1.5', { classParameters: { kinds: CONFIGURATION, condition: INVALID_PARAMETERS } }],
    ]),
    ...since<Limits>(version, [
      ['0.7', {}],
      ['2.0', { gatewayParameters: { kinds: CONFIGURATION, condition: INVALID_PARAMETERS } }],
    ]),
  }
}
