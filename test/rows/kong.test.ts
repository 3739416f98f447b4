import {
  BACKENDS,
  CLASS_KEY,
  certificate,
  GATEWAY_KEY,
  gateway,
  HTTP,
  HTTP_8080,
  https,
  kongClass,
  operatorClass,
  PROXY,
  RULES,
  route,
  SERVICES_KEY,
  service,
  TCP,
  TLS,
  TO_EDGE,
} from './kong-clusters.ts'
import { type Row, replay } from './row.ts'

const setup = (...listeners: readonly string[]) => `${kongClass()}${gateway(listeners.length > 0 ? listeners : [HTTP])}`
const rules = (...each: readonly string[]) => `rules: [${each.map((one) => `{ backendRefs: [{ name: shop, port: 80 }], ${one} }`).join(', ')}]`
const query = (name: string) => `matches: [{ queryParams: [{ name: ${name}, value: "1" }] }]`
const twice = 'backendRefs: [{ name: shop, port: 80 }, { name: beta, port: 80 }]'

const FILTERS = {
  RequestHeaderModifier: '{ type: RequestHeaderModifier, requestHeaderModifier: { remove: [x-debug] } }',
  ResponseHeaderModifier: '{ type: ResponseHeaderModifier, responseHeaderModifier: { remove: [x-debug] } }',
  RequestRedirect: '{ type: RequestRedirect, requestRedirect: { scheme: https } }',
  ExtensionRef: '{ type: ExtensionRef, extensionRef: { group: configuration.konghq.com, kind: KongPlugin, name: limit } }',
  URLRewrite: '{ type: URLRewrite, urlRewrite: { hostname: shop.example } }',
  RequestMirror: '{ type: RequestMirror, requestMirror: { backendRef: { name: beta, port: 80 } } }',
} as const

const PLUGIN = `apiVersion: configuration.konghq.com/v1
kind: KongPlugin
metadata: { name: limit, namespace: default }
plugin: rate-limiting
---
`

/** A row for a version: each of these filters in a rule of its own, and the rules whose filter it does not have. */
function filters(entry: string, lacking: readonly (keyof typeof FILTERS)[], words: string): Row {
  const names = Object.keys(FILTERS) as (keyof typeof FILTERS)[]
  return {
    row: `filters, ${entry}`,
    entries: [entry],
    cluster: `${setup()}${route([TO_EDGE, `rules: [${names.map((name) => `{ filters: [${FILTERS[name]}] }`).join(', ')}]`])}`,
    of: ['unsupported-filter'],
    finds: names.flatMap((name, index) => (lacking.includes(name) ? [`warn unsupported-filter HTTPRoute shop spec.rules[${index}].filters[0]`] : [])),
    says: words,
  }
}

