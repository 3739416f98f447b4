import type { AnnotationDefault, FeatureChoice, FilterTypes, Implementation } from '../gateway/implementation.ts'
import { ROUTE_KINDS, type RouteKind } from '../gateway/kinds.ts'
import { clashTable, NO_CLASHES } from './clashes.ts'
import { type ImplementationDefinition, minors, oneOf, UNKNOWN, YES_NO } from './definition.ts'
import { kicLimits } from './kic-limits.ts'
import { kicStatus, mappedGateways } from './kic-status.ts'
import { since } from './version.ts'

// Who may share a port: kong.md 2.2, from KIC's listener pass (internal/controllers/gateway/gateway_utils.go), the same from 2.5 to 3.5.
// Whatever is not named shares with nothing, unknown protocols included.
const CLASHES = clashTable({ HTTP: { HTTP: 'hostname' }, HTTPS: { HTTPS: 'hostname', TLS: 'hostname' }, TLS: { TLS: 'hostname' } }, 'protocol')

const NOT_TRANSLATED = { type: 'Programmed', status: 'False', reason: 'TranslationError' } as const

// subtranslator/httproute.go, generateExtensionRefKongPlugin.
const KONG_PLUGIN = 'configuration.konghq.com/KongPlugin'

// kong.md 1.3: up to 2.12 a filter that is not known is ignored, from 3.0 on the route is not translated. Filters of backends never count.
const ruleFilters = (version: string): FilterTypes => {
  const types = since(version, [
    ['2.2', []],
    ['2.6', ['RequestHeaderModifier']],
    ['2.9', ['RequestHeaderModifier', 'RequestRedirect']],
    ['2.11', ['RequestHeaderModifier', 'RequestRedirect', 'ResponseHeaderModifier']],
    ['3.0', ['RequestHeaderModifier', 'RequestRedirect', 'ResponseHeaderModifier', 'ExtensionRef']],
    ['3.2', ['RequestHeaderModifier', 'RequestRedirect', 'ResponseHeaderModifier', 'ExtensionRef', 'URLRewrite']],
  ] satisfies [string, string[]][])
  const refused = { types: { HTTPRoute: types }, others: 'route not served', reason: NOT_TRANSLATED.reason } as const
  return since<FilterTypes>(version, [
    ['2.2', { types: { HTTPRoute: types }, others: 'ignored' }],
    ['3.0', refused],
  ])
}

// What Kong's Helm chart installs comes first.
const ROUTER_FLAVOR = oneOf('traditional', 'traditional_compatible', 'expressions')

/** Kong Ingress Controller. Facts: research `kong.md` 1 to 3 and 7, `measured-kong-kuma.md`. */
export const kic: ImplementationDefinition = {
  name: 'kic',
  title: 'Kong Ingress Controller',
  controllerNames: ['konghq.com/kic-gateway-controller'],
  builtinClasses: {},
  versions: [...minors(2, 2, 12), ...minors(3, 0, 5)],
  settings: {
    gatewayAlpha: YES_NO,
    routerFlavor: ROUTER_FLAVOR,
    proxyPorts: {
      pattern: /^\d{1,5}:(HTTP|HTTPS|TLS|TCP|UDP)(\+\d{1,5}:(HTTP|HTTPS|TLS|TCP|UDP))*$/,
      values: 'PORT:PROTOCOL, joined by +',
      byDefault: UNKNOWN,
    },
    publishService: {
      pattern: /^[a-z0-9.-]+\/[a-z0-9.-]+(\+[a-z0-9.-]+\/[a-z0-9.-]+)*$/,
      values: 'NAMESPACE/NAME, joined by +',
      byDefault: UNKNOWN,
    },
  },
  at: (version, settings, assumed) => {
    const flavor = settings.routerFlavor ?? ROUTER_FLAVOR.byDefault
    const status = kicStatus(version, settings)
    return {
      listeners: {
        // Up to 2.4 KIC writes the listeners itself, from the ports of its Service (kong.md 1.4).
        judged: since(version, [
          ['2.2', false],
          ['2.5', true],
        ]),
        clashes: CLASHES,
        silentClashes: NO_CLASHES,
        losers: 'all',
        graver: 'ProtocolConflict',
        unsetIsEqual: true,
        outside: [],
        neverServed: [],
        hostnameScope: 'port',
        // translate_certs.go: a second one fails the translation of the Gateway (measured-kong-kuma.md).
      },
      listenerSets: false,
      sharedDataPlane: true,
      ...gatewaysPerClass(version, assumed),
      queryParams: since<FeatureChoice>(version, [
        ['2.2', { supported: false, lifts: 'kic@3.5,routerFlavor=expressions' }],
        [
          '3.0',
          flavor === 'expressions'
            ? { supported: true }
            : {
                supported: false,
                because: `with router flavor ${flavor}`,
                lifts: `kic@${version},routerFlavor=expressions`,
                assumed: settings.routerFlavor === undefined,
                condition: NOT_TRANSLATED,
              },
        ],
      ]),
      filters: { rules: ruleFilters(version), backends: { types: { HTTPRoute: [] }, others: 'ignored' }, extensions: [KONG_PLUGIN] },
      routeKinds: since<readonly RouteKind[]>(version, [
        // 2.3 has a controller for UDPRoutes by its changelog; the documentation knows it from 2.4 on.
        ['2.2', ['HTTPRoute']],
        ['2.4', ['HTTPRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute']],
        ['2.9', ROUTE_KINDS],
      ]),
      limits: kicLimits(version, settings),
      mapped: mappedGateways(version, settings),
      ...(status && { status }),
      annotationDefaults: since<readonly AnnotationDefault[]>(version, [
        [
          '2.2',
          [{ kind: 'Gateway', annotation: 'konghq.com/gateway-unmanaged', value: 'true', because: 'without it the Gateway is never scheduled' }],
        ],
        ['2.3', []], // KIC fills it in itself.
        [
          '2.6',
          [
            {
              kind: 'GatewayClass',
              annotation: 'konghq.com/gatewayclass-unmanaged',
              value: 'true',
              because: 'without it no Gateway of the class is served',
            },
          ],
        ],
      ]),
    }
  },
}

// Documentation from 2.5 to the first 3.0 pages, never code (kong.md 1.5): the Gateways of a class merge into one Kong without a word, and
// before it was written down no less.
function gatewaysPerClass(version: string, assumed: boolean): Pick<Implementation, 'gatewaysPerClass'> {
  const because = 'it maps every Gateway onto one proxy and checks no listener across Gateways'
  if (assumed) return { gatewaysPerClass: { limit: 1, because, lifts: 'kic@3.5' } }
  return since<Pick<Implementation, 'gatewaysPerClass'>>(version, [
    ['2.2', { gatewaysPerClass: { limit: 1, because } }],
    ['3.0', {}],
  ])
}
