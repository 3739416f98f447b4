import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { predictStatuses } from '../../src/prediction/status.ts'
import { someObject } from '../gateway/arbitrary.ts'
import { cluster } from '../gateway/objects.ts'
import { badListener, badParents, byIstio, gateway, grant, listener, route, service, set } from './istio.ts'
import { clusterOf } from './status-states.ts'
import { listenerOf } from './statuses.ts'
import { states } from './truth.ts'

const ALL = 'allowedRoutes: {namespaces: {from: All}}'
const GATEWAY = gateway([
  listener('all', 'HTTP', 80, ALL),
  listener('same', 'HTTP', 81, 'hostname: "*.example.com"'),
  listener('grpc', 'HTTP', 82, 'hostname: a.example.org, allowedRoutes: {kinds: [{kind: GRPCRoute}], namespaces: {from: All}}'),
  listener('any', 'HTTP', 83, 'hostname: a.example.net, allowedRoutes: {namespaces: {from: Selector}}'),
])
const parent = (more = '') => `{name: gw, namespace: infra${more && `, ${more}`}}`
const parentsOf = (text: string, title = 'HTTPRoute shop/r', entry?: string) => badParents(byIstio(GATEWAY + text, entry), title)

describe('a parentRef: the listener that comes closest is told', () => {
  it.each<[string, string, string, string[]]>([
    ['any listener', '', '', []],
    ['no such section', 'sectionName: nope', '', ['Accepted=False/NoMatchingParent']],
    ['a section on another port', 'sectionName: all, port: 81', '', ['Accepted=False/NoMatchingParent']],
    ['another namespace', 'sectionName: same', 'hostnames: [a.example.com],', ['Accepted=False/NotAllowedByListeners']],
    ['another namespace and hostname', 'sectionName: same', 'hostnames: [a.example.org],', ['Accepted=False/NoMatchingListenerHostname']],
    ['one hostname of two', 'sectionName: grpc', 'hostnames: [a.example.com, a.example.org],', ['Accepted=False/NotAllowedByListeners']],
    ['a kind of route', 'port: 82', '', ['Accepted=False/NotAllowedByListeners']],
    ['a selector that is not there', 'sectionName: any', '', []],
    ['the same with another hostname', 'sectionName: any', 'hostnames: [b.example.net],', ['Accepted=False/NoMatchingListenerHostname']],
  ])('%s', (_, ref, hostnames, expected) => {
    const good = parent('sectionName: all')
    expect(parentsOf(route(`{${hostnames} parentRefs: [${parent(ref)}, ${good}]}`))).toEqual([expected, []])
  })

  it('nothing is written where a listener is not there to be a parent', () => {
    const conflicted = gateway([listener('a', 'HTTP', 80, ALL), listener('b', 'HTTP', 80, ALL)])
    const toB = route(`{parentRefs: [${parent('sectionName: b')}]}`)
    expect(badParents(byIstio(conflicted + toB), 'HTTPRoute shop/r')).toEqual([['Accepted=False/NoMatchingParent']])
    expect(badParents(byIstio(conflicted + toB, 'istio@1.30'), 'HTTPRoute shop/r')).toEqual([[]])
    const placeholders = gateway([listener('a', 'HTTPS', 443, ALL)])
    const toAny = route(`{parentRefs: [${parent()}, {name: absent}]}`)
    expect(badParents(byIstio(placeholders + toAny), 'HTTPRoute shop/r')).toBeUndefined()
    expect(badParents(byIstio(placeholders + toAny, 'istio@1.30'), 'HTTPRoute shop/r')).toEqual([[]])
  })

  it('a listener with faults is one of a Gateway, and none of a ListenerSet', () => {
    const poor = (name: string, port: number) => listener(name, 'HTTPS', port, `tls: {certificateRefs: [{name: nope}]}, ${ALL}`)
    const text =
      gateway([poor('a', 443)]) +
      set('ls', [poor('b', 444)]) +
      route(`{parentRefs: [${parent()}, ${parent('kind: ListenerSet').replace('gw', 'ls')}]}`)
    const statuses = byIstio(text)
    expect(statuses['HTTPRoute shop/r']?.parents?.map(({ parentRef }) => parentRef.kind)).toEqual(['Gateway'])
    expect(listenerOf(statuses['Gateway infra/gw'], 'a').attachedRoutes).toBe(1)
    expect(listenerOf(statuses['ListenerSet infra/ls'], 'b').attachedRoutes).toBe(0)
  })

  it('a route that reaches a listener twice counts once, another beside it', () => {
    const twice = route(`{parentRefs: [${parent()}, ${parent('port: 80')}]}`) + route(`{parentRefs: [${parent('port: 80')}]}`, { name: 'other' })
    expect(listenerOf(byIstio(GATEWAY + twice)['Gateway infra/gw'], 'all').attachedRoutes).toBe(2)
  })

  it.each([
    ['istio@1.31', ['TCPRoute', 'TLSRoute']],
    ['istio@1.30', ['TLSRoute']],
    ['istio@1.29', []],
    ['istio@1.29,alphaGatewayAPI=true', ['TCPRoute', 'TLSRoute']],
  ])('%s reads, of TCPRoute, TLSRoute and UDPRoute: %j', (entry, kinds) => {
    const text = ['TCPRoute', 'TLSRoute', 'UDPRoute'].map((kind) => route(`{parentRefs: [${parent()}]}`, { kind })).join('')
    expect(['TCPRoute', 'TLSRoute', 'UDPRoute'].filter((kind) => byIstio(GATEWAY + text, entry)[`${kind} shop/r`])).toEqual(kinds)
  })
})

