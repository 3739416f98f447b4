import { makeKeyPair } from '../support/key-pair.ts'
import {
  BACKENDS,
  CERT,
  certificate,
  config,
  gateway,
  grant,
  HTTP,
  https,
  KEY,
  kumaClass,
  RULES,
  route,
  service,
  TO_EDGE,
  toServices,
} from './kuma-clusters.ts'
import { type Fill, type Row, replay } from './row.ts'

const ZONE = ['kuma@2.14,gatewaySecretsInAllNamespaces=true']
const setup = `${kumaClass()}${gateway([HTTP])}`
const MESH = (mesh: string) => `, labels: { kuma.io/mesh: ${mesh} }`
const rules = (...each: readonly string[]) => `rules: [${each.map((one) => `{ ${one} }`).join(', ')}]`
const toShop = 'backendRefs: [{ name: shop, port: 80 }]'
const toPlain = (...more: readonly string[]) => rules(`backendRefs: [${['name: plain, port: 80', ...more].map((one) => `{ ${one} }`).join(', ')}]`)
const long = (length: number) => 'r'.repeat(length)

const GATEWAYS: readonly Row[] = [
  {
    row: 'HTTP and HTTPS only',
    entries: ZONE,
    cluster: `${kumaClass()}${gateway([HTTP, 'name: raw, port: 9000, protocol: TCP', 'name: dns, port: 53, protocol: UDP'])}`,
    of: ['unsupported-protocol'],
    finds: ['warn unsupported-protocol Gateway edge spec.listeners[1].protocol', 'warn unsupported-protocol Gateway edge spec.listeners[2].protocol'],
    predicts: ['Gateway edge raw Accepted=False/UnsupportedProtocol', 'Gateway edge dns Accepted=False/UnsupportedProtocol'],
  },
  {
    row: 'all listeners of a clashing group lose',
    entries: ZONE,
    cluster: `${certificate('cert')}${kumaClass()}${gateway([
      `${HTTP}, hostname: a.example`,
      'name: same, port: 80, protocol: HTTP, hostname: a.example',
      'name: plain, port: 81, protocol: HTTP, hostname: b.example',
      `${https('tls', 81, 'name: cert')}, hostname: c.example`,
    ])}`,
    of: ['listener-conflict'],
    finds: ['deny listener-conflict Gateway edge spec.listeners[1]', 'deny listener-conflict Gateway edge spec.listeners[3]'],
    says: 'on both and serves neither',
    predicts: [
      'Gateway edge web Conflicted=True/HostnameConflict',
      'Gateway edge same Conflicted=True/HostnameConflict',
      'Gateway edge plain Conflicted=True/ProtocolConflict',
      'Gateway edge tls Conflicted=True/ProtocolConflict',
    ],
  },
  {
    row: 'Secrets of type kubernetes.io/tls',
    entries: ZONE,
    cluster: `${certificate('one', { type: 'Opaque' })}${certificate('two', { type: 'Opaque' })}${kumaClass()}${gateway([https('a', 443, 'name: one'), https('b', 444, 'name: two')])}`,
    of: ['certificate-secret-type'],
    finds: [
      'deny certificate-secret-type Gateway edge spec.listeners[0].tls.certificateRefs[0]',
      'deny certificate-secret-type Gateway edge spec.listeners[1].tls.certificateRefs[0]',
    ],
    predicts: ['Gateway edge a ResolvedRefs=False/InvalidCertificateRef', 'Gateway edge b ResolvedRefs=False/InvalidCertificateRef'],
  },
  ...(['kuma@2.14', 'kuma@2.14,gatewaySecretsInAllNamespaces=false'] as const).map(
    (entry): Row => ({
      row: `Secrets outside the namespace of the control plane, ${entry}`,
      entries: [entry],
      cluster: `${certificate('one')}${certificate('two')}${certificate('own', { namespace: 'kuma-system' })}${grant('kuma-system', 'Gateway', 'Secret')}${kumaClass()}${gateway(
        [https('a', 443, 'name: one'), https('b', 444, 'name: own, namespace: kuma-system'), https('c', 445, 'name: two')],
      )}${route([TO_EDGE, RULES])}`,
      of: ['refused-without-status', 'parent-without-status'],
      finds: [
        'warn refused-without-status Gateway edge spec.listeners[0]',
        'warn refused-without-status Gateway edge spec.listeners[2]',
        'warn parent-without-status HTTPRoute shop spec.parentRefs[0]',
      ],
      says: 'without its setting supportGatewaySecretsInAllNamespaces no Secret is read',
      hints: entry === 'kuma@2.14' ? 'implementations: ["kuma@2.14,gatewaySecretsInAllNamespaces=true"]' : 'put the Secret into the namespace',
      predicts: ['Gateway edge nothing', 'HTTPRoute shop Accepted=True/Accepted'],
    }),
  ),
  ...(['kuma@2.6', ...ZONE] as const).map(
    (entry): Row => ({
      row: `Secrets of all namespaces, ${entry}`,
      entries: [entry],
      cluster: `${certificate('one')}${kumaClass()}${gateway([https('a', 443, 'name: one')])}`,
      of: ['refused-without-status'],
      finds: [],
      predicts: ['Gateway edge Accepted=True/Accepted'],
    }),
  ),
  {
    row: 'a Secret that two meshes want',
    entries: ZONE,
    cluster: `${certificate('cert')}${kumaClass()}${['first', 'second', 'third']
      .map((name, at) =>
        gateway([https('a', 443, 'name: cert')], {
          name,
          meta: `${at === 0 ? '' : MESH('other')}, creationTimestamp: "2026-01-0${at + 1}T00:00:00Z"`,
        }),
      )
      .join('')}`,
    of: ['refused-without-status'],
    finds: ['warn refused-without-status Gateway second spec.listeners[0]', 'warn refused-without-status Gateway third spec.listeners[0]'],
    says: 'there is one copy for all meshes',
    predicts: ['Gateway first Accepted=True/Accepted', 'Gateway second nothing', 'Gateway third nothing'],
  },
  {
    row: 'a Gateway without status, for the MeshGateway that is made of it is refused',
    entries: ZONE,
    cluster: `${certificate('one')}${certificate('two')}${certificate('three')}${kumaClass()}${gateway([
      HTTP,
      'name: bare, port: 443, protocol: HTTPS, tls: { options: { example.com/issuer: internal } }',
      https('many', 444, 'name: one', 'name: two', 'name: three'),
    ])}`,
    of: ['refused-without-status'],
    finds: ['warn refused-without-status Gateway edge spec.listeners[1]', 'warn refused-without-status Gateway edge spec.listeners[2]'],
    says: 'Kuma 2.14 gives the whole Gateway up, and no status says so',
    predicts: ['Gateway edge nothing'],
  },
  {
    row: 'MeshGatewayConfig in parametersRef',
    entries: ZONE,
    cluster: `${config('good')}${kumaClass('good', 'group: kuma.io, kind: MeshGatewayConfig, name: good')}${kumaClass('missing', 'group: kuma.io, kind: MeshGatewayConfig, name: missing')}${kumaClass('placed', 'group: kuma.io, kind: MeshGatewayConfig, name: good, namespace: default')}${kumaClass('other', 'group: "", kind: ConfigMap, name: some, namespace: default')}${gateway([HTTP], { className: 'placed' })}`,
    of: ['parameters-missing', 'parameters-namespace', 'class-refused'],
    finds: [
      'warn parameters-missing GatewayClass missing spec.parametersRef',
      'deny parameters-namespace GatewayClass placed spec.parametersRef',
      'warn parameters-missing GatewayClass other spec.parametersRef',
      'warn class-refused Gateway edge spec.gatewayClassName',
    ],
    predicts: [
      'GatewayClass good Accepted=True/Accepted',
      'GatewayClass missing Accepted=False/InvalidParameters',
      'GatewayClass placed Accepted=False/InvalidParameters',
      'Gateway edge nothing',
    ],
  },
  {
    row: 'cross-mesh with HTTPS',
    entries: ZONE,
    cluster: `${certificate('cert')}${config('across', '{ crossMesh: true }')}${config('within', '{ crossMesh: false }')}${['across', 'within'].map((name) => `${kumaClass(name, `group: kuma.io, kind: MeshGatewayConfig, name: ${name}`)}${gateway([HTTP, https('a', 443, 'name: cert'), https('b', 444, 'name: cert')], { name, className: name })}`).join('')}`,
    of: ['unsupported-protocol'],
    finds: [
      'warn unsupported-protocol Gateway across spec.listeners[1].protocol',
      'warn unsupported-protocol Gateway across spec.listeners[2].protocol',
    ],
    says: 'does not serve the protocol of listener "a" (HTTPS, port 443) (Accepted=False/UnsupportedProtocol)',
    predicts: [
      'Gateway across a Accepted=False/UnsupportedProtocol',
      'Gateway across web Accepted=True/Accepted',
      'Gateway within a Accepted=True/Accepted',
    ],
  },
  {
    row: 'fields of a Gateway that are dropped in silence',
    entries: ZONE,
    cluster: `${certificate('cert')}${kumaClass()}${gateway(
      [`${https('a', 443, 'name: cert').slice(0, -1)}, options: { example.com/ciphers: strong } }`],
      {
        more: 'addresses: [{ type: IPAddress, value: 203.0.113.7 }]\n  infrastructure: { labels: { team: edge } }',
      },
    )}`,
    of: ['ignored-field'],
    finds: [
      'warn ignored-field Gateway edge spec.addresses',
      'warn ignored-field Gateway edge spec.infrastructure',
      'warn ignored-field Gateway edge spec.listeners[0].tls.options',
    ],
    predicts: ['Gateway edge Accepted=True/Accepted'],
  },
  {
    row: 'a global control plane',
    entries: ['kuma@2.14,mode=global'],
    cluster: `${kumaClass()}${gateway([HTTP])}${gateway([HTTP], { name: 'other' })}${route([TO_EDGE, RULES])}`,
    of: ['gateways-unread', 'route-kind-not-read'],
    finds: [
      'warn gateways-unread GatewayClass kuma spec.controllerName',
      'warn gateways-unread Gateway edge spec.gatewayClassName',
      'warn gateways-unread Gateway other spec.gatewayClassName',
      'warn route-kind-not-read HTTPRoute shop spec.parentRefs[0]',
    ],
    says: 'in a global control plane reads no Gateways',
    hints: 'create it in the cluster of a zone',
    predicts: ['GatewayClass kuma nothing', 'Gateway edge nothing', 'HTTPRoute shop nothing'],
  },
  {
    row: 'Kuma 3.0, which has no Gateways any more',
    entries: ['kuma@3.0'],
    cluster: `${kumaClass()}${kumaClass('more', 'group: kuma.io, kind: MeshGatewayConfig, name: gone')}${gateway([HTTP], { more: 'addresses: [{ type: IPAddress, value: 203.0.113.7 }]' })}${gateway([HTTP], { name: 'other', className: 'more' })}${route([TO_EDGE, RULES])}`,
    of: ['gateways-unread', 'route-kind-not-read', 'ignored-field', 'parameters-missing', 'class-refused', 'parent-not-served'],
    finds: [
      'warn gateways-unread GatewayClass kuma spec.controllerName',
      'warn gateways-unread GatewayClass more spec.controllerName',
      'warn gateways-unread Gateway edge spec.gatewayClassName',
      'warn gateways-unread Gateway other spec.gatewayClassName',
      'warn route-kind-not-read HTTPRoute shop spec.parentRefs[0]',
    ],
    predicts: ['GatewayClass kuma nothing', 'Gateway edge nothing', 'HTTPRoute shop nothing'],
  },
]

