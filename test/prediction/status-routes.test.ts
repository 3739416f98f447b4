import { describe, expect, it } from 'vitest'
import type { StatusStep } from '../../src/gateway/status-steps.ts'
import type { Surroundings } from '../../src/gateway/surroundings.ts'
import { bad, listenerOf, statusesOf } from './statuses.ts'

const GATEWAY = `
kind: Gateway
metadata: {name: gw, namespace: infra}
spec:
  gatewayClassName: CLASS
  allowedListeners: {namespaces: {from: All}}
  listeners:
  - {name: all, protocol: HTTP, port: 80, allowedRoutes: {namespaces: {from: All}}}
  - {name: same, protocol: HTTP, port: 81}
  - {name: team, protocol: HTTP, port: 82, allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {team: x}}}}}
  - {name: grpc, protocol: HTTP, port: 83, allowedRoutes: {kinds: [{kind: GRPCRoute}], namespaces: {from: All}}}
  - {name: host, protocol: HTTP, port: 84, hostname: "*.example.com", allowedRoutes: {namespaces: {from: All}}}
  - {name: exact, protocol: HTTP, port: 84, hostname: shop.example.com, allowedRoutes: {namespaces: {from: All}}}
  - {name: tcp, protocol: TCP, port: 90, allowedRoutes: {namespaces: {from: All}}}
  - {name: udp, protocol: UDP, port: 91, allowedRoutes: {namespaces: {from: All}}}
---
kind: ListenerSet
metadata: {name: ls, namespace: infra}
spec: {parentRef: {name: gw}, listeners: [{name: all, protocol: HTTP, port: 85, allowedRoutes: {namespaces: {from: All}}}]}
---
{kind: Namespace, metadata: {name: team, labels: {team: x, kubernetes.io/metadata.name: team}}}
---
{kind: Service, metadata: {name: web, namespace: shop}, spec: {ports: [{name: http, port: 80}, {name: dns, port: 53, protocol: UDP}]}}
---
{kind: Service, metadata: {name: outside, namespace: shop}, spec: {type: ExternalName, externalName: x.example, ports: [{port: 80}]}}
---
{kind: Service, metadata: {name: web, namespace: team}, spec: {ports: [{port: 80}]}}
---
`
const route = (spec: string, { kind = 'HTTPRoute', name = 'r', namespace = 'shop' } = {}) =>
  `{kind: ${kind}, metadata: {name: ${name}, namespace: ${namespace}}, spec: ${spec}}\n---\n`
const parent = (more = '') => `{name: gw, namespace: infra${more && `, ${more}`}}`
const text = (more: string, className = 'eg') => GATEWAY.replace('CLASS', className) + more
const parentsOf = (more: string, title: string, { className = 'eg', around = {} as Surroundings } = {}) =>
  (statusesOf(text(more, className), around)[title]?.parents ?? []).map(({ conditions }) => bad(conditions))