const KIC_2_2_TO_2_8: readonly Row[] = [
  {
    row: 'HTTPRoute only before 2.4',
    entries: ['kic@2.3'],
    cluster: `${setup(HTTP, TCP)}${route([TO_EDGE, RULES], { kind: 'TCPRoute' })}${route([TO_EDGE, RULES], { kind: 'UDPRoute', name: 'dns' })}${route([TO_EDGE, RULES])}`,
    of: ['route-kind-not-read'],
    finds: ['warn route-kind-not-read TCPRoute shop spec.parentRefs[0]', 'warn route-kind-not-read UDPRoute dns spec.parentRefs[0]'],
    says: 'does not read TCPRoutes',
  },
  {
    row: 'several backends in a rule before 2.4',
    entries: ['kic@2.3'],
    cluster: `${setup()}${route([TO_EDGE, `rules: [{ ${twice} }, { backendRefs: [{ name: shop, port: 80 }] }, { ${twice} }]`])}`,
    of: ['several-backends-per-rule'],
    finds: [
      'deny several-backends-per-rule HTTPRoute shop spec.rules[0].backendRefs',
      'deny several-backends-per-rule HTTPRoute shop spec.rules[2].backendRefs',
    ],
    says: 'takes one before 2.4',
  },
  {
    row: 'several backends from 2.4 on',
    entries: ['kic@2.4'],
    cluster: `${setup()}${route([TO_EDGE, `rules: [{ ${twice} }]`])}`,
    of: ['several-backends-per-rule'],
    finds: [],
  },
  ...['kic@2.4', 'kic@2.8'].map(
    (entry): Row => ({
      row: `query parameters, ${entry}`,
      entries: [entry],
      cluster: `${setup()}${route([TO_EDGE, rules(query('beta'), query('debug'))])}`,
      of: ['unsupported-query-params'],
      finds: [
        'deny unsupported-query-params HTTPRoute shop spec.rules[0].matches[0].queryParams',
        'deny unsupported-query-params HTTPRoute shop spec.rules[1].matches[0].queryParams',
      ],
    }),
  ),
  ...['kic@2.4', 'kic@2.5'].map(
    (entry): Row => ({
      row: `TLS of a listener has no effect, ${entry}`,
      entries: [entry],
      cluster: `${certificate('cert')}${kongClass()}${gateway([https('one', 443, 'cert'), HTTP, https('two', 444, 'cert'), TLS])}`,
      of: ['listener-tls-ignored'],
      finds: ['warn listener-tls-ignored Gateway edge spec.listeners[0].tls', 'warn listener-tls-ignored Gateway edge spec.listeners[2].tls'],
    }),
  ),
  {
    row: 'TLS of a listener from 2.6 on',
    entries: ['kic@2.6'],
    cluster: `${certificate('cert')}${kongClass()}${gateway([https('one', 443, 'cert')])}`,
    of: ['listener-tls-ignored'],
    finds: [],
  },
  {
    row: 'one Gateway per class',
    entries: ['kic@2.5'],
    cluster: `${kongClass()}${gateway([HTTP], { name: 'first', created: '2026-01-01T00:00:00Z' })}${gateway([HTTP_8080], { name: 'second', created: '2026-01-02T00:00:00Z' })}${gateway([TCP], { name: 'third', created: '2026-01-03T00:00:00Z' })}`,
    of: ['several-gateways-per-class'],
    finds: [
      'deny several-gateways-per-class Gateway second spec.gatewayClassName',
      'deny several-gateways-per-class Gateway third spec.gatewayClassName',
    ],
  },
  {
    row: 'a class without its annotation is ignored from 2.6 on, with its Gateways and routes',
    entries: ['kic@2.8'],
    cluster: `${kongClass({ annotations: undefined })}${gateway([HTTP])}${route([TO_EDGE, RULES])}`,
    of: ['unmanaged-annotation-missing', 'route-without-status'],
    finds: [
      'warn unmanaged-annotation-missing GatewayClass kong metadata',
      'warn unmanaged-annotation-missing Gateway edge spec.gatewayClassName',
      'warn route-without-status HTTPRoute shop spec.parentRefs[0]',
    ],
    says: 'ignores the class, its Gateways and their routes, and no status says so',
    predicts: ['GatewayClass kong nothing', 'Gateway edge nothing', 'HTTPRoute shop nothing'],
  },
  {
    row: 'the annotation of the Gateway before, and that of the class is dead then',
    entries: ['kic@2.2'],
    cluster: `${kongClass()}${gateway([HTTP])}${gateway([HTTP], { name: 'empty', annotations: `${GATEWAY_KEY}: ""` })}${gateway([HTTP], { name: 'good', annotations: `${GATEWAY_KEY}: "true"` })}`,
    of: ['unmanaged-annotation-missing', 'annotation-without-effect'],
    finds: [
      `warn annotation-without-effect GatewayClass kong metadata.annotations[${CLASS_KEY}]`,
      'warn unmanaged-annotation-missing Gateway edge metadata',
      `warn unmanaged-annotation-missing Gateway empty metadata.annotations[${GATEWAY_KEY}]`,
    ],
  },
  ...['kic@2.5', 'kic@2.8'].map(
    (entry): Row => ({
      row: `the port of a parentRef is not honoured, ${entry}`,
      entries: [entry],
      cluster: `${setup(HTTP, HTTP_8080)}${route(['parentRefs: [{ name: edge, port: 80 }, { name: edge, port: 8080 }]', RULES])}`,
      of: ['parent-port-ignored'],
      finds: ['warn parent-port-ignored HTTPRoute shop spec.parentRefs[0].port', 'warn parent-port-ignored HTTPRoute shop spec.parentRefs[1].port'],
      says: entry === 'kic@2.5' ? 'ignores port 80' : 'reads port 80 of the parentRef only to accept the route',
    }),
  ),
  {
    row: 'one class for one controller',
    entries: ['kic@2.5'],
    cluster: ['first', 'second', 'third']
      .map((name, at) => kongClass({ name, annotations: undefined, created: `2026-01-0${at + 1}T00:00:00Z` }))
      .join(''),
    of: ['several-classes-per-controller'],
    finds: [
      'warn several-classes-per-controller GatewayClass second spec.controllerName',
      'warn several-classes-per-controller GatewayClass third spec.controllerName',
    ],
    says: 'GatewayClass "first" has this controller already',
  },
  {
    row: 'ports that the proxy does not offer, by the Service that the Gateway names',
    entries: ['kic@2.8'],
    cluster: `${PROXY}${kongClass()}${gateway([HTTP, HTTP_8080, 'name: dns, port: 5353, protocol: UDP', 'name: near, port: 53, protocol: UDP'], { annotations: `${CLASS_KEY}: kong/kong-proxy` })}`,
    of: ['port-not-offered'],
    finds: ['warn port-not-offered Gateway edge spec.listeners[1].port', 'warn port-not-offered Gateway edge spec.listeners[2].port'],
    says: 'the proxy Service kong/kong-proxy does not offer listener "more" (HTTP, port 8080): it has port 80 (TCP), 443 (TCP) and 53 (UDP) (Detached=True/PortUnavailable)',
    predicts: ['Gateway edge more Detached=True/PortUnavailable', 'Gateway edge web Ready=True/Ready'],
  },
  {
    row: 'listeners that clash in a Gateway',
    entries: ['kic@2.8'],
    cluster: setup(HTTP, 'name: raw, port: 80, protocol: TCP', 'name: a, port: 81, protocol: HTTP', 'name: b, port: 81, protocol: HTTP'),
    of: ['listener-conflict'],
    finds: ['deny listener-conflict Gateway edge spec.listeners[1]', 'deny listener-conflict Gateway edge spec.listeners[3]'],
    predicts: ['Gateway edge raw Conflicted=True/ProtocolConflict', 'Gateway edge b Conflicted=True/HostnameConflict'],
  },
  {
    row: 'listeners that clash across the Gateways of one data plane',
    entries: ['kic@3.5'],
    cluster: `${kongClass()}${gateway([HTTP, TCP], { name: 'a', created: '2026-01-01T00:00:00Z' })}${gateway(['name: raw, port: 80, protocol: TCP', 'name: web, port: 9000, protocol: HTTP'], { name: 'b', created: '2026-01-02T00:00:00Z' })}`,
    of: ['shared-port-conflict'],
    finds: ['deny shared-port-conflict Gateway b spec.listeners[0]', 'deny shared-port-conflict Gateway b spec.listeners[1]'],
  },
]

