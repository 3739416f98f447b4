import {
  BACKENDS,
  type GatewayParts,
  gateway,
  HBONE,
  HTTP,
  istioClass,
  policy,
  RULES,
  route,
  service,
  TCP,
  TLS,
  TO_EDGE,
  TO_MESH,
} from './istio-clusters.ts'
import { type Row, replay } from './row.ts'

const NEWEST = ['istio@1.31']
const setup = (...listeners: readonly string[]) => `${istioClass()}${gateway(listeners.length > 0 ? listeners : [HTTP])}`
const backends = (...each: readonly string[]) => `backendRefs: [${each.map((one) => `{ ${one} }`).join(', ')}]`
const filtered = (...filters: readonly string[]) =>
  `rules: [${filters.map((one, index) => `{ matches: [{ path: { value: /${index} } }], filters: [{ ${one} }], ${backends('name: shop, port: 80')} }`).join(', ')}]`

const EXTENSION = 'type: ExtensionRef, extensionRef: { group: example.com, kind: Limiter, name: limit }'
const AUTH = 'type: ExternalAuth, externalAuth: { protocol: HTTP, backendRef: { name: beta, port: 80 } }'
const CORS = 'type: CORS, cors: { allowOrigins: ["https://shop.example"] }'
const HEADER = 'type: RequestHeaderModifier, requestHeaderModifier: { remove: [x-debug] }'

const L4 = `${setup(HTTP, TCP, TLS)}${route([TO_EDGE, RULES], { kind: 'TCPRoute', name: 'raw' })}${route([TO_EDGE, 'hostnames: [shop.example]', RULES], { kind: 'TLSRoute', name: 'tls' })}${route([TO_EDGE, RULES], { kind: 'UDPRoute', name: 'dns' })}`
const UNREAD = ['unsupported-protocol', 'route-kind-not-read']
const refused = (position: number) => `warn unsupported-protocol Gateway edge spec.listeners[${position}].protocol`
const unread = (kind: string, name: string) => `warn route-kind-not-read ${kind} ${name} spec.parentRefs[0]`