const backend = (name: string, more = '') => `{name: ${name}, port: 80${more && `, ${more}`}}`
const ABSENT = backend('absent')
const KIND = backend('x', 'kind: ConfigMap')
const FOREIGN = backend('web', 'namespace: other')
const DOTTED = backend('web.shop')
const NO_PORT = '{name: web, group: multicluster.x-k8s.io, kind: ServiceImport}'
const mirror = (ref: string) => `{type: RequestMirror, requestMirror: {backendRef: ${ref}}}`
const header = (value: string) => `{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: a, value: "${value}"}]}}`
const refs = (...backends: string[]) => `{backendRefs: [${backends.join(', ')}]}`
const filtered = (filters: string[], ...backends: string[]) => `{filters: [${filters.join(', ')}], backendRefs: [${backends.join(', ')}]}`

describe('references: a hard error ends a route, and the last soft one is told', () => {
  const reasonOf = (rules: readonly string[], { kind = 'HTTPRoute', entry = 'istio@1.31', more = '' } = {}) => {
    const text =
      GATEWAY + service('web') + service('web', 'other') + more + route(`{parentRefs: [${parent()}], rules: [${rules.join(', ')}]}`, { kind })
    const conditions = byIstio(text, entry)[`${kind} shop/r`]?.parents?.[0]?.conditions
    return conditions?.find(({ type }) => type === 'ResolvedRefs')?.reason
  }

  it.each<[string, string[], string]>([
    ['all well', [refs(backend('web'))], 'ResolvedRefs'],
    ['two in a rule', [refs(ABSENT, KIND)], 'InvalidKind'],
    ['the other way round', [refs(KIND, ABSENT)], 'BackendNotFound'],
    ['two rules', [refs(ABSENT), refs(KIND), refs(backend('web'))], 'InvalidKind'],
    ['a hard one before', [refs(DOTTED), refs(KIND)], 'InvalidDestination'],
    ['a hard one after', [refs(KIND), refs(DOTTED)], 'InvalidDestination'],
    ['without a grant', [refs(FOREIGN)], 'RefNotPermitted'],
    ['without a grant, of a kind that is none', [refs(backend('x', 'namespace: other, kind: ConfigMap'))], 'RefNotPermitted'],
    ['no port, where none is demanded by the API', [refs(NO_PORT)], 'InvalidDestination'],
    ['a ServiceImport, found by the Service', [refs(backend('web', 'group: multicluster.x-k8s.io, kind: ServiceImport'))], 'ResolvedRefs'],
    ['one without a Service', [refs(backend('absent', 'group: multicluster.x-k8s.io, kind: ServiceImport'))], 'BackendNotFound'],
    ['a hostname of a Service', [refs(backend('web.other.svc.cluster.local', 'group: networking.istio.io, kind: Hostname'))], 'ResolvedRefs'],
    ['one of no Service', [refs(backend('absent.other.svc.cluster.local', 'group: networking.istio.io, kind: Hostname'))], 'BackendNotFound'],
    ['a hostname that is not known here', [refs(backend('example.com', 'group: networking.istio.io, kind: Hostname'))], 'ResolvedRefs'],
    ['weight 0 is not looked at', [refs(backend('absent', 'weight: 0'), backend('web'))], 'ResolvedRefs'],
    ['nor is a port that the Service lacks', [refs('{name: web, port: 99}')], 'ResolvedRefs'],
    ['a mirror', [filtered([mirror(ABSENT)], backend('web'))], 'BackendNotFound'],
    ['a mirror and a backend', [filtered([mirror(ABSENT)], KIND)], 'InvalidKind'],
    ['a mirror never ends it', [filtered([mirror(DOTTED)], backend('web')), refs(KIND)], 'InvalidKind'],
    [
      'an extension does',
      [refs(ABSENT), filtered(['{type: ExtensionRef, extensionRef: {group: x, kind: Y, name: z}}'], backend('web')), refs(KIND)],
      'InvalidFilter',
    ],
    ['so does one of a backend', [refs(ABSENT, backend('web', 'filters: [{type: URLRewrite}]')), refs(KIND)], 'InvalidFilter'],
    ['a header value that is none', [filtered([header('a\\nb')], backend('web')), refs(KIND)], 'InvalidFilter'],
    ['that of a backend', [refs(backend('web', `filters: [${header('a\\u0007b')}]`)), refs(KIND)], 'InvalidFilter'],
    ['a tab is well', [filtered([header('a\\tb')], backend('web'))], 'ResolvedRefs'],
  ])('%s', (_, rules, reason) => {
    expect(reasonOf(rules)).toBe(reason)
  })

  it('the mirrors of GRPCRoutes do end it', () => {
    const rules = [filtered([mirror(ABSENT)], backend('web')), refs(KIND)]
    expect(reasonOf(rules, { kind: 'GRPCRoute' })).toBe('BackendNotFound')
    expect(reasonOf(rules)).toBe('InvalidKind')
  })

  it('by version: CORS from 1.26, header values from 1.31', () => {
    const cors = [filtered(['{type: CORS, cors: {}}'], backend('web'))]
    expect(['istio@1.25', 'istio@1.26'].map((entry) => reasonOf(cors, { entry }))).toEqual(['InvalidFilter', 'ResolvedRefs'])
    const values = [filtered([header('a\\nb')], backend('web'))]
    expect(['istio@1.30', 'istio@1.31'].map((entry) => reasonOf(values, { entry }))).toEqual(['ResolvedRefs', 'InvalidFilter'])
  })

  it('a grant permits Services, never ServiceImports; of several entries for a kind 1.29 takes the last', () => {
    const from = '{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}'
    const imports = [refs(backend('web', 'namespace: other, group: multicluster.x-k8s.io, kind: ServiceImport'))]
    const first = grant(
      from,
      '{group: "", kind: Service, name: web}, {group: "", kind: Service, name: x}, {group: multicluster.x-k8s.io, kind: ServiceImport}',
    )
    const last = grant(from, '{group: "", kind: Service, name: x}, {group: "", kind: Service, name: web}, {group: "", kind: Secret}')
    expect(reasonOf(imports, { more: first })).toBe('RefNotPermitted')
    expect([first, last].map((more) => reasonOf([refs(FOREIGN)], { more }))).toEqual(['ResolvedRefs', 'ResolvedRefs'])
    expect([first, last].map((more) => reasonOf([refs(FOREIGN)], { more, entry: 'istio@1.29' }))).toEqual(['RefNotPermitted', 'ResolvedRefs'])
  })
})