describe('attachment, step by step', () => {
  it.each<[string, string, string, string[]]>([
    ['a section', 'sectionName: all', 'shop', []],
    ['a port', 'port: 80', 'shop', []],
    ['no such section', 'sectionName: nope', 'shop', ['Accepted=False/NoMatchingParent']],
    ['a section on another port', 'sectionName: all, port: 81', 'shop', ['Accepted=False/NoMatchingParent']],
    ['a section in other letters', 'sectionName: All', 'shop', ['Accepted=False/NoMatchingParent']],
    ['a listener for the namespace of the Gateway', 'sectionName: same', 'shop', ['Accepted=False/NotAllowedByListeners']],
    ['from that namespace', 'sectionName: same', 'infra', []],
    ['a selector that does not match', 'sectionName: team', 'shop', ['Accepted=False/NotAllowedByListeners']],
    ['a selector that matches', 'sectionName: team', 'team', []],
    ['a listener for another kind', 'sectionName: grpc', 'shop', ['Accepted=False/NotAllowedByListeners']],
    ['a listener of another protocol', 'sectionName: tcp', 'shop', ['Accepted=False/NotAllowedByListeners']],
  ])('%s', (_, ref, namespace, expected) => {
    for (const className of ['eg', 'bare'])
      expect(parentsOf(route(`{parentRefs: [${parent(ref)}]}`, { namespace }), `HTTPRoute ${namespace}/r`, { className })).toEqual([expected])
  })

  it.each<[string, string, string[], string[]]>([
    ['[a.example.com]', 'host', [], []],
    ['[example.com]', 'host', ['Accepted=False/NoMatchingListenerHostname'], ['Accepted=False/NoMatchingListenerHostname']],
    ['["*.com"]', 'host', [], []],
    ['["*.org", x.example.com]', 'host', [], []],
    // The other listener on the port has that hostname for itself.
    ['[shop.example.com]', 'host', ['Accepted=False/NoMatchingListenerHostname'], []],
    ['[shop.example.com]', 'exact', [], []],
  ])('hostnames %s on %s', (hostnames, section, eg, bare) => {
    const more = route(`{parentRefs: [${parent(`sectionName: ${section}`)}], hostnames: ${hostnames}}`)
    expect(parentsOf(more, 'HTTPRoute shop/r')).toEqual([eg])
    expect(parentsOf(more, 'HTTPRoute shop/r', { className: 'bare' })).toEqual([bare])
  })

  it('each parent is judged by itself, and a parent that nobody serves has no entry', () => {
    const refs = [
      parent('sectionName: all'),
      parent('sectionName: nope'),
      '{name: absent}',
      '{kind: Service, group: "", name: web}',
      '{kind: ListenerSet, name: ls, namespace: infra}',
    ]
    const more = route(`{parentRefs: [${refs}]}`)
    expect(parentsOf(more, 'HTTPRoute shop/r')).toEqual([[], ['Accepted=False/NoMatchingParent'], []])
    expect(parentsOf(route('{parentRefs: [{name: absent}]}'), 'HTTPRoute shop/r')).toEqual([])
  })

  it('a listener counts the routes attached to it, refused or not, and a Gateway does not count those of its ListenerSets', () => {
    const more = [
      route(`{parentRefs: [${parent('sectionName: all')}]}`, { name: 'a' }),
      route(`{parentRefs: [${parent('sectionName: all')}], rules: [{backendRefs: [{name: absent, port: 80}]}]}`, { name: 'b' }),
      route(`{parentRefs: [${parent('sectionName: team')}]}`, { name: 'c' }),
      route('{parentRefs: [{kind: ListenerSet, name: ls, namespace: infra}]}', { name: 'd' }),
      route(`{parentRefs: [${parent()}], rules: [{backendRefs: [{name: web, port: 80}]}]}`, { name: 'e', kind: 'TCPRoute' }),
    ].join('')
    const statuses = statusesOf(text(more))
    const counted = (title: string) =>
      (statuses[title]?.listeners ?? [])
        .filter(({ attachedRoutes }) => attachedRoutes > 0)
        .map(({ name, attachedRoutes }) => `${name} ${attachedRoutes}`)
    expect(counted('Gateway infra/gw')).toEqual(['all 2', 'tcp 1'])
    expect(counted('ListenerSet infra/ls')).toEqual(['all 1'])
  })

  it('tells the steps where somebody asks', () => {
    const steps: StatusStep[] = []
    parentsOf(
      route(`{parentRefs: [${parent()}], hostnames: [a.example.com], rules: [{backendRefs: [{name: absent, port: 80}]}]}`),
      'HTTPRoute shop/r',
      { around: { trace: (step) => steps.push(step) } },
    )
    const mine = steps.filter(({ object }) => object === 'HTTPRoute shop/r')
    const passed = (wanted: string) =>
      mine.flatMap((step) => ('check' in step && step.check === wanted && step.ok ? [step.subject.replace(/^listener | .*/g, '')] : []))
    expect(passed('section')).toEqual(['all', 'same', 'team', 'grpc', 'host', 'exact', 'tcp', 'udp'])
    expect(passed('route kind')).toEqual(['all', 'same', 'team', 'host', 'exact'])
    expect(passed('namespace')).toEqual(['all', 'host', 'exact'])
    expect(passed('hostname')).toEqual(['all', 'host'])
    expect(mine.findLast((step) => 'check' in step && !step.ok)).toMatchObject({
      check: 'existence',
      subject: 'spec.rules[0].backendRefs[0]: Service shop/absent:80',
    })
    expect(mine.at(-1)).toMatchObject({ part: 'Gateway infra/gw', written: { type: 'ResolvedRefs', status: 'False', reason: 'BackendNotFound' } })
  })
})

