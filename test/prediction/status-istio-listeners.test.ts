import { describe, expect, it } from 'vitest'
import { badListener, badOf, byIstio, gateway, grant, listener, route, secret, set } from './istio.ts'
import { listenerOf } from './statuses.ts'

const tls = (...refs: string[]) => `tls: {mode: Terminate, certificateRefs: [${refs.join(', ')}]}`
const FROM_GATEWAY = '{group: gateway.networking.k8s.io, kind: Gateway, namespace: infra}'
const UNUSABLE = ['Programmed=False/Invalid', 'ResolvedRefs=False/InvalidCertificateRef']
const UNKNOWN = ['Accepted=False/UnsupportedProtocol']

describe('a listener by itself: each check has a condition of its own', () => {
  it.each<[string, string, string, string[], string[]]>([
    ['plain HTTP', listener('a', 'HTTP', 80), '', [], []],
    ['a protocol in lower case', listener('a', 'http', 80), '', UNKNOWN, UNKNOWN],
    ['TCP, which came late', listener('a', 'TCP', 90), '', [], UNKNOWN],
    [
      'an unknown protocol that names kinds: two conditions',
      listener('a', 'SCTP', 80, 'allowedRoutes: {kinds: [{kind: TCPRoute}]}'),
      '',
      [...UNKNOWN, 'ResolvedRefs=False/InvalidRouteKinds'],
      [...UNKNOWN, 'ResolvedRefs=False/InvalidRouteKinds'],
    ],
    [
      'a kind named twice',
      listener('a', 'HTTP', 80, 'allowedRoutes: {kinds: [{kind: HTTPRoute}, {kind: HTTPRoute}]}'),
      '',
      ['ResolvedRefs=False/InvalidRouteKinds'],
      ['ResolvedRefs=False/InvalidRouteKinds'],
    ],
    [
      'kinds hide a certificate',
      listener('a', 'HTTPS', 443, `${tls('{name: nope}')}, allowedRoutes: {kinds: [{kind: TCPRoute}]}`),
      '',
      ['Programmed=False/Invalid', 'ResolvedRefs=False/InvalidRouteKinds'],
      ['Programmed=False/Invalid', 'ResolvedRefs=False/InvalidRouteKinds'],
    ],
    ['a certificate that is not there', listener('a', 'HTTPS', 443, tls('{name: nope}')), '', UNUSABLE, UNUSABLE],
    ['one that is over', listener('a', 'HTTPS', 443, tls('{name: c}')), secret('c'), [], []],
    ['one of another type', listener('a', 'HTTPS', 443, tls('{name: c}')), secret('c', { type: 'Opaque' }), [], []],
    ['one under other keys', listener('a', 'HTTPS', 443, tls('{name: c}')), secret('c', { type: 'Opaque', data: 'cert: good, key: key' }), [], []],
    ['one that is none', listener('a', 'HTTPS', 443, tls('{name: c}')), secret('c', { data: 'tls.crt: junk, tls.key: key' }), UNUSABLE, UNUSABLE],
    ['one of two', listener('a', 'HTTPS', 443, tls('{name: nope}', '{name: c}')), secret('c'), [], []],
    ['three', listener('a', 'HTTPS', 443, tls('{name: c}', '{name: c}', '{name: c}')), secret('c'), UNUSABLE, UNUSABLE],
    ['none, with an option', listener('a', 'HTTPS', 443, 'tls: {options: {x: y}}'), '', [], []],
    ['none, of the mesh', listener('a', 'HTTPS', 443, 'tls: {options: {gateway.istio.io/tls-terminate-mode: ISTIO_MUTUAL}}'), '', [], []],
    ['no tls', listener('a', 'HTTPS', 443), '', [], []],
    [
      'one of another namespace',
      listener('a', 'HTTPS', 443, tls('{name: c, namespace: other}')),
      secret('c', { namespace: 'other' }),
      ['Accepted=False/NoValidCACertificate', 'Programmed=False/Invalid', 'ResolvedRefs=False/RefNotPermitted'],
      ['Programmed=False/Invalid', 'ResolvedRefs=False/RefNotPermitted'],
    ],
    ['one that is not there either', listener('a', 'HTTPS', 443, tls('{name: c, namespace: other}')), '', UNUSABLE, UNUSABLE],
    [
      'one that a grant names first',
      listener('a', 'HTTPS', 443, tls('{name: c, namespace: other}')),
      secret('c', { namespace: 'other' }) + grant(FROM_GATEWAY, '{group: "", kind: Secret, name: c}, {group: "", kind: Secret, name: d}'),
      [],
      ['Programmed=False/Invalid', 'ResolvedRefs=False/RefNotPermitted'],
    ],
  ])('%s', (_, one, more, at131, at129) => {
    const text = gateway([one, listener('b', 'QUIC', 9)]) + more
    for (const [entry, expected] of [
      ['istio@1.31', at131],
      ['istio@1.29', at129],
    ] as const) {
      const statuses = byIstio(text, entry)
      expect(badListener(statuses, 'Gateway infra/gw', 'a')).toEqual(expected)
      expect(badListener(statuses, 'Gateway infra/gw', 'b')).toEqual(UNKNOWN)
    }
  })

  it.each<[string, string, string, string[]]>([
    ['istio@1.24', 'a protocol goes unread', 'SCTP', []],
    ['istio@1.25', 'it is read', 'SCTP', UNKNOWN],
    ['istio@1.24', 'routes of TCP are gated, its listeners are not', 'TCP', []],
    ['istio@1.30', 'TCP is gated', 'TCP', UNKNOWN],
    ['istio@1.30,alphaGatewayAPI=true', 'and may be had', 'TCP', []],
    ['istio@1.30', 'TLS is not', 'TLS', []],
    ['istio@1.29', 'nor was it always so', 'TLS', UNKNOWN],
  ])('%s: %s', (entry, _, protocol, expected) => {
    const passes = protocol === 'TLS' ? 'tls: {mode: Passthrough}' : ''
    expect(badListener(byIstio(gateway([listener('a', protocol, 90, passes)]), entry), 'Gateway infra/gw', 'a')).toEqual(expected)
  })

  it.each([
    ['istio@1.31', 'Terminate', ['TLSRoute', 'TCPRoute']],
    ['istio@1.31', 'Passthrough', ['TLSRoute']],
    ['istio@1.29', 'Terminate', ['TCPRoute']],
  ])('%s: route kinds of TLS by mode, %s', (entry, mode, kinds) => {
    const statuses = byIstio(gateway([listener('a', 'TLS', 443, `tls: {mode: ${mode}}`)]), entry)
    expect(listenerOf(statuses['Gateway infra/gw'], 'a').supportedKinds).toEqual(kinds)
  })
})