describe('Services as parents', () => {
  const mesh = (name: string, more = 'group: ""') => `{kind: Service, name: ${name}, ${more}}`
  const entries = (text: string, entry = 'istio@1.31') =>
    byIstio(text, entry)['HTTPRoute shop/r']?.parents?.map(({ parentRef, controllerName }) => [parentRef.kind, parentRef.name, controllerName])
  const NAME = 'istio.io/gateway-controller'

  it('get an entry, found or not, whatever their port; not in the group of Gateways', () => {
    const text =
      service('web') +
      route(`{parentRefs: [${mesh('web', 'group: "", port: 99')}, ${mesh('absent')}, ${mesh('web', 'group: gateway.networking.k8s.io')}]}`)
    expect(entries(text)).toEqual([
      ['Service', 'web', NAME],
      ['Service', 'absent', NAME],
    ])
    expect(badParents(byIstio(text), 'HTTPRoute shop/r')).toEqual([[], ['Accepted=False/NoMatchingParent']])
  })

  it('ask for no grant, where a Gateway beside them does', () => {
    const text = GATEWAY + service('web') + service('web', 'other') + route(`{parentRefs: [${mesh('web')}, ${parent()}], rules: [${refs(FOREIGN)}]}`)
    expect(badParents(byIstio(text), 'HTTPRoute shop/r')).toEqual([['ResolvedRefs=False/RefNotPermitted'], []])
  })

  it('are left to the controller that serves their waypoint', () => {
    const waypoint = gateway([listener('a', 'HTTP', 80)], { name: 'way', className: 'bare' })
    const label = (name: string) => `labels: {istio.io/use-waypoint: ${name}, istio.io/use-waypoint-namespace: infra}`
    const text = (name: string) =>
      waypoint + GATEWAY + service('web', 'shop', label(name)) + service('api') + route(`{parentRefs: [${mesh('web')}, ${mesh('api')}]}`)
    const mine = gateway([listener('a', 'HTTP', 80)], { name: 'mine', className: 'of-istio' })
    const ofIstio = `{kind: GatewayClass, metadata: {name: of-istio}, spec: {controllerName: ${NAME}}}\n---\n`
    expect(entries(text('way'))).toEqual([['Service', 'api', NAME]])
    expect(entries(mine + ofIstio + text('mine'))?.length).toBe(2)
    expect(entries(text('none'))?.length).toBe(2)
    const ofNamespace = `{kind: Namespace, metadata: {name: shop, ${label('way')}}}\n---\n`
    expect(entries(ofNamespace + text('none'))).toEqual([['Service', 'web', NAME]])
  })

  it('are nobody’s where nothing says that a mesh runs; under a name of its own they are under that', () => {
    const text = service('web') + route(`{parentRefs: [${mesh('web')}]}`)
    expect(entries(text, 'envoy-gateway@1.9')).toBeUndefined()
    const ofIstio = `{kind: GatewayClass, metadata: {name: x}, spec: {controllerName: ${NAME}}}\n---\n`
    expect(entries(text + ofIstio, 'envoy-gateway@1.9')).toEqual([['Service', 'web', NAME]])
    expect(entries(text, 'istio@1.31,controllerName=example.com/mesh')).toEqual([['Service', 'web', 'example.com/mesh']])
  })
})

