import { describe, expect, it } from 'vitest'
import { implementationsFrom } from '../../src/implementations/index.ts'
import type { ObjectStatus } from '../../src/prediction/status.ts'
import { bad, listenerOf, statusesOf } from './statuses.ts'

const PROXY = 'proxyPorts=80:HTTP+443:HTTPS+9000:TCP'
const UNMANAGED = 'konghq.com/gatewayclass-unmanaged: "true"'

const gatewayClass = (annotations = UNMANAGED) =>
  `{kind: GatewayClass, metadata: {name: kong, annotations: {${annotations}}}, spec: {controllerName: konghq.com/kic-gateway-controller}}\n---\n`
const gateway = (listeners: readonly string[], { name = 'gw', annotations = '', more = '' } = {}) =>
  `{kind: Gateway, metadata: {name: ${name}, namespace: infra, annotations: {${annotations}}}, spec: {gatewayClassName: kong, ${more} listeners: [${listeners.join(', ')}]}}\n---\n`
const listener = (name: string, protocol: string, port: number, more = '') => `{name: ${name}, protocol: ${protocol}, port: ${port}, ${more}}`
const route = (kind: string, parents: readonly string[], more = '') =>
  `{kind: ${kind}, metadata: {name: r, namespace: infra}, spec: {parentRefs: [${parents.map((one) => `{${one}}`).join(', ')}], ${more}}}\n---\n`
const RULES = 'rules: [{backendRefs: [{name: web, port: 80}]}]'
const SERVICE = '{kind: Service, metadata: {name: web, namespace: infra}, spec: {ports: [{port: 80}, {port: 53, protocol: UDP}]}}\n---\n'
const secret = (name: string, crt: string, namespace = 'infra') =>
  `{kind: Secret, metadata: {name: ${name}, namespace: ${namespace}}, type: Opaque, keyCount: 2, data: {tls.crt: ${JSON.stringify(crt)}, tls.key: ${JSON.stringify(PEM)}}}\n---\n`
const PEM = '-----BEGIN KEY-----\nAAAA\n-----END KEY-----\n'
const GRANT =
  '{kind: ReferenceGrant, metadata: {name: g, namespace: certs}, spec: {from: [{group: gateway.networking.k8s.io, kind: Gateway, namespace: infra}], to: [{group: "core", kind: Secret}]}}\n---\n'

const predicted = (text: string, entry = `kic@3.5,gatewayAlpha=true,${PROXY}`, annotations?: string) =>
  statusesOf(gatewayClass(annotations) + text, {}, [], implementationsFrom([entry]))
const inGateway = (listeners: readonly string[], entry?: string, more = '') => {
  const status = predicted(gateway(listeners) + more, entry)['Gateway infra/gw'] as ObjectStatus
  return Object.fromEntries((status.listeners ?? []).map(({ name, conditions }) => [name, bad(conditions)]))
}
const parents = (text: string, entry?: string) =>
  Object.values(predicted(SERVICE + text, entry))
    .flatMap((status) => status.parents ?? [])
    .map(({ parentRef, conditions }) => [
      `${parentRef.name}#${parentRef.sectionName ?? ''}${parentRef.port ? `:${parentRef.port}` : ''}`,
      ...bad(conditions),
    ])

const INVALID = 'Programmed=False/Invalid'