describe('CA certificates for clients', () => {
  const one = listener('a', 'HTTPS', 443, tls('{name: c}'))
  const ca = (namespace: string) =>
    `{kind: ConfigMap, metadata: {name: ca, namespace: ${namespace}}, data: {ca.crt: "-----BEGIN CERTIFICATE-----\\nx\\n-----END CERTIFICATE-----"}}\n---\n`
  const frontend = (...refs: string[]) => ({ more: `tls: {frontend: {default: {validation: {caCertificateRefs: [${refs.join(', ')}]}}}},` })
  const map = (more = '') => `{group: "", kind: ConfigMap, name: ca${more}}`
  const invalid = (reason: string) => ['Accepted=False/NoValidCACertificate', 'Programmed=False/Invalid', `ResolvedRefs=False/${reason}`]

  it.each<[string, string[], string[], string[]]>([
    ['one that is there', [map()], [], []],
    ['two', [map(), map()], invalid('InvalidCACertificateRef'), UNUSABLE],
    ['one that is not', ['{group: "", kind: ConfigMap, name: nope}'], invalid('InvalidCACertificateRef'), UNUSABLE],
    ['of an unknown kind', ['{group: example.com, kind: Bundle, name: ca}'], invalid('InvalidCACertificateKind'), UNUSABLE],
    [
      'of another namespace',
      [map(', namespace: other')],
      invalid('RefNotPermitted'),
      ['Programmed=False/Invalid', 'ResolvedRefs=False/RefNotPermitted'],
    ],
  ])('%s', (_, refs, at131, at129) => {
    const text = gateway([one, listener('plain', 'HTTP', 80)], frontend(...refs)) + secret('c') + ca('infra') + ca('other')
    expect(badListener(byIstio(text), 'Gateway infra/gw', 'a')).toEqual(at131)
    expect(badListener(byIstio(text, 'istio@1.29'), 'Gateway infra/gw', 'a')).toEqual(at129)
    expect(badListener(byIstio(text), 'Gateway infra/gw', 'plain')).toEqual([])
  })

  it('are looked for where the owner of the listener lives', () => {
    const extra = set('ls', [listener('b', 'HTTPS', 444, tls('{name: c}'))])
      .replace('namespace: infra', 'namespace: shop')
      .replace('{name: gw}', '{name: gw, namespace: infra}')
    const text = gateway([one], frontend(map())) + extra + secret('c') + secret('c', { namespace: 'shop' }) + ca('infra')
    expect(badListener(byIstio(text), 'Gateway infra/gw', 'a')).toEqual([])
    expect(badListener(byIstio(text), 'ListenerSet shop/ls', 'b')).toEqual(invalid('InvalidCACertificateRef'))
    expect(badListener(byIstio(text + ca('shop')), 'ListenerSet shop/ls', 'b')).toEqual([])
  })
})