const KIC_2_9_TO_3_5: readonly Row[] = [
  filters(
    'kic@2.9',
    ['ResponseHeaderModifier', 'ExtensionRef', 'URLRewrite', 'RequestMirror'],
    'sends the requests on without it, and no status would say so',
  ),
  filters('kic@2.11', ['ExtensionRef', 'URLRewrite', 'RequestMirror'], 'sends the requests on without it'),
  filters('kic@3.1', ['URLRewrite', 'RequestMirror'], 'drops the whole route (Programmed=False/TranslationError)'),
  filters('kic@3.5', ['RequestMirror'], 'drops the whole route (Programmed=False/TranslationError)'),
  {
    row: 'filters by reference other than plugins',
    entries: ['kic@3.5'],
    cluster: `${setup()}${PLUGIN}${route([TO_EDGE, `rules: [{ filters: [${FILTERS.ExtensionRef}] }, { filters: [${FILTERS.ExtensionRef.replace('KongPlugin', 'KongIngress')}] }, { filters: [${FILTERS.ExtensionRef.replace('configuration.konghq.com', 'example.com')}] }]`])}`,
    of: ['missing-extension'],
    finds: ['warn missing-extension HTTPRoute shop spec.rules[1].filters[0]', 'warn missing-extension HTTPRoute shop spec.rules[2].filters[0]'],
    predicts: ['HTTPRoute shop Programmed=False/TranslationError'],
  },
  {
    row: 'ports that the proxy does not offer, by the setting publishService',
    entries: ['kic@3.5,publishService=kong/kong-proxy'],
    cluster: `${PROXY}${kongClass()}${gateway([HTTP_8080, HTTP, 'name: raw, port: 9000, protocol: TCP'])}`,
    of: ['port-not-offered'],
    finds: ['warn port-not-offered Gateway edge spec.listeners[0].port', 'warn port-not-offered Gateway edge spec.listeners[2].port'],
    says: 'the proxy Service kong/kong-proxy does not offer',
    hints: 'add the port to Service kong/kong-proxy and a listen to Kong',
    predicts: ['Gateway edge more Accepted=False/PortUnavailable', 'Gateway edge web Accepted=True/Accepted'],
  },
  {
    row: 'ports and protocols that the proxy does not offer, by the setting proxyPorts',
    entries: ['kic@3.5,proxyPorts=80:HTTP+443:HTTPS'],
    cluster: setup(HTTP, HTTP_8080, TCP, 'name: swapped, port: 443, protocol: HTTP'),
    of: ['port-not-offered'],
    finds: [
      'warn port-not-offered Gateway edge spec.listeners[1].port',
      'warn port-not-offered Gateway edge spec.listeners[2].port',
      'warn port-not-offered Gateway edge spec.listeners[3].port',
    ],
    predicts: ['Gateway edge more Accepted=False/PortUnavailable', 'Gateway edge raw Accepted=False/UnsupportedProtocol'],
  },
  {
    row: 'a proxy of which nothing is known is held against nobody',
    entries: ['kic@3.5'],
    cluster: `${PROXY}${setup(HTTP_8080)}${gateway([TCP], { name: 'other', annotations: `${SERVICES_KEY}: kong/elsewhere` })}`,
    of: ['port-not-offered'],
    finds: [],
  },
  ...(
    [
      ['kic@3.0', ['ignored', 'ignored', 'ignored']],
      ['kic@3.1', ['differs', 'lacks', 'ignored']],
    ] as const
  ).map(
    ([entry, [second]]): Row => ({
      row: `one timeout for all rules, ${entry}`,
      entries: [entry],
      cluster: `${setup()}${route([TO_EDGE, rules('timeouts: { backendRequest: 5s }', 'timeouts: { backendRequest: 10s }', 'timeouts: { request: 20s }', 'timeouts: { backendRequest: 5s }')])}`,
      of: ['differing-timeouts', 'timeout-ignored'],
      finds:
        second === 'differs'
          ? [
              'warn differing-timeouts HTTPRoute shop spec.rules[1].timeouts.backendRequest',
              'warn differing-timeouts HTTPRoute shop spec.rules[2].timeouts',
              'warn timeout-ignored HTTPRoute shop spec.rules[2].timeouts.request',
            ]
          : [
              'warn timeout-ignored HTTPRoute shop spec.rules[0].timeouts.backendRequest',
              'warn timeout-ignored HTTPRoute shop spec.rules[1].timeouts.backendRequest',
              'warn timeout-ignored HTTPRoute shop spec.rules[2].timeouts.request',
              'warn timeout-ignored HTTPRoute shop spec.rules[3].timeouts.backendRequest',
            ],
    }),
  ),
  {
    row: 'query parameters with the traditional router',
    entries: ['kic@3.5,routerFlavor=traditional'],
    cluster: `${setup()}${route([TO_EDGE, rules(query('beta'), query('debug'))])}`,
    of: ['unsupported-query-params'],
    finds: [
      'deny unsupported-query-params HTTPRoute shop spec.rules[0].matches[0].queryParams',
      'deny unsupported-query-params HTTPRoute shop spec.rules[1].matches[0].queryParams',
    ],
    predicts: ['HTTPRoute shop Programmed=False/TranslationError'],
  },
  {
    row: 'query parameters with the expressions router',
    entries: ['kic@3.5,routerFlavor=expressions'],
    cluster: `${setup()}${route([TO_EDGE, rules(query('beta'))])}`,
    of: ['unsupported-query-params'],
    finds: [],
    predicts: ['HTTPRoute shop Programmed=True/ConfiguredInGateway'],
  },
  {
    row: 'GRPCRoute is missing among the kinds of a listener',
    entries: ['kic@3.5'],
    cluster: setup(
      `${HTTP}, allowedRoutes: { kinds: [{ kind: HTTPRoute }, { kind: GRPCRoute }] }`,
      `${HTTP_8080}, allowedRoutes: { kinds: [{ kind: GRPCRoute }] }`,
      'name: good, port: 81, protocol: HTTP, allowedRoutes: { kinds: [{ kind: HTTPRoute }] }',
    ),
    of: ['invalid-route-kind'],
    finds: [
      'warn invalid-route-kind Gateway edge spec.listeners[0].allowedRoutes.kinds[1]',
      'warn invalid-route-kind Gateway edge spec.listeners[1].allowedRoutes.kinds[0]',
    ],
    says: 'lists GRPCRoute, which Kong Ingress Controller 3.5 does not know in a list, and serves only where no kinds are listed',
    hints: 'leave kinds out to take all that fit, or list HTTPRoute alone',
    predicts: ['Gateway edge web ResolvedRefs=False/InvalidRouteKinds', 'Gateway edge good ResolvedRefs=True/ResolvedRefs'],
  },
  ...(
    [
      ['kic@3.3', '', 'deny'],
      ['kic@3.3', 'true', 'deny'],
      ['kic@3.5', 'true', 'deny'],
      ['kic@3.5', '', undefined],
      ['kic@3.3', 'kong/kong-proxy, kong/kong-udp', 'deny'],
      ['kic@3.5', 'kong/kong-proxy, kong/kong-proxy', undefined],
      ['kic@3.5', 'kong/renamed', 'warn'],
      ['kic@3.5,publishService=kong/kong-proxy', 'kong/renamed', 'warn'],
      ['kic@3.5', 'kong/kong-proxy', undefined],
    ] as const
  ).map(
    ([entry, value, decision]): Row => ({
      row: `publish-service ${JSON.stringify(value)}, ${entry}`,
      entries: [entry],
      cluster: `${PROXY}${service('renamed-proxy', '{ port: 80 }', 'kong')}${kongClass()}${gateway([HTTP], { annotations: `${SERVICES_KEY}: ${JSON.stringify(value)}` })}${gateway([HTTP_8080], { name: 'other', annotations: `${SERVICES_KEY}: ${JSON.stringify(value)}` })}`,
      of: ['publish-service-unknown'],
      finds: decision
        ? [
            `${decision} publish-service-unknown Gateway edge metadata.annotations[${SERVICES_KEY}]`,
            `${decision} publish-service-unknown Gateway other metadata.annotations[${SERVICES_KEY}]`,
          ]
        : [],
      // Of a Service that is not there the controller may still have been started with the name.
      predicts: decision === 'deny' || entry.includes('publishService') ? ['Gateway edge nothing'] : ['Gateway edge Accepted=True/Accepted'],
    }),
  ),
  {
    row: 'the key of the class on a Gateway breaks it from 2.6 to 2.12',
    entries: ['kic@2.12'],
    cluster: `${PROXY}${kongClass()}${gateway([HTTP], { annotations: `${CLASS_KEY}: "true"` })}${gateway([HTTP_8080], { name: 'other', annotations: `${CLASS_KEY}: "false"` })}`,
    of: ['publish-service-unknown'],
    finds: [
      `deny publish-service-unknown Gateway edge metadata.annotations[${CLASS_KEY}]`,
      `deny publish-service-unknown Gateway other metadata.annotations[${CLASS_KEY}]`,
    ],
    hints: 'put it on the GatewayClass',
    predicts: ['Gateway edge nothing'],
  },
  {
    row: 'annotations on the wrong object, dead keys, and a value that is no boolean',
    entries: ['kic@3.5'],
    cluster: `${kongClass({ annotations: `${CLASS_KEY}: "false", ${SERVICES_KEY}: kong/kong-proxy` })}${gateway([HTTP], { annotations: `${CLASS_KEY}: "true", ${GATEWAY_KEY}: "true"` })}${gateway([HTTP_8080], { name: 'upgraded', annotations: `${CLASS_KEY}: kong/kong-proxy` })}`,
    of: ['annotation-without-effect'],
    finds: [
      `warn annotation-without-effect GatewayClass kong metadata.annotations[${CLASS_KEY}]`,
      `warn annotation-without-effect GatewayClass kong metadata.annotations[${SERVICES_KEY}]`,
      `warn annotation-without-effect Gateway edge metadata.annotations[${GATEWAY_KEY}]`,
      `warn annotation-without-effect Gateway edge metadata.annotations[${CLASS_KEY}]`,
    ],
    says: 'is not read as a boolean',
  },
  {
    row: 'a class without its annotation is accepted from 3.1 on, and its Gateways are not',
    entries: ['kic@3.5'],
    cluster: `${kongClass({ annotations: `${CLASS_KEY}: ""` })}${gateway([HTTP])}${gateway([HTTP_8080], { name: 'other' })}${route([TO_EDGE, RULES])}`,
    of: ['unmanaged-annotation-missing', 'route-without-status'],
    finds: [
      `warn unmanaged-annotation-missing GatewayClass kong metadata.annotations[${CLASS_KEY}]`,
      'warn unmanaged-annotation-missing Gateway edge spec.gatewayClassName',
      'warn unmanaged-annotation-missing Gateway other spec.gatewayClassName',
      'warn route-without-status HTTPRoute shop spec.parentRefs[0]',
    ],
    says: 'an empty annotation konghq.com/gatewayclass-unmanaged counts as none: Kong Ingress Controller 3.5 accepts the class',
    predicts: ['GatewayClass kong Accepted=True/Accepted', 'Gateway edge nothing', 'HTTPRoute shop nothing'],
  },
  {
    row: 'a class that is managed on purpose is left in peace',
    entries: ['kic@3.5'],
    cluster: `${kongClass({ annotations: 'portcullis.dev/unmanaged-annotation: "off"' })}${gateway([HTTP])}`,
    of: ['unmanaged-annotation-missing'],
    finds: [],
  },
  {
    row: 'the port of a parentRef never settles from 3.1 on',
    entries: ['kic@3.5'],
    cluster: `${setup(HTTP, HTTP_8080)}${route(['parentRefs: [{ name: edge, port: 80 }, { name: edge, sectionName: web }, { name: edge, port: 8080 }]', RULES])}`,
    of: ['status-never-settles', 'parent-port-ignored'],
    finds: ['warn status-never-settles HTTPRoute shop spec.parentRefs[0].port', 'warn status-never-settles HTTPRoute shop spec.parentRefs[2].port'],
    says: 'for ever: no condition of this parent ever settles',
  },
  {
    row: 'two references of a TCPRoute to one Gateway never settle',
    entries: ['kic@3.5,gatewayAlpha=true'],
    cluster: `${setup(TCP, 'name: more, port: 9001, protocol: TCP', 'name: third, port: 9002, protocol: TCP')}${route(['parentRefs: [{ name: edge, sectionName: raw }, { name: edge, sectionName: more }, { name: edge, sectionName: third }]', RULES], { kind: 'TCPRoute' })}`,
    of: ['status-never-settles'],
    finds: ['warn status-never-settles TCPRoute shop spec.parentRefs[1]', 'warn status-never-settles TCPRoute shop spec.parentRefs[2]'],
    predicts: ['TCPRoute shop Programmed=Unknown/Unknown'],
  },
  {
    row: 'more than one certificate',
    entries: ['kic@3.5'],
    cluster: `${certificate('rsa')}${certificate('ecdsa')}${kongClass()}${gateway([https('one', 443, 'rsa', 'ecdsa'), https('two', 444, 'rsa'), https('three', 445, 'ecdsa', 'rsa')])}`,
    of: ['several-certificates'],
    finds: [
      'warn several-certificates Gateway edge spec.listeners[0].tls.certificateRefs',
      'warn several-certificates Gateway edge spec.listeners[2].tls.certificateRefs',
    ],
    says: "answers with Kong's own, and no status says so",
  },
  {
    row: 'errors that are only logged',
    entries: ['kic@3.5,gatewayAlpha=true'],
    cluster: `${setup(TLS, TCP)}${route([TO_EDGE, RULES], { kind: 'TLSRoute' })}${route([TO_EDGE, 'rules: [{ backendRefs: [] }, {}]'], { kind: 'TCPRoute', name: 'raw' })}${route([TO_EDGE, 'hostnames: [shop.example]', RULES], { kind: 'TLSRoute', name: 'good' })}`,
    of: ['route-not-translated'],
    finds: ['warn route-not-translated TLSRoute shop spec', 'warn route-not-translated TCPRoute raw spec.rules[0]'],
    says: 'drops the route and says so in its log only (Programmed=Unknown/Unknown)',
    predicts: ['TLSRoute shop Programmed=Unknown/Unknown', 'TLSRoute good Programmed=True/ConfiguredInGateway'],
  },
  ...(
    [
      ['kic@3.5', 'warn'],
      ['kic@3.5,gatewayAlpha=false', 'warn'],
      ['kic@3.5,gatewayAlpha=true', undefined],
    ] as const
  ).map(
    ([entry, decision]): Row => ({
      row: `route kinds behind GatewayAlpha, ${entry}`,
      entries: [entry],
      cluster: `${setup(TLS, TCP)}${route([TO_EDGE, 'hostnames: [shop.example]', RULES], { kind: 'TLSRoute' })}${route([TO_EDGE, RULES], { kind: 'TCPRoute', name: 'raw' })}${route([TO_EDGE, RULES], { kind: 'GRPCRoute', name: 'grpc' })}`,
      of: ['route-kind-gated'],
      finds: decision ? ['warn route-kind-gated TLSRoute shop spec.parentRefs[0]', 'warn route-kind-gated TCPRoute raw spec.parentRefs[0]'] : [],
      ...(entry === 'kic@3.5' && { hints: 'say so in the configuration: implementations: ["kic@3.5,gatewayAlpha=true"]' }),
    }),
  ),
  {
    row: 'a parent that is no Gateway takes the status from the whole route',
    entries: ['kic@3.5'],
    cluster: `${setup()}${route(['parentRefs: [{ name: edge }, { group: "", kind: Service, name: shop }, { group: "", kind: Service, name: beta }]', RULES])}`,
    of: ['route-without-status'],
    finds: ['warn route-without-status HTTPRoute shop spec.parentRefs[1]', 'warn route-without-status HTTPRoute shop spec.parentRefs[2]'],
    predicts: ['HTTPRoute shop nothing'],
  },
  {
    row: 'the webhook of 2.2 to 3.0 wants every HTTP listener to take HTTPRoutes',
    entries: ['kic@2.12'],
    cluster: `${setup(HTTP, `${HTTP_8080}, allowedRoutes: { kinds: [{ kind: GRPCRoute }] }`)}${route([TO_EDGE, RULES])}${route(['parentRefs: [{ name: edge, sectionName: web }]', RULES], { name: 'named' })}${route([TO_EDGE, RULES], { name: 'second' })}`,
    of: ['listener-without-http-routes'],
    finds: [
      'warn listener-without-http-routes HTTPRoute shop spec.parentRefs[0]',
      'warn listener-without-http-routes HTTPRoute second spec.parentRefs[0]',
    ],
    hints: 'write sectionName: web',
  },
]