describe('references', () => {
  const grant =
    '{kind: ReferenceGrant, metadata: {name: g, namespace: team}, spec: {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}], to: [{group: "", kind: Service}]}}\n---\n'
  const of = (backends: string, { more = '', className = 'eg', kind = 'HTTPRoute', filters = '' } = {}) =>
    parentsOf(
      route(
        `{parentRefs: [${parent(kind === 'UDPRoute' ? 'sectionName: udp' : 'sectionName: all')}], rules: [{${filters} backendRefs: [${backends}]}]}`,
        { kind },
      ) + more,
      `${kind} shop/r`,
      { className },
    )[0]

  it.each<[string, string, string[], string[]]>([
    ['a Service', '{name: web, port: 80}', [], []],
    ['no such Service', '{name: absent, port: 80}', ['BackendNotFound'], ['BackendNotFound']],
    ['no such port', '{name: web, port: 81}', ['PortNotFound'], []],
    ['a port of another protocol', '{name: web, port: 53}', ['PortNotFound'], []],
    ['a kind that is no backend', '{kind: Pod, name: web, port: 80}', ['InvalidKind'], ['InvalidKind']],
    ['a group that is no backend', '{group: example.com, kind: Service, name: web, port: 80}', ['InvalidKind'], ['InvalidKind']],
    ['an ExternalName', '{name: outside, port: 80}', ['UnsupportedValue'], []],
    ['no grant', '{name: web, namespace: team, port: 80}', ['RefNotPermitted'], ['RefNotPermitted']],
    ['no grant, and nothing there', '{name: absent, namespace: nowhere, port: 80}', ['RefNotPermitted'], ['RefNotPermitted']],
    ['several faults', '{name: absent, port: 80}, {kind: Pod, name: x, port: 80}', ['BackendNotFound,InvalidKind'], ['BackendNotFound']],
    ['a fault at weight 0', '{name: absent, port: 80, weight: 0}', ['BackendNotFound'], ['BackendNotFound']],
    [
      'a filter that a backend cannot have',
      '{name: web, port: 80, filters: [{type: RequestMirror, requestMirror: {backendRef: {name: web, port: 80}}}]}',
      ['UnsupportedRefValue'],
      [],
    ],
    [
      'a header that cannot be changed',
      '{name: web, port: 80, filters: [{type: RequestHeaderModifier, requestHeaderModifier: {remove: [Host]}}]}',
      ['InvalidBackendFilters'],
      [],
    ],
  ])('%s', (_, backends, eg, bare) => {
    const reasons = (list: readonly string[]) => list.map((reason) => `ResolvedRefs=False/${reason}`)
    expect(of(backends)).toEqual(reasons(eg))
    expect(of(backends, { className: 'bare' })).toEqual(reasons(bare))
  })

  it('a grant lets a reference through, one for another kind of route does not', () => {
    const backend = '{name: web, namespace: team, port: 80}'
    expect(of(backend, { more: grant })).toEqual([])
    expect(of(backend, { more: grant.replace('HTTPRoute', 'GRPCRoute') })).toEqual(['ResolvedRefs=False/RefNotPermitted'])
  })

  it('a grant that fits but for its group is loaded in the place of the right one', () => {
    const wrong = grant.replace('name: g,', 'name: a,').replace('group: gateway.networking.k8s.io', 'group: example.com')
    expect(of('{name: web, namespace: team, port: 80}', { more: grant + wrong })).toEqual(['ResolvedRefs=False/RefNotPermitted'])
    expect(of('{name: web, namespace: team, port: 80}', { more: grant + wrong, className: 'bare' })).toEqual([])
  })

  it('a UDPRoute needs a port of UDP', () => {
    expect(of('{name: web, port: 53}', { kind: 'UDPRoute' })).toEqual([])
    expect(of('{name: web, port: 80}', { kind: 'UDPRoute' })).toEqual(['ResolvedRefs=False/PortNotFound'])
  })

  it('a mirror is a reference, which Envoy Gateway does not load for a GRPCRoute', () => {
    const filters = 'filters: [{type: RequestMirror, requestMirror: {backendRef: {name: outside2, port: 80}}}],'
    const more = '{kind: Service, metadata: {name: outside2, namespace: shop}, spec: {ports: [{port: 80}]}}\n---\n'
    expect(of('{name: web, port: 80}', { filters, more })).toEqual([])
    expect(of('{name: web, port: 80}', { filters })).toEqual(['ResolvedRefs=False/BackendNotFound'])
    expect(of('{name: web, port: 80}', { filters, more, kind: 'GRPCRoute' })).toEqual(['ResolvedRefs=False/BackendNotFound'])
    expect(of('{name: outside2, port: 80}', { filters, more, kind: 'GRPCRoute' })).toEqual([])
    expect(of('{name: web, port: 80}', { filters, more, kind: 'GRPCRoute', className: 'bare' })).toEqual([])
  })
})