describe('conflicts: each later listener loses to those before it that have won', () => {
  const lost = (reason: string) => [`Accepted=False/${reason}`, `Conflicted=True/${reason}`, `Programmed=False/${reason}`]
  const of = (listeners: readonly string[], more = '', entry = 'istio@1.31') => {
    const statuses = byIstio(gateway(listeners) + more, entry)
    return (name: string, title = 'Gateway infra/gw') => badListener(statuses, title, name)
  }

  it('whoever it is, supported or not', () => {
    const found = of([listener('udp', 'UDP', 53), listener('tcp', 'TCP', 53), listener('http', 'HTTP', 53), listener('free', 'HTTP', 54)])
    expect(found('udp')).toEqual(UNKNOWN)
    expect(found('tcp')).toEqual(lost('ProtocolConflict'))
    expect(found('http')).toEqual(lost('ProtocolConflict'))
    expect(found('free')).toEqual([])
  })

  it('who lost stands in nobody’s way', () => {
    const host = (name: string) => `hostname: ${name}.example.com, ${tls('{name: c}')}`
    const found = of(
      [listener('a', 'HTTP', 80, 'hostname: x.example.com'), listener('b', 'HTTPS', 80, host('x')), listener('c', 'TLS', 80, host('y'))],
      secret('c'),
    )
    expect([found('a'), found('b'), found('c')]).toEqual([[], lost('ProtocolConflict'), []])
  })

  it('a protocol that is not known, twice on a port', () => {
    const found = of([
      listener('a', 'SCTP', 80, 'hostname: x.example.com'),
      listener('b', 'SCTP', 80, 'hostname: y.example.com'),
      listener('c', 'DCCP', 80),
    ])
    expect([found('a'), found('b'), found('c')]).toEqual([UNKNOWN, lost('HostnameConflict'), UNKNOWN])
  })

  it('only its kinds are told of one that lost', () => {
    const kinds = (kind: string) => `allowedRoutes: {kinds: [{kind: ${kind}}]}, ${tls('{name: nope}')}`
    const found = of([listener('a', 'HTTPS', 80), listener('b', 'HTTPS', 80, kinds('GRPCRoute')), listener('c', 'HTTPS', 80, kinds('TCPRoute'))])
    expect(found('b')).toEqual(lost('HostnameConflict'))
    expect(found('c')).toEqual([...lost('HostnameConflict'), 'ResolvedRefs=False/InvalidRouteKinds'])
  })

  it('the Gateway first, then the older ListenerSet', () => {
    const both =
      set('young', [listener('x', 'HTTP', 80), listener('y', 'HTTP', 81)], '2026-01-03T00:00:00Z') + set('old', [listener('y', 'HTTP', 81)])
    const found = of([listener('a', 'HTTP', 80)], both)
    expect(found('x', 'ListenerSet infra/young')).toEqual(lost('HostnameConflict'))
    expect(found('y', 'ListenerSet infra/young')).toEqual(lost('HostnameConflict'))
    expect(found('y', 'ListenerSet infra/old')).toEqual([])
  })

  it('are not told before 1.31', () => {
    const found = of([listener('a', 'HTTP', 80), listener('b', 'HTTP', 80)], '', 'istio@1.30')
    expect([found('a'), found('b')]).toEqual([[], []])
  })
})