describe('a listener that is mapped onto a proxy', () => {
  it.each<[string, string[], string[], string[]]>([
    ['what the proxy offers', [listener('a', 'HTTP', 80), listener('b', 'TCP', 9000)], [], []],
    [
      'ports that it does not offer, in that protocol',
      [listener('a', 'HTTP', 9000), listener('b', 'TCP', 80)],
      ['Accepted=False/PortUnavailable', INVALID],
      ['Accepted=False/PortUnavailable', INVALID],
    ],
    [
      'protocols that it does not offer, known or not',
      [listener('a', 'UDP', 80), listener('b', 'http', 443)],
      ['Accepted=False/UnsupportedProtocol', INVALID],
      ['Accepted=False/UnsupportedProtocol', INVALID],
    ],
    [
      'a clash leaves both accepted',
      [listener('a', 'HTTP', 80), listener('b', 'HTTP', 80)],
      ['Conflicted=True/HostnameConflict', INVALID],
      ['Conflicted=True/HostnameConflict', INVALID],
    ],
    [
      'a kind that no listener may name, and one of another protocol that it may',
      [
        listener('a', 'HTTP', 80, 'allowedRoutes: {kinds: [{kind: HTTPRoute}, {kind: GRPCRoute}]}'),
        listener('b', 'TCP', 9000, 'allowedRoutes: {kinds: [{kind: HTTPRoute}]}'),
      ],
      [INVALID, 'ResolvedRefs=False/InvalidRouteKinds'],
      [],
    ],
    [
      'HTTPS without tls, and a selector that is not there, are nobody’s fault',
      [listener('a', 'HTTPS', 443), listener('b', 'HTTP', 80, 'allowedRoutes: {namespaces: {from: Selector}}')],
      [],
      [],
    ],
  ])('%s', (_, listeners, a, b) => {
    expect(inGateway(listeners)).toEqual({ a: a.sort(), b: b.sort() })
  })

  it('the first of a clash still resolves its references, the second says nothing of them', () => {
    const status = predicted(gateway([listener('a', 'HTTP', 80), listener('b', 'TCP', 80)]))['Gateway infra/gw']
    const types = (name: string) => listenerOf(status, name).conditions.map(({ type, status }) => `${type}=${status}`)
    expect(types('a')).toContain('ResolvedRefs=True')
    expect(types('b').filter((one) => one.startsWith('ResolvedRefs'))).toEqual([])
  })

  it('ports are held against nobody where the proxy is not known', () => {
    expect(inGateway([listener('a', 'HTTP', 8765), listener('b', 'quic', 443)], 'kic@3.5')).toEqual({
      a: [],
      b: ['Accepted=False/UnsupportedProtocol', INVALID],
    })
  })

  it.each<[string, string, string | undefined]>([
    ['PEM in a Secret of any type', '{name: good}', undefined],
    ['no PEM', '{name: junk}', 'InvalidCertificateRef'],
    ['absent', '{name: absent}', 'InvalidCertificateRef'],
    ['a kind of another namespace without a grant', '{kind: ConfigMap, name: x, namespace: other}', 'RefNotPermitted'],
    ['a kind of another namespace with one for Secrets', '{kind: ConfigMap, name: x, namespace: certs}', 'InvalidCertificateRef'],
    ['the group core, of the grant and of the reference', '{group: core, name: good, namespace: certs}', undefined],
    ['the second is looked at as well', '{name: good}, {name: absent}', 'InvalidCertificateRef'],
    ['the first bad one ends it', '{name: absent}, {name: good, namespace: other}', 'InvalidCertificateRef'],
    ['a granted one makes up for text that is no PEM', '{name: junk}, {name: good, namespace: certs}', undefined],
  ])('certificates: %s', (_, refs, reason) => {
    const secrets = secret('good', PEM) + secret('junk', 'junk') + secret('good', PEM, 'certs')
    const listeners = ['a', 'b'].map((name) => listener(name, 'HTTPS', 443, `hostname: ${name}.example, tls: {certificateRefs: [${refs}]}`))
    const expected = reason ? [INVALID, `ResolvedRefs=False/${reason}`] : []
    expect(inGateway(listeners, undefined, secrets + GRANT)).toEqual({ a: expected, b: expected })
  })

  it.each<[string, string[], string[]]>([
    ['2.7', ['Ready=False/Invalid'], []],
    ['2.8', ['Ready=False/Invalid'], []],
    ['2.9', ['Accepted=False/PortUnavailable', 'Ready=False/Invalid'], ['Ready=False/Invalid', 'ResolvedRefs=False/InvalidRouteKinds']],
    ['2.11', ['Accepted=False/PortUnavailable', INVALID], [INVALID, 'ResolvedRefs=False/InvalidRouteKinds']],
  ])('at %s', (version, a, b) => {
    const kinds = 'allowedRoutes: {kinds: [{kind: FooRoute}]}'
    const listeners = [listener('a', 'HTTP', 81), listener('b', 'HTTP', 80, kinds)]
    const entry = `kic@${version},${PROXY}`
    expect(inGateway(listeners, entry)).toEqual({ a, b })
    const { conditions } = listenerOf(predicted(gateway(listeners), entry)['Gateway infra/gw'], 'a')
    expect(conditions.some(({ type, status, reason }) => type === 'Detached' && status === 'True' && reason === 'PortUnavailable')).toBe(
      !a.includes('Accepted=False/PortUnavailable'),
    )
  })
})