describe('what a view does not know', () => {
  it.each(['eg', 'bare'])('is held against nobody (%s)', (className) => {
    const more =
      route(
        `{parentRefs: [${parent('sectionName: team')}], rules: [{backendRefs: [{name: web, port: 81}, {name: web, namespace: team, port: 80}]}]}`,
      ) +
      '{kind: Gateway, metadata: {name: tls, namespace: infra}, spec: {gatewayClassName: CLASS, listeners: [{name: a, protocol: HTTPS, port: 443, tls: {certificateRefs: [{name: c, namespace: team}]}}]}}\n---\n'.replace(
        'CLASS',
        className,
      )
    const unknown = ['Service', 'Secret', 'ConfigMap', 'Namespace', 'ReferenceGrant'] as const
    const statuses = statusesOf(text(more, className), {}, unknown)
    expect(statuses['HTTPRoute shop/r']?.parents?.map(({ conditions }) => bad(conditions))).toEqual([[]])
    expect(bad(listenerOf(statuses['Gateway infra/tls'], 'a').conditions)).toEqual([])
    const known = statusesOf(text(more, className))
    expect(known['HTTPRoute shop/r']?.parents?.map(({ conditions }) => bad(conditions).length)).toEqual([2])
    expect(bad(listenerOf(known['Gateway infra/tls'], 'a').conditions)).toEqual(['Programmed=False/Invalid', 'ResolvedRefs=False/RefNotPermitted'])
  })
})

describe('rules that a controller cannot use', () => {
  const GOOD = '{backendRefs: [{name: web, port: 80}]}'
  const of = (rules: string, { ref = 'sectionName: all', kind = 'HTTPRoute', around = {} as Surroundings } = {}) =>
    parentsOf(route(`{parentRefs: [${parent(ref)}], rules: [${rules}]}`, { kind }), `${kind} shop/r`, { around })[0]
  const REGEX = '{matches: [{path: {type: RegularExpression, value: "["}}], backendRefs: [{name: absent, port: 80}]}'

  it('one of several makes a route partially invalid, and its backends are not looked at', () => {
    expect(of(`${REGEX}, ${GOOD}`)).toEqual(['PartiallyInvalid=True/UnsupportedValue'])
    expect(of(`${REGEX}, ${GOOD}`, { ref: 'sectionName: tcp' })).toEqual(['PartiallyInvalid=True/UnsupportedValue'])
  })

  it('all of them refuse the route', () => {
    expect(of(REGEX)).toEqual(['Accepted=False/UnsupportedValue'])
    expect(of(REGEX, { ref: 'sectionName: nope' })).toEqual(['Accepted=False/UnsupportedValue'])
  })

  it('a refused GRPCRoute is not counted, a refused HTTPRoute is', () => {
    const counted = (kind: string, rule: string) =>
      listenerOf(statusesOf(text(route(`{parentRefs: [${parent('sectionName: all')}], rules: [${rule}]}`, { kind })))['Gateway infra/gw'], 'all')
        .attachedRoutes
    expect(counted('HTTPRoute', REGEX)).toBe(1)
    expect(counted('GRPCRoute', '{matches: [{method: {type: RegularExpression, service: "["}}]}')).toBe(0)
  })

  it.each<[string, string, string[]]>([
    [
      'a filter of a kind that nobody knows',
      '{type: ExtensionRef, extensionRef: {group: example.com, kind: Filter, name: f}}',
      ['Accepted=False/UnsupportedValue'],
    ],
    [
      'a filter that is not there',
      '{type: ExtensionRef, extensionRef: {group: gateway.envoyproxy.io, kind: HTTPRouteFilter, name: absent}}',
      ['ResolvedRefs=False/UnsupportedValue'],
    ],
    ['a filter that is there', '{type: ExtensionRef, extensionRef: {group: gateway.envoyproxy.io, kind: HTTPRouteFilter, name: there}}', []],
    [
      'a mirror beside a redirect',
      '{type: RequestMirror, requestMirror: {backendRef: {name: web, port: 80}}}, {type: RequestRedirect, requestRedirect: {}}',
      ['Accepted=False/IncompatibleFilters'],
    ],
    [
      'a header with a value that none can have',
      '{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: x, value: " "}]}}',
      ['Accepted=False/UnsupportedValue'],
    ],
    ['a redirect to an address', '{type: RequestRedirect, requestRedirect: {hostname: 10.0.0.1}}', ['Accepted=False/UnsupportedValue']],
  ])('%s', (_, filters, expected) => {
    expect(of(`{filters: [${filters}]}`, { around: { exists: (...[, , , name]) => name === 'there' } })).toEqual(expected)
  })
})