describe('BackendTLSPolicies, by their targets', () => {
  const policy = (name: string, targets: string[], validation = 'wellKnownCACertificates: System', created = '2026-01-01T00:00:00Z') =>
    `{kind: BackendTLSPolicy, metadata: {name: ${name}, namespace: shop, creationTimestamp: "${created}"}, spec: {targetRefs: [${targets.join(', ')}], validation: {hostname: a, ${validation}}}}\n---\n`
  const target = (name: string, more = '') => `{group: "", kind: Service, name: ${name}${more && `, ${more}`}}`
  const ancestorsOf = (text: string, name = 'p', entry?: string) =>
    byIstio(text, entry)[`BackendTLSPolicy shop/${name}`]?.ancestors?.map(({ ancestorRef, controllerName, conditions }) => {
      const bad = conditions.filter(({ status }) => status === 'False').map(({ type, reason }) => `${type}/${reason}`)
      return [`${ancestorRef.kind} ${ancestorRef.namespace}/${ancestorRef.name}`, controllerName, ...bad]
    })
  const mesh = (name: string, ...bad: string[]) => [`Service shop/${name}`, 'istio.io/mesh-controller', ...bad]
  const ofGateway = (name: string, ...bad: string[]) => [`Gateway shop/${name}`, 'istio.io/gateway-controller', ...bad]

  it('every target is an ancestor, and every Gateway that routes to it name, in the namespace of the policy', () => {
    const text =
      service('web') +
      policy('p', [target('web')]) +
      route(`{parentRefs: [${parent()}, {name: absent}], rules: [${refs(backend('web', 'weight: 0'))}]}`)
    expect(ancestorsOf(text)).toEqual([mesh('web'), ofGateway('gw'), ofGateway('absent')])
    expect(ancestorsOf(service('web') + policy('p', [target('web')]))).toEqual([mesh('web')])
  })

  it.each<[string, string[], string[][]]>([
    [
      'what is wrong with one is said of those after it',
      [target('web'), target('absent'), target('api')],
      [mesh('web'), mesh('absent', 'Accepted/TargetNotFound'), mesh('api', 'Accepted/TargetNotFound')],
    ],
    ['a section that is there', [target('web', 'sectionName: http')], [mesh('web')]],
    ['one that is not', [target('web', 'sectionName: nope')], [mesh('web', 'Accepted/TargetNotFound')]],
    ['another kind', ['{group: "", kind: Pod, name: web}'], [['Pod shop/web', 'istio.io/mesh-controller', 'Accepted/TargetNotFound']]],
  ])('%s', (_, targets, expected) => {
    expect(ancestorsOf(service('web') + service('api') + policy('p', targets))).toEqual(expected)
  })

  it.each<[string, string, string[]]>([
    ['a map with the key', 'caCertificateRefs: [{group: "", kind: ConfigMap, name: ca}]', []],
    [
      'whatever is under it, and beside it',
      'caCertificateRefs: [{group: "", kind: ConfigMap, name: ca}, {group: "", kind: ConfigMap, name: absent}]',
      [],
    ],
    [
      'a map without it',
      'caCertificateRefs: [{group: "", kind: ConfigMap, name: empty}]',
      ['Accepted/NoValidCACertificate', 'ResolvedRefs/InvalidCACertificateRef'],
    ],
    [
      'a map that is not there',
      'caCertificateRefs: [{group: "", kind: ConfigMap, name: absent}]',
      ['Accepted/NoValidCACertificate', 'ResolvedRefs/InvalidCACertificateRef'],
    ],
    [
      'a kind that is none',
      'caCertificateRefs: [{group: example.com, kind: Bundle, name: ca}]',
      ['Accepted/NoValidCACertificate', 'ResolvedRefs/InvalidKind'],
    ],
    [
      'a Secret that is not there',
      'caCertificateRefs: [{group: "", kind: Secret, name: absent}]',
      ['Accepted/NoValidCACertificate', 'ResolvedRefs/InvalidCACertificateRef'],
    ],
    ['a Secret that is', 'caCertificateRefs: [{group: "", kind: Secret, name: ca}]', ['Accepted/NoValidCACertificate', 'ResolvedRefs/InvalidKind']],
    ['others’ well-known ones', 'wellKnownCACertificates: example.com/ours', ['Accepted/Invalid']],
  ])('%s', (_, validation, bad) => {
    const maps =
      '{kind: ConfigMap, metadata: {name: ca, namespace: shop}, data: {ca.crt: text}}\n---\n{kind: ConfigMap, metadata: {name: empty, namespace: shop}, data: {x: text}}\n---\n'
    const secret = '{kind: Secret, metadata: {name: ca, namespace: shop}, type: Opaque, keyCount: 1}\n---\n'
    expect(ancestorsOf(service('web') + maps + secret + policy('p', [target('web')], validation))).toEqual([mesh('web', ...bad)])
  })

  it('a younger one conflicts, even with one that is no good; with a section it is another target', () => {
    const young = (targets: string[]) => policy('young', targets, undefined, '2026-01-02T00:00:00Z')
    const old = policy('p', [target('web')], 'caCertificateRefs: [{group: "", kind: ConfigMap, name: absent}]')
    const text = service('web') + service('api') + old
    expect(ancestorsOf(text + young([target('web')]), 'young')).toEqual([mesh('web', 'Accepted/Conflicted')])
    expect(ancestorsOf(text + young([target('web', 'sectionName: http'), target('api')]), 'young')).toEqual([mesh('web'), mesh('api')])
    expect(ancestorsOf(text + young([target('web')]), 'young', 'istio@1.29')).toEqual([mesh('web')])
  })

  it.each([
    ['istio@1.28', true],
    ['istio@1.27', false],
    ['istio@1.27,alphaGatewayAPI=true', true],
    ['istio@1.25,alphaGatewayAPI=true', false],
  ])('%s writes on them: %s', (entry, written) => {
    expect(ancestorsOf(service('web') + policy('p', [target('web')]), 'p', entry) !== undefined).toBe(written)
  })
})