describe('a Gateway that is mapped onto a proxy', () => {
  const has = (entry: string, classAnnotations: string, gatewayAnnotations: string) => {
    const found = predicted(gateway([listener('a', 'HTTP', 80)], { annotations: gatewayAnnotations }), entry, classAnnotations)
    return ['GatewayClass kong', 'Gateway infra/gw'].filter((title) => found[title])
  }
  const [both, onlyClass, none] = [['GatewayClass kong', 'Gateway infra/gw'], ['GatewayClass kong'], []]
  const SET = 'publishService=kong/proxy+kong/udp'

  it.each<[string, string, string, string[]]>([
    ['kic@2.4', UNMANAGED, '', none],
    ['kic@2.5', '', '', both],
    ['kic@2.5', '', 'konghq.com/gateway-unmanaged: "true"', both],
    ['kic@2.5', '', 'konghq.com/gateway-unmanaged: ""', onlyClass],
    ['kic@2.6', '', '', none],
    ['kic@2.6', UNMANAGED, '', both],
    ['kic@2.6', UNMANAGED, 'konghq.com/gatewayclass-unmanaged: "true"', onlyClass],
    [`kic@2.9,${SET}`, UNMANAGED, 'konghq.com/gatewayclass-unmanaged: "kong/proxy,kong/udp"', onlyClass],
    [`kic@2.10,${SET}`, UNMANAGED, 'konghq.com/gatewayclass-unmanaged: "kong/proxy,kong/udp"', both],
    ['kic@3.0', '', '', none],
    ['kic@3.1', '', '', onlyClass],
    ['kic@3.5', 'konghq.com/gatewayclass-unmanaged: ""', '', onlyClass],
    ['kic@3.5', 'konghq.com/gatewayclass-unmanaged: "false"', '', both],
    ['kic@3.3', UNMANAGED, 'konghq.com/publish-service: ""', onlyClass],
    ['kic@3.4', UNMANAGED, 'konghq.com/publish-service: ""', both],
    [`kic@3.3,${SET}`, UNMANAGED, 'konghq.com/publish-service: "kong/proxy, kong/udp"', onlyClass],
    [`kic@3.4,${SET}`, UNMANAGED, 'konghq.com/publish-service: "kong/proxy, kong/udp"', both],
    [`kic@3.5,${SET}`, UNMANAGED, 'konghq.com/publish-service: kong/old-proxy', onlyClass],
    ['kic@3.5', UNMANAGED, 'konghq.com/publish-service: kong/old-proxy', both],
    ['kic@3.5', UNMANAGED, 'konghq.com/gateway-unmanaged: ""', both],
  ])('%s, class {%s}, Gateway {%s}', (entry, ofClass, ofGateway, expected) => {
    expect(has(entry, ofClass, ofGateway)).toEqual(expected)
  })

  it('neither addresses nor parameters are looked at', () => {
    const more = 'addresses: [{type: Foo, value: x}], infrastructure: {parametersRef: {group: a.b, kind: C, name: absent}},'
    const status = predicted(gateway([listener('a', 'HTTP', 80)], { more }))['Gateway infra/gw']
    expect(bad(status?.conditions)).toEqual([])
  })
})