const ATTACHMENT: readonly Row[] = [
  {
    row: 'weights need one Service per version',
    entries: NEWEST,
    cluster: `${setup()}${route([
      TO_EDGE,
      `rules: [{ ${backends('name: shop, port: 80, weight: 90', 'name: shop, port: 80, weight: 10')} }, { matches: [{ path: { value: /b } }], ${backends('name: beta, port: 80', 'name: shop, port: 80', 'name: beta, port: 80')} }]`,
    ])}${route([TO_MESH, `rules: [{ ${backends('name: shop, port: 80', 'name: shop, port: 80')} }]`], { name: 'mesh' })}${route(
      [TO_EDGE, 'hostnames: [a.example]', `rules: [{ ${backends('name: shop, port: 80, weight: 90', 'name: beta, port: 80, weight: 10')} }]`],
      { name: 'right' },
    )}`,
    of: ['split-within-service'],
    finds: [
      'warn split-within-service HTTPRoute shop spec.rules[0].backendRefs[1]',
      'warn split-within-service HTTPRoute shop spec.rules[1].backendRefs[2]',
      'warn split-within-service HTTPRoute mesh spec.rules[0].backendRefs[1]',
    ],
    says: 'their weights split nothing',
    hints: 'make a Service for each version',
  },
  {
    row: 'subsets are no backends',
    entries: NEWEST,
    cluster: `${setup()}${route([TO_EDGE, `rules: [{ ${backends('group: networking.istio.io, kind: DestinationRule, name: v1, port: 80', 'name: shop, port: 80', 'group: networking.istio.io, kind: Subset, name: v2, port: 80')} }]`])}`,
    of: ['unsupported-backend-kind'],
    finds: [
      'warn unsupported-backend-kind HTTPRoute shop spec.rules[0].backendRefs[0]',
      'warn unsupported-backend-kind HTTPRoute shop spec.rules[0].backendRefs[2]',
    ],
    predicts: ['HTTPRoute shop ResolvedRefs=False/InvalidKind'],
  },
  {
    row: 'a Gateway of another namespace takes only whom it lets in',
    entries: NEWEST,
    cluster: `${istioClass()}${gateway([HTTP], { namespace: 'infra' })}${gateway([`${HTTP}, allowedRoutes: { namespaces: { from: All } }`], { name: 'open', namespace: 'infra' })}${route(['parentRefs: [{ name: edge, namespace: infra }, { name: open, namespace: infra }]', RULES])}${route(['parentRefs: [{ name: edge, namespace: infra }]', RULES], { name: 'second' })}${route([TO_EDGE, RULES], { name: 'forgot' })}`,
    of: ['namespace-not-allowed', 'parent-not-found'],
    finds: [
      'warn namespace-not-allowed HTTPRoute shop spec.parentRefs[0]',
      'deny namespace-not-allowed HTTPRoute second spec.parentRefs[0]',
      'warn parent-not-found HTTPRoute forgot spec.parentRefs[0].name',
    ],
    predicts: ['HTTPRoute shop Accepted=True/Accepted', 'HTTPRoute second Accepted=False/NotAllowedByListeners', 'HTTPRoute forgot nothing'],
  },
  ...(
    [
      [NEWEST, 'deny', 'Istio 1.31 ignores the reference, and no status would say so'],
      [[], 'warn', 'some meshes take it all the same'],
      [[...NEWEST, 'kuma@2.14'], 'warn', 'some meshes take it all the same'],
    ] as const
  ).map(
    ([entries, decision, says]): Row => ({
      row: `a Service as a parent without its group, ${entries.join(' ') || 'nothing configured'}`,
      entries,
      cluster: `${route(['parentRefs: [{ kind: Service, name: shop }, { kind: Service, name: beta }]', RULES])}${route([TO_MESH, RULES], { name: 'right' })}`,
      of: ['unknown-parent-kind'],
      finds: [
        `${decision} unknown-parent-kind HTTPRoute shop spec.parentRefs[0]`,
        `${decision} unknown-parent-kind HTTPRoute shop spec.parentRefs[1]`,
      ],
      says,
      hints: 'write group: "" beside kind: Service',
    }),
  ),
  {
    row: 'beside a parent that works, a Service without its group is a warning',
    entries: NEWEST,
    cluster: `${setup()}${route(['parentRefs: [{ name: edge }, { kind: Service, name: shop }, { kind: Service, name: beta }]', RULES])}`,
    of: ['unknown-parent-kind'],
    finds: ['warn unknown-parent-kind HTTPRoute shop spec.parentRefs[1]', 'warn unknown-parent-kind HTTPRoute shop spec.parentRefs[2]'],
    predicts: ['HTTPRoute shop Accepted=True/Accepted'],
  },
  {
    row: 'a Service that is not there',
    entries: NEWEST,
    cluster: route(['parentRefs: [{ group: "", kind: Service, name: absent }, { group: "", kind: Service, name: gone }]', RULES]),
    of: ['parent-not-found'],
    finds: ['warn parent-not-found HTTPRoute shop spec.parentRefs[0].name', 'warn parent-not-found HTTPRoute shop spec.parentRefs[1].name'],
    says: '(Accepted=False/NoMatchingParent)',
    predicts: ['HTTPRoute shop Accepted=False/NoMatchingParent'],
  },
]