describe('in any cluster', () => {
  const implementations = implementationsFrom(['istio@1.31'])
  const titled = (objects: readonly unknown[]) => {
    const { view, around } = clusterOf(objects)
    return new Map(predictStatuses(view, implementations, around).map((status) => [`${status.kind} ${status.namespace}/${status.name}`, status]))
  }

  it('the order of objects does not matter', () => {
    const shuffled = fc
      .constantFrom(...states('istio'))
      .chain((state) => fc.tuple(fc.constant(state), fc.shuffledSubarray([...state.objects], { minLength: state.objects.length })))
    fc.assert(
      fc.property(shuffled, ([state, objects]) => {
        expect(titled(objects)).toEqual(titled(state.objects))
      }),
      { numRuns: 40 },
    )
  })

  it('objects of any shape do no harm', () => {
    const everything = { ...implementations, ofController: () => implementations.ofController('istio.io/gateway-controller') }
    fc.assert(
      fc.property(fc.array(someObject, { maxLength: 12 }), (objects) => {
        for (const status of predictStatuses(cluster(...objects), everything)) expect(status.name).toEqual(expect.any(String))
      }),
      { numRuns: 200 },
    )
  })

  it('a lone listener that is well stays so beside one that is not', () => {
    const statuses = byIstio(gateway([listener('a', 'HTTP', 80), listener('b', 'UDP', 80), listener('c', 'UDP', 81)]))
    expect(['a', 'b', 'c'].map((name) => badListener(statuses, 'Gateway infra/gw', name).length)).toEqual([0, 3, 1])
  })
})