const CONFIGURATION = 'group: gateway-operator.konghq.com, kind: GatewayConfiguration, name: custom'

const OPERATOR: readonly Row[] = [
  {
    row: 'a class with a GatewayConfiguration without its namespace, or of another kind',
    entries: ['kong-operator@2.1'],
    cluster: `${operatorClass(CONFIGURATION)}${operatorClass('group: "", kind: ConfigMap, name: custom, namespace: kong').replace('name: kong', 'name: other')}${operatorClass(`${CONFIGURATION}, namespace: kong`).replace('name: kong', 'name: good')}`,
    of: ['gateway-configuration'],
    finds: ['deny gateway-configuration GatewayClass kong spec.parametersRef', 'deny gateway-configuration GatewayClass other spec.parametersRef'],
    says: 'without its namespace: Kong Operator 2.1 refuses the class (Accepted=False/InvalidParameters)',
  },
  {
    row: 'a Gateway with parameters of another kind, from 2.0 on',
    entries: ['kong-operator@2.1'],
    cluster: `${operatorClass()}${gateway([HTTP], { infrastructure: 'parametersRef: { group: "", kind: ConfigMap, name: custom }' })}${gateway([HTTP], { name: 'other', infrastructure: 'parametersRef: { group: example.com, kind: GatewayConfiguration, name: custom }' })}${gateway([HTTP], { name: 'good', infrastructure: `parametersRef: { ${CONFIGURATION} }` })}`,
    of: ['gateway-configuration'],
    finds: [
      'deny gateway-configuration Gateway edge spec.infrastructure.parametersRef',
      'deny gateway-configuration Gateway other spec.infrastructure.parametersRef',
    ],
  },
  {
    row: 'a hybrid Gateway has no query parameters, whatever the router',
    entries: ['kong-operator@2.1,hybrid=true,routerFlavor=expressions'],
    cluster: `${operatorClass()}${gateway([HTTP])}${route([TO_EDGE, rules(query('beta'), query('debug'))])}`,
    of: ['unsupported-query-params'],
    finds: [
      'deny unsupported-query-params HTTPRoute shop spec.rules[0].matches[0].queryParams',
      'deny unsupported-query-params HTTPRoute shop spec.rules[1].matches[0].queryParams',
    ],
    says: 'for a hybrid Gateway (Konnect)',
  },
  {
    row: 'protocols by version, and several listeners on a port',
    entries: ['kong-operator@2.1'],
    cluster: `${operatorClass()}${gateway([`${HTTP}, hostname: a.example`, `${HTTP}, hostname: b.example`.replace('web', 'other'), TCP, 'name: dns, port: 53, protocol: UDP'])}`,
    of: ['protocol-not-served'],
    finds: [
      'warn protocol-not-served Gateway edge spec.listeners[1].port',
      'warn protocol-not-served Gateway edge spec.listeners[2].protocol',
      'warn protocol-not-served Gateway edge spec.listeners[3].protocol',
    ],
  },
  {
    row: 'one hostname on two ports, and several certificates',
    entries: ['kong-operator@2.1'],
    cluster: `${certificate('rsa')}${certificate('ecdsa')}${operatorClass()}${gateway([`${HTTP}, hostname: a.example`, `${https('secure', 443, 'rsa', 'ecdsa')}, hostname: a.example`])}`,
    of: ['listener-conflict', 'several-certificates'],
    finds: ['warn listener-conflict Gateway edge spec.listeners[1]', 'warn several-certificates Gateway edge spec.listeners[1].tls.certificateRefs'],
    says: 'clashes with',
  },
  {
    row: 'many Gateways of a class, each with a data plane of its own',
    entries: ['kong-operator@2.1'],
    cluster: `${operatorClass()}${gateway([HTTP], { created: '2026-01-01T00:00:00Z' })}${gateway([HTTP], { name: 'other', created: '2026-01-02T00:00:00Z' })}`,
    of: ['several-gateways-per-class', 'shared-port-conflict', 'unmanaged-annotation-missing'],
    finds: [],
  },
]