const FILTERS: readonly Row[] = [
  {
    row: 'ExtensionRef and ExternalAuth take the whole route away',
    entries: NEWEST,
    cluster: `${setup()}${route([TO_EDGE, filtered(EXTENSION, HEADER, AUTH)])}${route([TO_EDGE, 'hostnames: [a.example]', filtered(HEADER, CORS)], { name: 'right' })}`,
    of: ['unsupported-filter'],
    finds: ['deny unsupported-filter HTTPRoute shop spec.rules[0].filters[0]', 'deny unsupported-filter HTTPRoute shop spec.rules[2].filters[0]'],
    says: 'Istio 1.31 has no filter ExternalAuth in a rule, and drops the whole route (ResolvedRefs=False/InvalidFilter)',
    predicts: [
      'HTTPRoute shop Accepted=True/Accepted',
      'HTTPRoute shop ResolvedRefs=False/InvalidFilter',
      'HTTPRoute right ResolvedRefs=True/ResolvedRefs',
    ],
  },
  {
    row: 'they do in a mesh, where nothing is refused',
    entries: NEWEST,
    cluster: route([TO_MESH, filtered(EXTENSION, AUTH)]),
    of: ['unsupported-filter'],
    finds: ['warn unsupported-filter HTTPRoute shop spec.rules[0].filters[0]', 'warn unsupported-filter HTTPRoute shop spec.rules[1].filters[0]'],
    predicts: ['HTTPRoute shop ResolvedRefs=False/InvalidFilter'],
  },
  {
    row: 'what a route of a mesh shows by itself is told, at most as a warning',
    entries: NEWEST,
    cluster: route([
      TO_MESH,
      filtered(
        'type: RequestHeaderModifier, requestHeaderModifier: { add: [{ name: x-env, value: a }], set: [{ name: X-Env, value: b }] }',
        'type: ResponseHeaderModifier, responseHeaderModifier: { set: [{ name: x-a, value: a }], remove: [x-a] }',
      ),
    ]),
    of: ['repeated-header-action'],
    finds: [
      'warn repeated-header-action HTTPRoute shop spec.rules[0].filters[0].requestHeaderModifier.add[0]',
      'warn repeated-header-action HTTPRoute shop spec.rules[1].filters[0].responseHeaderModifier.remove[0]',
    ],
  },
  ...(['istio@1.25', 'istio@1.26'] as const).map(
    (entry): Row => ({
      row: `the CORS filter, ${entry}`,
      entries: [entry],
      cluster: `${setup()}${route([TO_EDGE, filtered(CORS, CORS)])}`,
      of: ['unsupported-filter'],
      finds:
        entry === 'istio@1.25'
          ? ['warn unsupported-filter HTTPRoute shop spec.rules[0].filters[0]', 'warn unsupported-filter HTTPRoute shop spec.rules[1].filters[0]']
          : [],
    }),
  ),
]

const GATES: readonly Row[] = [
  {
    row: 'protocols and kinds by version, 1.31',
    entries: NEWEST,
    cluster: `${L4}${policy('shop')}${policy('beta')}`,
    of: [...UNREAD, 'policy-not-read'],
    finds: [unread('UDPRoute', 'dns')],
    predicts: ['TCPRoute raw Accepted=True/Accepted', 'TLSRoute tls Accepted=True/Accepted', 'UDPRoute dns nothing'],
  },
  {
    row: 'protocols and kinds by version, 1.30 with the setting left out',
    entries: ['istio@1.30'],
    cluster: L4,
    of: UNREAD,
    finds: [refused(1), unread('TCPRoute', 'raw'), unread('UDPRoute', 'dns')],
    says: 'without PILOT_ENABLE_ALPHA_GATEWAY_API',
    hints: 'say so in the configuration: implementations: ["istio@1.30,alphaGatewayAPI=true"]',
    predicts: ['Gateway edge raw Accepted=False/UnsupportedProtocol', 'TLSRoute tls Accepted=True/Accepted', 'TCPRoute raw nothing'],
  },
  {
    row: 'protocols and kinds by version, 1.29 without the gate, and the mesh',
    entries: ['istio@1.29,alphaGatewayAPI=false'],
    cluster: `${L4}${route([TO_MESH, RULES], { kind: 'TCPRoute', name: 'mesh' })}${policy('shop')}`,
    of: [...UNREAD, 'policy-not-read'],
    finds: [refused(1), refused(2), unread('TCPRoute', 'raw'), unread('TLSRoute', 'tls'), unread('UDPRoute', 'dns'), unread('TCPRoute', 'mesh')],
    says: 'Istio 1.29 does not serve the protocol of listener "tls" (TLS, port 8443) without PILOT_ENABLE_ALPHA_GATEWAY_API (Accepted=False/UnsupportedProtocol)',
    predicts: ['TLSRoute tls nothing', 'TCPRoute mesh nothing'],
  },
  {
    row: 'protocols and kinds by version, 1.27 with the gate',
    entries: ['istio@1.27,alphaGatewayAPI=true'],
    cluster: `${L4}${policy('shop')}`,
    of: [...UNREAD, 'policy-not-read'],
    finds: [unread('UDPRoute', 'dns')],
    predicts: ['TCPRoute raw Accepted=True/Accepted'],
  },
  {
    row: 'before 1.25 any protocol passes, and nothing attaches',
    entries: ['istio@1.24'],
    cluster: L4,
    of: UNREAD,
    finds: [unread('TCPRoute', 'raw'), unread('TLSRoute', 'tls'), unread('UDPRoute', 'dns')],
    predicts: ['Gateway edge raw Accepted=True/Accepted', 'TCPRoute raw nothing'],
  },
  ...(
    [
      ['istio@1.25,alphaGatewayAPI=true', 'before 1.26', undefined],
      ['istio@1.27', 'without PILOT_ENABLE_ALPHA_GATEWAY_API', '["istio@1.27,alphaGatewayAPI=true"]'],
    ] as const
  ).map(
    ([entry, says, hints]): Row => ({
      row: `policies that are not read, ${entry}`,
      entries: [entry],
      cluster: `${policy('shop')}${policy('beta')}`,
      of: ['policy-not-read'],
      finds: ['warn policy-not-read BackendTLSPolicy shop spec', 'warn policy-not-read BackendTLSPolicy beta spec'],
      says,
      ...(hints && { hints }),
      predicts: ['BackendTLSPolicy shop nothing'],
    }),
  ),
]