describe('a route to listeners of a proxy', () => {
  const LISTENERS = [
    listener('a', 'HTTP', 80, 'hostname: a.example'),
    listener('b', 'HTTP', 80, 'hostname: b.example'),
    listener('gone', 'HTTP', 81),
    listener('grpc', 'HTTPS', 443, 'allowedRoutes: {kinds: [{kind: TCPRoute}]}'),
    listener('tcp', 'TCP', 9000),
  ]
  const at = (kind: string, refs: readonly string[], more = RULES, entry?: string) => parents(gateway(LISTENERS) + route(kind, refs, more), entry)
  const UNKNOWN = 'Programmed=Unknown/Unknown'

  it.each<[string, string, string[]]>([
    ['a listener that takes it', 'name: gw, sectionName: b', []],
    ['a section that is not programmed', 'name: gw, sectionName: gone', ['Accepted=False/NoMatchingParent', UNKNOWN]],
    ['a section that is not there', 'name: gw, sectionName: nowhere', ['Accepted=False/NoMatchingParent', UNKNOWN]],
    ['a section of another kind', 'name: gw, sectionName: tcp', ['Accepted=False/NoMatchingParent', UNKNOWN]],
  ])('%s', (_, ref, expected) => {
    expect(at('HTTPRoute', [ref])[0]?.slice(1)).toEqual(expected)
    // One parent that is accepted says for all that the route is programmed.
    const withGood = expected.filter((one) => one !== UNKNOWN)
    expect(at('HTTPRoute', ['name: gw, sectionName: a', ref])[1]?.slice(1)).toEqual(withGood)
  })

  it('hostnames that meet none, and listeners that take none of its kind', () => {
    expect(at('HTTPRoute', ['name: gw'], `hostnames: [c.example, d.example], ${RULES}`)).toEqual([
      ['gw#', 'Accepted=False/NoMatchingListenerHostname', UNKNOWN],
    ])
    expect(at('UDPRoute', ['name: gw'])).toEqual([['gw#', 'Accepted=False/NotAllowedByListeners', UNKNOWN]])
  })

  it('entries for two sections: kept apart for HTTP and gRPC, written over each other for the rest, which never settles', () => {
    const refs = ['name: gw, sectionName: tcp', 'name: gw, sectionName: a']
    expect(at('TCPRoute', refs)).toEqual([['gw#a', 'Accepted=False/NoMatchingParent', UNKNOWN]])
    expect(at('TCPRoute', ['name: gw, sectionName: tcp'])).toEqual([['gw#tcp']])
    expect(at('GRPCRoute', ['name: gw, sectionName: a', 'name: gw, sectionName: b'])).toEqual([['gw#a'], ['gw#b']])
  })

  it('a port is not written, and never settles on an HTTPRoute from 3.1', () => {
    const versions = ['3.0', '3.1', '3.5']
    const found = versions.map((version) => at('HTTPRoute', ['name: gw, port: 80', 'name: absent'], RULES, `kic@${version}`))
    expect(found).toEqual([[['gw#']], [['gw#', UNKNOWN]], [['gw#', UNKNOWN]]])
  })

  it.each<[string, string[], string]>([
    ['a parent of another kind', ['name: gw', 'kind: Service, group: "", name: web'], ''],
    [
      'a Gateway without status',
      ['name: gw', 'name: managed'],
      '{kind: GatewayClass, metadata: {name: other}, spec: {controllerName: konghq.com/kic-gateway-controller}}\n---\n',
    ],
    ['a selector that cannot be read', ['name: gw', 'name: broken'], ''],
  ])('%s leaves every parent without status', (_, refs, more) => {
    const selector = 'allowedRoutes: {namespaces: {from: Selector, selector: {matchExpressions: [{key: a, operator: Near}]}}}'
    const others =
      gateway([listener('x', 'HTTP', 80)], { name: 'managed' }).replace('gatewayClassName: kong', 'gatewayClassName: other') +
      gateway([listener('x', 'HTTP', 80, selector)], { name: 'broken' })
    expect(parents(more + gateway(LISTENERS) + others + route('HTTPRoute', refs, RULES))).toEqual([])
  })

  it('kinds of GatewayAlpha get status only with it', () => {
    const kinds = ['HTTPRoute', 'GRPCRoute', 'TCPRoute'].filter((kind) => at(kind, ['name: gw'], RULES, `kic@3.5,${PROXY}`).length > 0)
    expect(kinds).toEqual(['HTTPRoute', 'GRPCRoute'])
    expect(at('GRPCRoute', ['name: gw'], RULES, `kic@3.1,${PROXY}`)).toEqual([])
  })

  it.each<[string, string, string, boolean]>([
    ['a port that the Service lacks', 'HTTPRoute', 'rules: [{backendRefs: [{name: web, port: 80}, {name: web, port: 81}]}]', true],
    ['a port in another protocol', 'HTTPRoute', 'rules: [{backendRefs: [{name: web, port: 53}]}]', false],
    ['the same of GRPCRoute', 'GRPCRoute', 'rules: [{backendRefs: [{name: web, port: 81}]}]', true],
    ['queryParams', 'HTTPRoute', 'rules: [{}, {matches: [{queryParams: [{name: a, value: b}]}]}]', true],
    ['a mirror', 'HTTPRoute', 'rules: [{filters: [{type: RequestMirror, requestMirror: {backendRef: {name: web, port: 80}}}]}]', true],
    [
      'a plugin',
      'HTTPRoute',
      'rules: [{filters: [{type: ExtensionRef, extensionRef: {group: configuration.konghq.com, kind: KongPlugin, name: absent}}]}]',
      false,
    ],
    ['another extension', 'HTTPRoute', 'rules: [{filters: [{type: ExtensionRef, extensionRef: {group: a.b, kind: KongPlugin, name: x}}]}]', true],
    ['a rewrite to nothing', 'HTTPRoute', 'rules: [{filters: [{type: URLRewrite, urlRewrite: {}}]}]', true],
    ['a rewrite', 'HTTPRoute', 'rules: [{filters: [{type: URLRewrite, urlRewrite: {hostname: a.example}}]}]', false],
  ])('%s: whether the whole of it can be translated', (_, kind, rules, fails) => {
    expect(at(kind, ['name: gw'], rules)).toEqual([['gw#', ...(fails ? ['Programmed=False/TranslationError'] : [])]])
  })

  it('the first bad backend tells: kind, existence, grant; mirrors are not looked at', () => {
    const rule = (...refs: string[]) => `rules: [{backendRefs: [${refs.map((ref) => `{${ref}}`).join(', ')}]}]`
    const reason = (rules: string) => at('HTTPRoute', ['name: gw'], rules)[0]?.find((one) => one.startsWith('ResolvedRefs'))
    expect(reason(rule('name: absent, port: 80', 'kind: Foo, group: a.b, name: x'))).toBe('ResolvedRefs=False/BackendNotFound')
    expect(reason(rule('name: web, port: 80', 'kind: Foo, group: a.b, name: x', 'name: absent, port: 1'))).toBe('ResolvedRefs=False/InvalidKind')
    expect(reason(rule('name: absent, port: 80, namespace: other'))).toBe('ResolvedRefs=False/BackendNotFound')
    expect(reason('rules: [{filters: [{type: RequestMirror, requestMirror: {backendRef: {name: absent, port: 80}}}]}]')).toBeUndefined()
  })

  it('a listener counts HTTPRoutes once, programmed or not, by whatever parentRef fits', () => {
    const text = gateway(LISTENERS) + gateway([listener('x', 'HTTP', 80)], { name: 'second' })
    const refs = ['name: gw, sectionName: gone', 'name: second', 'name: absent']
    const found = predicted(SERVICE + text + route('HTTPRoute', refs, RULES) + route('GRPCRoute', ['name: gw'], RULES))
    const counts = (title: string) => found[title]?.listeners?.map(({ name, attachedRoutes }) => `${name} ${attachedRoutes}`)
    expect(counts('Gateway infra/gw')).toEqual(['a 1', 'b 1', 'gone 1', 'grpc 0', 'tcp 0'])
    expect(counts('Gateway infra/second')).toEqual(['x 1'])
  })
})