const NOT_CONFIGURED: readonly Row[] = [
  {
    row: 'without a version, what depends on it refuses nothing, and says which entry decides',
    entries: [],
    cluster: `${kongClass({ annotations: undefined })}${gateway([HTTP], { annotations: `${SERVICES_KEY}: "true"` })}${operatorClass(CONFIGURATION).replace('name: kong', 'name: operated')}`,
    of: ['unmanaged-annotation-missing', 'publish-service-unknown', 'gateway-configuration'],
    finds: [
      'warn unmanaged-annotation-missing GatewayClass kong metadata',
      `warn publish-service-unknown Gateway edge metadata.annotations[${SERVICES_KEY}]`,
      'warn unmanaged-annotation-missing Gateway edge spec.gatewayClassName',
      'warn gateway-configuration GatewayClass operated spec.parametersRef',
    ],
    hints: 'say so in the configuration: implementations: [kic@VERSION]',
  },
  {
    row: 'without a version, the four refusals stay',
    entries: [],
    cluster: `${kongClass()}${gateway([HTTP], { created: '2026-01-01T00:00:00Z' })}${gateway([HTTP_8080], { name: 'second', created: '2026-01-02T00:00:00Z' })}${route([TO_EDGE, rules(query('beta'))])}`,
    of: ['several-gateways-per-class', 'unsupported-query-params'],
    finds: [
      'deny several-gateways-per-class Gateway second spec.gatewayClassName',
      'deny unsupported-query-params HTTPRoute shop spec.rules[0].matches[0].queryParams',
    ],
  },
]

const ROWS = [...KIC_2_2_TO_2_8, ...KIC_2_9_TO_3_5, ...OPERATOR, ...NOT_CONFIGURED]

replay('Kong', ROWS, BACKENDS)