const AMBIENT = 'istio@1.31,ambient=true'
const WAYPOINT: GatewayParts = { className: 'istio-waypoint' }
const EAST_WEST: GatewayParts = { className: 'istio-east-west' }
const HBONE_TLS = `${HBONE}, tls: { mode: Terminate, options: { gateway.istio.io/tls-terminate-mode: ISTIO_MUTUAL } }`
const CLASSES = ['class-missing', 'class-switched-off', 'unknown-controller']
const off = (name: string) => `warn class-switched-off Gateway ${name} spec.gatewayClassName`

const CLASS_ROWS: readonly Row[] = [
  {
    row: 'a waypoint has one listener, HBONE on port 15008',
    entries: [AMBIENT],
    cluster: `${gateway([HBONE], { ...WAYPOINT, name: 'right' })}${gateway([HTTP, HBONE, 'name: odd, port: 15009, protocol: HBONE'], WAYPOINT)}`,
    of: ['unexpected-listener', 'unsupported-protocol', 'unknown-protocol', ...CLASSES],
    finds: ['warn unexpected-listener Gateway edge spec.listeners[0]', 'warn unexpected-listener Gateway edge spec.listeners[2]'],
    hints: 'write port 15008 with protocol HBONE',
    predicts: [
      'Gateway right mesh Accepted=True/Accepted',
      'Gateway edge web Accepted=False/UnsupportedProtocol',
      'Gateway edge odd Accepted=False/UnsupportedProtocol',
    ],
  },
  {
    row: 'an east-west gateway has HBONE that terminates, and TLS passed through',
    entries: ['istio@1.31,classes=istio+istio-east-west'],
    cluster: `${gateway([HBONE_TLS, TLS], { ...EAST_WEST, name: 'right' })}${gateway([HTTP, HBONE], EAST_WEST)}`,
    of: ['unexpected-listener', 'unsupported-protocol', 'unknown-protocol', ...CLASSES],
    finds: ['warn unexpected-listener Gateway edge spec.listeners[0]', 'warn unexpected-listener Gateway edge spec.listeners[1]'],
    predicts: [
      'Gateway right mesh Accepted=True/Accepted',
      'Gateway right tls Accepted=True/Accepted',
      'Gateway edge mesh Accepted=False/UnsupportedProtocol',
    ],
  },
  {
    row: 'before 1.30 an east-west gateway passes no TLS through',
    entries: ['istio@1.29,classes=istio+istio-east-west'],
    cluster: gateway([HBONE_TLS, TLS, TLS.replace('tls', 'tls-b').replace('8443', '8444')], EAST_WEST),
    of: ['unexpected-listener'],
    finds: ['warn unexpected-listener Gateway edge spec.listeners[1]', 'warn unexpected-listener Gateway edge spec.listeners[2]'],
  },
  {
    row: 'classes that exist without an object',
    entries: NEWEST,
    cluster: `${gateway([HTTP])}${gateway([HTTP], { name: 'remote', className: 'istio-remote' })}${gateway([HBONE], { ...WAYPOINT, name: 'one' })}${gateway([HBONE], { ...WAYPOINT, name: 'two' })}${gateway([HTTP], { name: 'wrong', className: 'istioo' })}${route([TO_EDGE, RULES])}`,
    of: CLASSES,
    finds: [off('one'), off('two'), 'warn class-missing Gateway wrong spec.gatewayClassName'],
    hints: '["istio@1.31,ambient=true"]',
    predicts: [
      'Gateway edge Accepted=True/Accepted',
      'Gateway remote Accepted=True/Accepted',
      'HTTPRoute shop Accepted=True/Accepted',
      'Gateway one nothing',
    ],
  },
  {
    row: 'the object of a class shows that it is known, unless the setting says otherwise',
    entries: NEWEST,
    cluster: `${istioClass('istio-waypoint', 'istio.io/mesh-controller')}${gateway([HBONE], WAYPOINT)}`,
    of: CLASSES,
    finds: [],
  },
  {
    row: 'a class that is switched off by the configuration',
    entries: ['istio@1.31,ambient=false'],
    cluster: `${istioClass('istio-waypoint', 'istio.io/mesh-controller')}${gateway([HBONE], WAYPOINT)}${gateway([HBONE], { ...WAYPOINT, name: 'second' })}`,
    of: CLASSES,
    finds: [off('edge'), off('second')],
    predicts: ['Gateway edge nothing'],
  },
  {
    row: 'a class that came later',
    entries: ['istio@1.29,classes=istio'],
    cluster: `${gateway([HTTP], { className: 'istio-agentgateway' })}${gateway([HBONE], { name: 'second', className: 'istio-agentgateway-waypoint' })}`,
    of: CLASSES,
    finds: [off('edge'), off('second')],
    says: 'before 1.31',
  },
  {
    row: 'istio-remote describes a gateway elsewhere, whatever its listeners',
    entries: NEWEST,
    cluster: gateway(
      ['name: status, port: 15021, protocol: HTTP', 'name: odd, port: 15443, protocol: FOO', 'name: udp, port: 80, protocol: UDP', HTTP],
      {
        name: 'remote-'.padEnd(62, 'x'),
        className: 'istio-remote',
        addresses: ['value: 203.0.113.7', 'type: Hostname, value: east.example.com'],
      },
    ),
    of: [
      'address-not-service',
      'gateway-name-too-long',
      'listener-conflict',
      'reserved-listener-port',
      'unexpected-listener',
      'unknown-protocol',
      'unsupported-protocol',
      ...CLASSES,
    ],
    finds: [],
    predicts: [`Gateway ${'remote-'.padEnd(62, 'x')} Accepted=True/Accepted`],
  },
]