describe('a Gateway and a ListenerSet of one name', () => {
  const twin = (port: number) => set('gw', [listener('a', 'HTTP', port, 'allowedRoutes: {namespaces: {from: All}}')])
  const toGateway = route('{parentRefs: [{name: gw, namespace: infra}]}')
  const toSet = route('{parentRefs: [{name: gw, namespace: infra, kind: ListenerSet}]}', { name: 's' })
  const counts = (text: string) => {
    const statuses = byIstio(text)
    const count = (title: string, name: string) => listenerOf(statuses[title], name).attachedRoutes
    return { statuses, a: count('Gateway infra/gw', 'a'), b: count('Gateway infra/gw', 'b'), twin: count('ListenerSet infra/gw', 'a') }
  }
  const listeners = [listener('a', 'HTTP', 80, 'allowedRoutes: {namespaces: {from: All}}'), listener('b', 'HTTP', 82)]

  it('of two listeners of one name only that of the ListenerSet has routes, and both count them', () => {
    const { statuses, ...found } = counts(gateway(listeners) + twin(81) + toGateway + toSet)
    expect(found).toEqual({ a: 1, b: 0, twin: 1 })
    // Only `b` is left of the Gateway, which takes routes of its own namespace.
    expect(statuses['HTTPRoute shop/r']?.parents?.[0]?.conditions[0]).toMatchObject({ status: 'False', reason: 'NotAllowedByListeners' })
    expect(statuses['HTTPRoute shop/s']?.parents?.[0]?.conditions[0]).toMatchObject({ status: 'True' })
  })

  it('where one loses, the other does', () => {
    const { statuses } = counts(gateway(listeners) + twin(80))
    expect(badListener(statuses, 'ListenerSet infra/gw', 'a')).toContain('Conflicted=True/HostnameConflict')
    expect(badListener(statuses, 'Gateway infra/gw', 'a')).toContain('Conflicted=True/HostnameConflict')
    expect(badListener(statuses, 'Gateway infra/gw', 'b')).toEqual([])
  })
})

describe('the Gateway', () => {
  const good = listener('a', 'HTTP', 80)
  const poor = listener('b', 'SCTP', 81)
  const accepted = (reason: string) => [`Accepted=False/${reason}`]
  const hard = [...accepted('UnsupportedAddress'), 'Programmed=False/UnsupportedAddress']
  const names = (...types: string[]) => `addresses: [${types.map((type) => `{type: ${type}, value: x}`).join(', ')}],`

  it.each<[string, string, string[], string[], number]>([
    ['one address of its own', names('IPAddress'), [], [], 1],
    ['a Service', names('Hostname'), [], [], 1],
    ['two, one of them skipped', names('Hostname', 'IPAddress'), accepted('UnsupportedAddress'), accepted('UnsupportedAddress'), 1],
    ['two, both skipped', names('NamedAddress', 'IPAddress'), hard, hard, 0],
    ['one that is nothing', names('NamedAddress'), hard, hard, 0],
    ['bad parameters', 'infrastructure: {parametersRef: {group: "", kind: ConfigMap, name: nope}},', accepted('InvalidParameters'), [], 1],
    ['parameters of another kind', 'infrastructure: {parametersRef: {group: example.com, kind: X, name: x}},', accepted('InvalidParameters'), [], 1],
  ])('%s', (_, more, ofGateway, ofSet, listeners) => {
    const statuses = byIstio(gateway([good], { more }) + set('ls', [listener('c', 'HTTP', 82)]))
    expect(badOf(statuses, 'Gateway infra/gw')).toEqual(ofGateway)
    expect(badOf(statuses, 'ListenerSet infra/ls')).toEqual(ofSet)
    expect(statuses['Gateway infra/gw']?.listeners?.length).toBe(listeners)
    expect(statuses['ListenerSet infra/ls']?.listeners?.length).toBe(listeners)
  })

  it('an annotation that went out of use, where addresses name Services', () => {
    const metadata = 'annotations: {networking.istio.io/service-type: NodePort}'
    expect(badOf(byIstio(gateway([good], { metadata, more: names('Hostname') })), 'Gateway infra/gw')).toEqual(accepted('DeprecatedField'))
    expect(badOf(byIstio(gateway([good], { metadata })), 'Gateway infra/gw')).toEqual([])
  })

  it.each<[string, string[], string, string[]]>([
    ['one sound listener is enough', [good, poor], 'istio@1.31', []],
    ['none is not', [poor, listener('c', 'DCCP', 82)], 'istio@1.31', accepted('ListenersNotValid')],
    ['none was', [poor, listener('c', 'DCCP', 82)], 'istio@1.30', []],
    ['HTTPS without tls is a placeholder', [poor, listener('c', 'HTTPS', 443)], 'istio@1.31', []],
  ])('%s', (_, listeners, entry, expected) => {
    expect(badOf(byIstio(gateway(listeners), entry), 'Gateway infra/gw')).toEqual(expected)
  })

  it('a ListenerSet needs one as well, and has no placeholders', () => {
    const statuses = byIstio(
      gateway([good]) +
        set('ls', [listener('c', 'HTTPS', 443), listener('d', 'SCTP', 82)]) +
        set('fine', [listener('e', 'SCTP', 83), listener('f', 'HTTP', 84)]),
    )
    expect(badOf(statuses, 'ListenerSet infra/ls')).toEqual(['Accepted=False/ListenersNotValid', 'Programmed=False/ListenersNotValid'])
    expect(badListener(statuses, 'ListenerSet infra/ls', 'c')).toEqual([...UNKNOWN, 'Programmed=False/Invalid'])
    expect(badOf(statuses, 'ListenerSet infra/fine')).toEqual([])
  })

  it.each<[string, string, string[]]>([
    ['one that is there', '{name: c}', []],
    ['one that is not', '{name: nope}', ['ResolvedRefs=False/InvalidClientCertificateRef']],
    ['one of another namespace', '{name: c, namespace: other}', ['ResolvedRefs=False/RefNotPermitted']],
    ['one that is not there either', '{name: nope, namespace: other}', ['ResolvedRefs=False/InvalidClientCertificateRef']],
    ['a kind that is none', '{name: c, group: example.com, kind: X}', ['ResolvedRefs=False/InvalidClientCertificateRef']],
  ])('a certificate for backends: %s', (_, ref, expected) => {
    const text = gateway([good], { more: `tls: {backend: {clientCertificateRef: ${ref}}},` }) + secret('c') + secret('c', { namespace: 'other' })
    expect(badOf(byIstio(text), 'Gateway infra/gw')).toEqual(expected)
    expect(badOf(byIstio(text, 'istio@1.29'), 'Gateway infra/gw')).toEqual([])
  })
})