describe('routes that match the same', () => {
  const overlapping = (
    first: string,
    second: string,
    kinds: readonly [string, string] = ['HTTPRoute', 'HTTPRoute'],
    refs: readonly [string, string] = ['sectionName: all', 'sectionName: all'],
  ) => {
    const more = [first, second]
      .map((rest, index) => route(`{parentRefs: [${parent(refs[index])}], ${rest}}`, { kind: kinds[index] as string, name: `r${index}` }))
      .join('')
    const statuses = statusesOf(text(more))
    return [0, 1].map((index) => bad(statuses[`${kinds[index]} shop/r${index}`]?.parents?.[0]?.conditions).length === 1)
  }
  const path = (value: string, type = 'PathPrefix') => `rules: [{matches: [{path: {type: ${type}, value: ${value}}}]}]`

  it.each<[string, string, string, boolean]>([
    ['the same path', path('/a'), path('/a'), true],
    ['a slash at the end', path('/a/'), path('/a'), true],
    ['another type', path('/a', 'Exact'), path('/a'), false],
    ['no match beside all', 'rules: [{}]', path('/'), true],
    [
      'headers in another order and case',
      'rules: [{matches: [{headers: [{name: A, value: "1"}, {name: b, value: "2"}]}]}]',
      'rules: [{matches: [{headers: [{name: B, value: "2"}, {name: a, value: "1"}]}]}]',
      true,
    ],
    [
      'query names in another case',
      'rules: [{matches: [{queryParams: [{name: A, value: "1"}]}]}]',
      'rules: [{matches: [{queryParams: [{name: a, value: "1"}]}]}]',
      false,
    ],
    ['another hostname', `hostnames: [a.example], ${path('/')}`, `hostnames: [b.example], ${path('/')}`, false],
    ['a hostname in common', `hostnames: [a.example, b.example], ${path('/')}`, `hostnames: [b.example], ${path('/')}`, true],
  ])('%s', (_, first, second, expected) => {
    expect(overlapping(first, second)).toEqual([expected, expected])
  })

  it('a GRPCRoute is an HTTPRoute to its path', () => {
    const grpc = 'rules: [{matches: [{method: {service: a.B, method: C}}]}]'
    expect(overlapping(grpc, path('/a.B/C', 'Exact'), ['GRPCRoute', 'HTTPRoute'])).toEqual([true, true])
    expect(overlapping('rules: [{matches: [{method: {service: a.B}}]}]', path('/a.B'), ['GRPCRoute', 'HTTPRoute'])).toEqual([true, true])
  })

  it('on another listener they do not meet, and a route does not overlap with itself', () => {
    expect(overlapping(path('/'), path('/'), ['HTTPRoute', 'HTTPRoute'], ['sectionName: all', 'sectionName: host'])).toEqual([false, false])
    expect(overlapping('rules: [{}, {}]', path('/x'))).toEqual([false, false])
  })
})