const hostnames = (...values: readonly string[]) => values.map((value) => `type: Hostname, value: ${value}`)
const address = (decision: string, name: string, position: number) => `${decision} address-not-service Gateway ${name} spec.addresses[${position}]`
const TOO_LONG = ['a', 'b', 'c', 'd'].map((letter, index) => letter.padEnd(index < 2 ? 58 : 57, '-x'))

const DEPLOYMENT: readonly Row[] = [
  {
    row: "addresses name Services of the Gateway's own namespace",
    entries: NEWEST,
    cluster: `${istioClass()}${service('proxy')}${service('other', '{ port: 80 }', 'infra')}${gateway([HTTP], { name: 'right', addresses: hostnames('proxy', 'proxy.default.svc.cluster.local') })}${gateway([HTTP], { addresses: hostnames('other.infra.svc.cluster.local') })}${gateway([HTTP], { name: 'second', addresses: hostnames('proxy', 'other.infra.svc', 'gone', 'lb.example.com') })}`,
    of: ['address-not-service'],
    finds: [address('deny', 'edge', 0), address('warn', 'second', 1), address('warn', 'second', 2), address('warn', 'second', 3)],
    says: 'names a Service of namespace "infra", and Istio 1.31 takes those of the Gateway\'s own only',
  },
  {
    row: 'their Services have a port for each listener',
    entries: NEWEST,
    cluster: `${istioClass()}${service('proxy', '{ port: 80, targetPort: 8080 }, { port: 443 }')}${gateway([HTTP, 'name: alt, port: 8080, protocol: HTTP', 'name: more, port: 81, protocol: HTTP'], { addresses: hostnames('proxy') })}`,
    of: ['address-not-service'],
    finds: [address('warn', 'edge', 0), address('warn', 'edge', 0)],
    says: 'has no port 81 for listener "more"',
    hints: '8080 is a targetPort: write the port of the Service, 80, into the listener',
  },
  {
    row: 'an address of type IPAddress stands alone',
    entries: NEWEST,
    cluster: `${istioClass()}${service('proxy')}${gateway([HTTP], { name: 'right', addresses: ['value: 203.0.113.7'] })}${gateway([HTTP], { addresses: ['value: 203.0.113.7', 'value: 203.0.113.8'] })}${gateway([HTTP], { name: 'mixed', addresses: ['value: 203.0.113.7', ...hostnames('proxy')] })}`,
    of: ['address-not-service'],
    finds: [address('deny', 'edge', 0), address('deny', 'edge', 1), address('warn', 'mixed', 0)],
    predicts: [
      'Gateway right Accepted=True/Accepted',
      'Gateway edge Accepted=False/UnsupportedAddress',
      'Gateway mixed Accepted=False/UnsupportedAddress',
    ],
  },
  {
    row: 'an annotation that went with deployment',
    entries: NEWEST,
    cluster: `${istioClass()}${service('proxy')}${['edge', 'second'].map((name) => gateway([HTTP], { name, annotations: 'networking.istio.io/service-type: ClusterIP', addresses: hostnames('proxy') })).join('')}${gateway([HTTP], { name: 'deployed', annotations: 'networking.istio.io/service-type: ClusterIP' })}`,
    of: ['address-not-service'],
    finds: ['edge', 'second'].map((name) => `warn address-not-service Gateway ${name} metadata.annotations[networking.istio.io/service-type]`),
    predicts: ['Gateway edge Accepted=False/DeprecatedField', 'Gateway deployed Accepted=True/Accepted'],
  },
  {
    row: 'port 15021 is the status port of the proxy',
    entries: NEWEST,
    cluster: `${istioClass()}${service('proxy', '{ port: 15021 }')}${gateway(['name: status, port: 15021, protocol: HTTP', HTTP, 'name: status-b, port: 15021, protocol: HTTP, hostname: b.example'])}${gateway(['name: status, port: 15021, protocol: HTTP'], { name: 'own', addresses: hostnames('proxy') })}`,
    of: ['reserved-listener-port'],
    finds: ['warn reserved-listener-port Gateway edge spec.listeners[0].port', 'warn reserved-listener-port Gateway edge spec.listeners[2].port'],
  },
  {
    row: 'the names of Gateway and class together have 63 characters at most',
    entries: NEWEST,
    cluster: `${istioClass()}${istioClass('istio-of-team-a')}${TOO_LONG.map((name) => gateway([HTTP], { name })).join('')}${gateway([HTTP], { name: 'e'.padEnd(48, '-x'), className: 'istio-of-team-a' })}${gateway([HTTP], { name: 'f'.padEnd(62, '-x'), annotations: 'gateway.istio.io/name-override: short' })}`,
    of: ['gateway-name-too-long'],
    finds: [...TOO_LONG.slice(0, 2), 'e'.padEnd(48, '-x')].map((name) => `warn gateway-name-too-long Gateway ${name} metadata.name`),
    says: '64 characters are more than a Service may have (63)',
    hints: 'set the annotation gateway.istio.io/name-override',
  },
  {
    row: 'the name of a waypoint has no suffix',
    entries: [AMBIENT],
    cluster: TOO_LONG.map((name) => gateway([HBONE], { ...WAYPOINT, name })).join(''),
    of: ['gateway-name-too-long'],
    finds: [],
  },
]

const NOT_CONFIGURED: readonly Row[] = [
  {
    row: 'without a version, what depends on it refuses nothing, and says which entry decides',
    entries: [],
    cluster: `${istioClass()}${gateway([HTTP], { addresses: hostnames('other.infra.svc') })}${gateway([HTTP], { name: 'second', addresses: ['value: 203.0.113.7', 'value: 203.0.113.8'] })}`,
    of: ['address-not-service'],
    finds: [address('warn', 'edge', 0), address('warn', 'second', 0), address('warn', 'second', 1)],
    hints: 'say so in the configuration: implementations: [istio@VERSION]',
  },
  {
    row: 'without a version, a filter that no version has takes the route away',
    entries: [],
    cluster: `${setup()}${route([TO_EDGE, filtered(EXTENSION, AUTH)])}`,
    of: ['unsupported-filter'],
    finds: ['deny unsupported-filter HTTPRoute shop spec.rules[0].filters[0]', 'deny unsupported-filter HTTPRoute shop spec.rules[1].filters[0]'],
  },
]

replay('Istio', [...ATTACHMENT, ...FILTERS, ...GATES, ...CLASS_ROWS, ...DEPLOYMENT, ...NOT_CONFIGURED], BACKENDS)