describe('classes', () => {
  const one = [listener('a', 'HTTP', 80), listener('b', 'HBONE', 15008)]
  const ofClass = (name: string, controllerName: string) =>
    `{kind: GatewayClass, metadata: {name: ${name}}, spec: {controllerName: ${controllerName}, parametersRef: {group: x, kind: Y, name: nope}}}\n---\n`
  const titles = (text: string, entry?: string) => Object.keys(byIstio(text, entry)).filter((title) => title !== 'GatewayClass eg')

  it('parameters of a class are not looked at', () => {
    expect(badOf(byIstio(ofClass('mine', 'istio.io/gateway-controller')), 'GatewayClass mine')).toEqual([])
  })

  it('its own name is enough, whoever has the object', () => {
    expect(titles(gateway(one) + ofClass('istio', 'example.com/other'))).toEqual(['Gateway infra/gw'])
    expect(titles(gateway(one, { className: 'mine' }) + ofClass('mine', 'example.com/other'))).toEqual([])
  })

  it('remote Gateways are accepted, and let alone', () => {
    const statuses = byIstio(
      gateway([listener('a', 'SCTP', 80)], { className: 'istio-remote' }) +
        set('ls', [listener('b', 'HTTP', 81)]) +
        route('{parentRefs: [{name: gw, namespace: infra}]}'),
    )
    expect(badOf(statuses, 'Gateway infra/gw')).toEqual([])
    expect(statuses['Gateway infra/gw']?.listeners).toEqual([])
    expect(badOf(statuses, 'ListenerSet infra/ls')).toEqual(['Accepted=False/NotAllowed', 'Programmed=False/NotAllowed'])
    expect(statuses['HTTPRoute shop/r']).toBeUndefined()
  })

  it('waypoints are known where they are switched on, and expect one listener', () => {
    const text = gateway(one, { className: 'istio-waypoint' })
    expect(titles(text)).toEqual([])
    for (const entry of ['istio@1.31,ambient=true', 'istio@1.31,classes=istio+istio-waypoint']) {
      const statuses = byIstio(text, entry)
      expect(badListener(statuses, 'Gateway infra/gw', 'a')).toEqual(UNKNOWN)
      expect(badListener(statuses, 'Gateway infra/gw', 'b')).toEqual([])
      expect(badOf(statuses, 'Gateway infra/gw')).toEqual([])
    }
  })
})