describe('BackendTLSPolicies', () => {
  const policy = (name: string, more: string, { section = '', created = '2026-01-01T00:00:00Z' } = {}) =>
    `{kind: BackendTLSPolicy, metadata: {name: ${name}, namespace: shop, creationTimestamp: "${created}"}, spec: {targetRefs: [{group: "", kind: Service, name: web${section && `, sectionName: ${section}`}}], validation: {hostname: x.example, ${more}}}}\n---\n`
  const SYSTEM = 'wellKnownCACertificates: System'
  const ABSENT = 'caCertificateRefs: [{group: "", kind: ConfigMap, name: absent}]'
  const ROUTE = route(`{parentRefs: [${parent('sectionName: all')}], rules: [{backendRefs: [{name: web, port: 80}]}]}`)
  const of = (more: string, name = 'p', className = 'eg') =>
    statusesOf(text(more, className))[`BackendTLSPolicy shop/${name}`]?.ancestors?.map(({ conditions }) => bad(conditions))

  it('has an ancestor for each parent of a route that uses its Service, and none without', () => {
    expect(of(policy('p', SYSTEM))).toBeUndefined()
    expect(statusesOf(text(policy('p', SYSTEM) + ROUTE))['BackendTLSPolicy shop/p']?.ancestors).toEqual([
      {
        ancestorRef: { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'infra', name: 'gw', sectionName: 'all' },
        controllerName: 'gateway.envoyproxy.io/gatewayclass-controller',
        conditions: [
          { type: 'ResolvedRefs', status: 'True', reason: 'ResolvedRefs' },
          { type: 'Accepted', status: 'True', reason: 'Accepted' },
        ],
      },
    ])
  })

  it('without a certificate is refused, and so are the backends that it protects', () => {
    const more = policy('p', ABSENT) + ROUTE
    expect(of(more)).toEqual([['Accepted=False/NoValidCACertificate', 'ResolvedRefs=False/InvalidCACertificateRef']])
    expect(parentsOf(more, 'HTTPRoute shop/r')).toEqual([['ResolvedRefs=False/InvalidBackendTLS']])
    expect(parentsOf(more, 'HTTPRoute shop/r', { className: 'bare' })).toEqual([[]])
    expect(of(policy('p', 'caCertificateRefs: [{group: "", kind: Service, name: x}]') + ROUTE)).toEqual([
      ['Accepted=False/NoValidCACertificate', 'ResolvedRefs=False/InvalidKind'],
    ])
  })

  it('what is in a ConfigMap counts, as far as the controller looks', () => {
    const map = (data: string) => `{kind: ConfigMap, metadata: {name: absent, namespace: shop}, data: ${data}}\n---\n`
    const more = policy('p', ABSENT) + ROUTE
    const refused = [['Accepted=False/NoValidCACertificate', 'ResolvedRefs=False/InvalidCACertificateRef']]
    expect(of(more + map('{ca.crt: junk}'))).toEqual([[]])
    expect(of(more + map('{ca.crt: junk}'), 'p', 'bare')).toEqual(refused)
    expect(of(more + map('{other: junk}'))).toEqual([[]])
    expect(of(more + map('{other: junk, another: junk}'))).toEqual(refused)
  })

  it('the older of two for one target wins, one for a port stands beside one for all', () => {
    const younger = policy('q', SYSTEM, { created: '2026-01-02T00:00:00Z' })
    expect(of(policy('p', SYSTEM) + younger + ROUTE, 'q')).toEqual([['Accepted=False/Conflicted']])
    expect(of(policy('p', SYSTEM) + younger + ROUTE)).toEqual([[]])
    const port = policy('q', ABSENT, { section: 'http', created: '2026-01-02T00:00:00Z' })
    expect(of(policy('p', SYSTEM) + port + ROUTE)).toBeUndefined()
    expect(of(policy('p', SYSTEM) + port + ROUTE, 'q')).toEqual([
      ['Accepted=False/NoValidCACertificate', 'ResolvedRefs=False/InvalidCACertificateRef'],
    ])
  })
})