const ROUTES: readonly Row[] = [
  {
    row: 'kuma.io/mesh on both Gateway and route',
    entries: ZONE,
    cluster: `${kumaClass()}${gateway([HTTP], { meta: MESH('prod') })}${route([TO_EDGE, RULES])}${route([TO_EDGE, RULES], { name: 'other', meta: MESH('test') })}${route([TO_EDGE, RULES], { name: 'same', meta: ', annotations: { kuma.io/mesh: prod }' })}`,
    of: ['another-mesh'],
    finds: ['warn another-mesh HTTPRoute shop spec.parentRefs[0]', 'warn another-mesh HTTPRoute other spec.parentRefs[0]'],
    says: 'the route is in mesh "default", and Gateway "edge" in mesh "prod"',
    hints: 'write label kuma.io/mesh: prod on the route',
    predicts: ['HTTPRoute shop Accepted=True/Accepted'],
  },
  {
    row: 'one parent of two in another mesh',
    entries: ZONE,
    cluster: `${kumaClass()}${gateway([HTTP], { meta: MESH('prod') })}${gateway([HTTP], { name: 'plain' })}${route(['parentRefs: [{ name: edge }, { name: plain }]', RULES])}`,
    of: ['another-mesh'],
    finds: ['warn another-mesh HTTPRoute shop spec.parentRefs[0]'],
  },
  {
    row: 'a mesh by label, which only annotations name before 2.9',
    entries: ['kuma@2.8'],
    cluster: `${kumaClass()}${gateway([HTTP], { meta: MESH('prod') })}${route([TO_EDGE, RULES], { meta: MESH('prod') })}`,
    of: ['mesh-name-unread', 'another-mesh'],
    finds: ['warn mesh-name-unread Gateway edge metadata.labels[kuma.io/mesh]', 'warn mesh-name-unread HTTPRoute shop metadata.labels[kuma.io/mesh]'],
    hints: 'write annotation kuma.io/mesh: prod',
  },
  {
    row: 'the names of route, Service and namespaces together',
    entries: ZONE,
    // 18 characters are those of `default`, `shop` and `default`.
    cluster: [231, 232, 233]
      .map((length) => route([length === 233 ? toServices('shop', 'beta') : toServices('shop'), RULES], { name: long(length) }))
      .join(''),
    of: ['names-too-long'],
    finds: [
      `warn names-too-long HTTPRoute ${long(232)} metadata.name`,
      `warn names-too-long HTTPRoute ${long(233)} metadata.name`,
      `warn names-too-long HTTPRoute ${long(233)} metadata.name`,
    ],
    says: 'have 251 characters together, and Kuma 2.14 can hold 250: the whole route gets no status',
    hints: 'or by 2 to keep to the documented 249',
    predicts: [`HTTPRoute ${long(232)} Accepted=True/Accepted`, `HTTPRoute ${long(233)} nothing`],
  },
  {
    row: 'appProtocol: http',
    entries: ZONE,
    cluster: `${service('plain', '{ port: 80 }')}${service('raw', '{ name: a, port: 80, appProtocol: tcp }, { name: b, port: 81, appProtocol: HTTP2 }')}${service('said', '{ port: 80 }', { annotations: '80.service.kuma.io/protocol: http' })}${route([toServices('plain', 'raw, port: 80', 'said', 'shop'), toPlain()])}${route([toServices('raw, port: 81'), toPlain()], { name: 'fine' })}`,
    of: ['service-protocol'],
    finds: ['warn service-protocol HTTPRoute shop spec.parentRefs[0]', 'warn service-protocol HTTPRoute shop spec.parentRefs[1]'],
    says: 'takes port 80 (no appProtocol) of Service "plain" for no HTTP',
    hints: 'write appProtocol: http',
  },
  {
    row: 'appProtocol: http on the port of a backend is enough',
    entries: ZONE,
    cluster: `${service('plain', '{ port: 80 }')}${service('said', '{ port: 80 }', { annotations: '80.service.kuma.io/protocol: http' })}${[
      'name: shop, port: 80',
      'name: said, port: 80',
      'name: gone, port: 80',
      'group: kuma.io, kind: ExternalService, name: far',
      'name: shop, port: 80, weight: 0',
      'name: plain, port: 80, weight: 2',
    ]
      .map((backend, at) => route([toServices('plain'), toPlain(backend)], { name: `r${at}` }))
      .join('')}${route([toServices('plain'), rules('filters: [{ type: RequestRedirect, requestRedirect: { scheme: https } }]')], { name: 'none' })}`,
    of: ['service-protocol'],
    finds: ['r4', 'r5', 'none'].map((name) => `warn service-protocol HTTPRoute ${name} spec.parentRefs[0]`),
  },
  {
    row: 'several references to one Service',
    entries: ZONE,
    cluster: `${service('wide', '{ name: a, port: 80, appProtocol: http }, { name: b, port: 81, appProtocol: http }, { name: c, port: 82, appProtocol: http }')}${route([toServices('wide, port: 80', 'wide, port: 81', 'wide, port: 82', 'shop'), RULES])}`,
    of: ['shared-service-parent'],
    finds: ['warn shared-service-parent HTTPRoute shop spec.parentRefs[0]', 'warn shared-service-parent HTTPRoute shop spec.parentRefs[1]'],
    says: 'spec.parentRefs[2] writes over this parentRef',
  },
  {
    row: 'headless parents, 3.0',
    entries: ['kuma@3.0'],
    cluster: `${service('one', '{ port: 80, appProtocol: http }', { more: ', clusterIP: None' })}${service('two', '{ port: 80, appProtocol: http }', { more: ', clusterIP: None' })}${route([toServices('one', 'two'), RULES])}${route([toServices('one', 'shop'), RULES], { name: 'half' })}`,
    of: ['headless-parent'],
    finds: [
      'warn headless-parent HTTPRoute shop spec.parentRefs[0]',
      'warn headless-parent HTTPRoute shop spec.parentRefs[1]',
      'warn headless-parent HTTPRoute half spec.parentRefs[0]',
    ],
    says: '(Accepted=False/NoMatchingParent)',
    predicts: ['HTTPRoute shop Accepted=False/NoMatchingParent', 'HTTPRoute half Accepted=True/Accepted'],
  },
  {
    row: 'headless parents before 3.0',
    entries: ZONE,
    cluster: `${service('one', '{ port: 80, appProtocol: http }', { more: ', clusterIP: None' })}${route([toServices('one'), RULES])}`,
    of: ['headless-parent'],
    finds: [],
  },
  {
    row: 'routes without status, for the MeshHTTPRoute that is made of them is refused',
    entries: ZONE,
    cluster: `${setup}${service('far', '{ port: 80 }', { namespace: 'other' })}${route([
      TO_EDGE,
      rules(
        `filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Env, value: a }], add: [{ name: x-env, value: b }] } }], ${toShop}`,
        `filters: [{ type: URLRewrite, urlRewrite: { hostname: 203.0.113.7 } }], ${toShop}`,
        'matches: [{ path: { type: Exact, value: /nothing } }]',
        `filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: far, namespace: other, port: 80 } } }], ${toShop}`,
      ),
    ])}`,
    of: ['refused-without-status'],
    finds: [
      'deny refused-without-status HTTPRoute shop spec.rules[0].filters[0].requestHeaderModifier',
      'deny refused-without-status HTTPRoute shop spec.rules[1].filters[0].urlRewrite.hostname',
      'warn refused-without-status HTTPRoute shop spec.rules[2]',
      'warn refused-without-status HTTPRoute shop spec.rules[3].filters[0].requestMirror.backendRef',
    ],
    says: 'Kuma 2.14 gives the whole route up, and no status says so',
    predicts: ['HTTPRoute shop nothing', 'Gateway edge Accepted=True/Accepted'],
  },
  {
    row: 'a mirror whose grant is missing is told by no condition',
    entries: ZONE,
    cluster: `${setup}${service('far', '{ port: 80 }', { namespace: 'other' })}${route([TO_EDGE, rules(...['/a', '/b'].map((path) => `matches: [{ path: { type: Exact, value: ${path} } }], filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: far, namespace: other, port: 80 } } }], ${toShop}`))])}`,
    of: ['missing-reference-grant'],
    finds: [0, 1].map((at) => `deny missing-reference-grant HTTPRoute shop spec.rules[${at}].filters[0].requestMirror.backendRef`),
    says: 'as mirror: no ReferenceGrant there permits it',
    predicts: ['HTTPRoute shop nothing'],
  },
  {
    row: 'a selector that cannot be read',
    entries: ZONE,
    cluster: `${kumaClass()}${['edge', 'other'].map((name) => gateway([`${HTTP}, allowedRoutes: { namespaces: { from: Selector, selector: { matchExpressions: [{ key: team, operator: In }] } } }`], { name })).join('')}${gateway([HTTP], { name: 'good' })}${route(['parentRefs: [{ name: edge }, { name: other }, { name: good }]', RULES])}`,
    of: ['refused-without-status'],
    finds: ['warn refused-without-status HTTPRoute shop spec.parentRefs[0]', 'warn refused-without-status HTTPRoute shop spec.parentRefs[1]'],
    says: 'Gateway "other" chooses namespaces by a selector that cannot be read',
    predicts: ['HTTPRoute shop nothing'],
  },
  {
    row: 'fields of a route that are dropped in silence',
    entries: ZONE,
    cluster: `${setup}${route([
      TO_EDGE,
      rules(
        `${toShop}, timeouts: { request: 5s }, retry: { attempts: 2 }, sessionPersistence: { sessionName: shop }`,
        `matches: [{ path: { type: Exact, value: /a } }], filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: beta, port: 80 }, percent: 10 } }], ${toShop}`,
        `matches: [{ path: { type: Exact, value: /b } }], filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: beta, port: 80 }, fraction: { numerator: 1 } } }], ${toShop}`,
      ),
    ])}${route([toServices('shop'), rules(`${toShop}, timeouts: { request: 5s }`)], { name: 'mesh' })}`,
    of: ['ignored-field'],
    finds: [
      'warn ignored-field HTTPRoute shop spec.rules[0].retry',
      'warn ignored-field HTTPRoute shop spec.rules[0].sessionPersistence',
      'warn ignored-field HTTPRoute shop spec.rules[0].timeouts',
      'warn ignored-field HTTPRoute shop spec.rules[1].filters[0].requestMirror.percent',
      'warn ignored-field HTTPRoute shop spec.rules[2].filters[0].requestMirror.fraction',
      'warn ignored-field HTTPRoute mesh spec.rules[0].timeouts',
    ],
    says: 'does not read percent: all requests are mirrored, and no status would say so',
    predicts: ['HTTPRoute shop Accepted=True/Accepted'],
  },
  {
    row: 'filters that are dropped in silence',
    entries: ZONE,
    cluster: `${setup}${route([TO_EDGE, rules(`filters: [{ type: CORS, cors: { allowOrigins: ["https://shop.example"] } }, { type: ExtensionRef, extensionRef: { group: kuma.io, kind: MeshRateLimit, name: limit } }], backendRefs: [{ name: shop, port: 80, filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { remove: [x-debug] } }] }]`)])}`,
    of: ['unsupported-filter'],
    finds: [
      'warn unsupported-filter HTTPRoute shop spec.rules[0].backendRefs[0].filters[0]',
      'warn unsupported-filter HTTPRoute shop spec.rules[0].filters[0]',
      'warn unsupported-filter HTTPRoute shop spec.rules[0].filters[1]',
    ],
    says: 'sends the requests on without it, and no status would say so',
  },
  {
    row: 'backends of another zone',
    entries: ZONE,
    cluster: `${setup}${route([TO_EDGE, rules('backendRefs: [{ name: far, port: 80 }, { name: shop, port: 80 }, { group: multicluster.x-k8s.io, kind: ServiceImport, name: away, port: 80 }]', 'matches: [{ path: { type: Exact, value: /a } }], backendRefs: [{ name: farther, port: 80 }]')])}`,
    of: ['backend-not-found', 'unsupported-backend-kind'],
    finds: [
      'warn backend-not-found HTTPRoute shop spec.rules[0].backendRefs[0]',
      'warn unsupported-backend-kind HTTPRoute shop spec.rules[0].backendRefs[2]',
      'warn backend-not-found HTTPRoute shop spec.rules[1].backendRefs[0]',
    ],
    hints: 'Kuma reaches Services of its own zone by an HTTPRoute, those of other zones by a MeshHTTPRoute only',
    predicts: ['HTTPRoute shop ResolvedRefs=False/BackendNotFound'],
  },
]

const NOT_CONFIGURED: readonly Row[] = [
  {
    row: 'without a version, what depends on it refuses nothing, and says which entry decides',
    entries: [],
    cluster: `${kumaClass()}${gateway([HTTP, 'name: bare, port: 443, protocol: HTTPS, tls: { options: { example.com/issuer: internal } }'], { meta: MESH('prod') })}${route([TO_EDGE, RULES])}`,
    of: ['refused-without-status', 'another-mesh', 'parent-without-status'],
    finds: [
      'warn refused-without-status Gateway edge spec.listeners[1]',
      'warn another-mesh HTTPRoute shop spec.parentRefs[0]',
      'warn parent-without-status HTTPRoute shop spec.parentRefs[0]',
    ],
    hints: 'say so in the configuration: implementations: [kuma@VERSION]',
  },
]

async function certificates(): Promise<Fill> {
  const { cert, key } = await makeKeyPair()
  const [inCert, inKey] = [cert, key].map((pem) => Buffer.from(pem).toString('base64')) as [string, string]
  return (text) => text.replaceAll(KEY, inKey).replaceAll(CERT, inCert)
}

replay('Kuma', [...GATEWAYS, ...ROUTES, ...NOT_CONFIGURED], BACKENDS, certificates)
