import { describe, expect, it } from 'vitest'
import { bad, listenerOf, statusesOf } from './statuses.ts'

const gateway = (listeners: readonly string[], { className = 'eg', more = '' } = {}) =>
  `{kind: Gateway, metadata: {name: gw, namespace: infra, creationTimestamp: "2026-01-01T00:00:00Z"}, spec: {gatewayClassName: ${className}, ${more} listeners: [${listeners.join(', ')}]}}\n---\n`
const set = (name: string, listeners: readonly string[], created = '2026-01-02T00:00:00Z') =>
  `{kind: ListenerSet, metadata: {name: ${name}, namespace: infra, creationTimestamp: "${created}"}, spec: {parentRef: {name: gw}, listeners: [${listeners.join(', ')}]}}\n---\n`
const listener = (name: string, protocol: string, port: number, more = '') => `{name: ${name}, protocol: ${protocol}, port: ${port}, ${more}}`
const cert = (...refs: string[]) => `tls: {certificateRefs: [${refs.join(', ')}]}`
const secret = (name: string, { namespace = 'infra', type = 'kubernetes.io/tls' } = {}) =>
  `{kind: Secret, metadata: {name: ${name}, namespace: ${namespace}}, type: ${type}, keyCount: 2, data: {tls.crt: ${name}, tls.key: key}}\n---\n`
const grant = (kind: string) =>
  `{kind: ReferenceGrant, metadata: {name: grant, namespace: other}, spec: {from: [{group: gateway.networking.k8s.io, kind: ${kind}, namespace: infra}], to: [{group: "", kind: Secret}]}}\n---\n`
const ALL = 'allowedListeners: {namespaces: {from: All}},'

describe('a listener by itself', () => {
  const both = (text: string) =>
    ['eg', 'bare'].map((className) => bad(listenerOf(statusesOf(text.replace('CLASS', className))['Gateway infra/gw'], 'a').conditions))

  it.each<[string, string, string, string[], string[]]>([
    ['plain HTTP', listener('a', 'HTTP', 80), '', [], []],
    [
      'an unknown protocol',
      listener('a', 'SCTP', 80),
      '',
      ['Accepted=False/UnsupportedProtocol', 'Programmed=False/Invalid'],
      ['Accepted=False/UnsupportedProtocol', 'Programmed=False/Invalid'],
    ],
    [
      'a protocol in lower case',
      listener('a', 'http', 80),
      '',
      ['Accepted=False/UnsupportedProtocol', 'Programmed=False/Invalid'],
      ['Accepted=False/UnsupportedProtocol', 'Programmed=False/Invalid'],
    ],
    [
      'a kind of another protocol',
      listener('a', 'HTTP', 80, 'allowedRoutes: {kinds: [{kind: TCPRoute}, {kind: HTTPRoute}]}'),
      '',
      ['Programmed=False/Invalid', 'ResolvedRefs=False/InvalidRouteKinds'],
      ['Programmed=False/Invalid', 'ResolvedRefs=False/InvalidRouteKinds'],
    ],
    [
      'a selector that is not there',
      listener('a', 'HTTP', 80, 'allowedRoutes: {namespaces: {from: Selector}}'),
      '',
      ['Programmed=False/Invalid'],
      ['Programmed=False/Invalid'],
    ],
    ['HTTPS without tls', listener('a', 'HTTPS', 443), '', ['Programmed=False/Invalid'], ['Programmed=False/Invalid']],
    [
      'HTTPS without certificates',
      listener('a', 'HTTPS', 443, 'tls: {options: {x: y}}'),
      '',
      ['Programmed=False/Invalid'],
      ['Programmed=False/Invalid'],
    ],
    ['a certificate that is there', listener('a', 'HTTPS', 443, cert('{name: c}')), secret('c'), [], []],
    [
      'a certificate that is not there',
      listener('a', 'HTTPS', 443, cert('{name: c}')),
      '',
      ['Programmed=False/Invalid', 'ResolvedRefs=False/InvalidCertificateRef'],
      ['Programmed=False/Invalid', 'ResolvedRefs=False/InvalidCertificateRef'],
    ],
    [
      'a certificate of another kind',
      listener('a', 'HTTPS', 443, cert('{kind: ConfigMap, name: c}')),
      '',
      ['Programmed=False/Invalid', 'ResolvedRefs=False/InvalidCertificateRef'],
      ['Programmed=False/Invalid', 'ResolvedRefs=False/InvalidCertificateRef'],
    ],
    [
      'a Secret of another type',
      listener('a', 'TLS', 443, cert('{name: c}')),
      secret('c', { type: 'Opaque' }),
      ['Programmed=False/Invalid', 'ResolvedRefs=False/InvalidCertificateRef'],
      ['Programmed=False/Invalid', 'ResolvedRefs=False/InvalidCertificateRef'],
    ],
    [
      'a certificate without a grant, there or not',
      listener('a', 'HTTPS', 443, cert('{name: c, namespace: other}')),
      secret('c', { namespace: 'other' }),
      ['Programmed=False/Invalid', 'ResolvedRefs=False/RefNotPermitted'],
      ['Programmed=False/Invalid', 'ResolvedRefs=False/RefNotPermitted'],
    ],
    [
      'a certificate with a grant',
      listener('a', 'HTTPS', 443, cert('{name: c, namespace: other}')),
      secret('c', { namespace: 'other' }) + grant('Gateway'),
      [],
      [],
    ],
    [
      'a missing certificate with a grant, which is not loaded',
      listener('a', 'HTTPS', 443, cert('{name: c, namespace: other}')),
      grant('Gateway'),
      ['Programmed=False/Invalid', 'ResolvedRefs=False/RefNotPermitted'],
      ['Programmed=False/Invalid', 'ResolvedRefs=False/InvalidCertificateRef'],
    ],
    [
      'one good and one bad certificate',
      listener('a', 'HTTPS', 443, cert('{name: c}', '{name: absent}')),
      secret('c'),
      ['ResolvedRefs=False/PartiallyInvalidCertificateRef'],
      ['ResolvedRefs=False/InvalidCertificateRef'],
    ],
    ['Passthrough', listener('a', 'TLS', 443, 'tls: {mode: Passthrough}'), '', [], []],
    [
      'Passthrough with a certificate',
      listener('a', 'TLS', 443, 'tls: {mode: Passthrough, certificateRefs: [{name: c}]}'),
      '',
      ['Programmed=False/Invalid'],
      [],
    ],
  ])('%s', (_, one, others, eg, bare) => {
    expect(both(gateway([one], { className: 'CLASS' }) + others)).toEqual([eg, bare])
  })

  it('a certificate of a ListenerSet needs a grant from ListenerSet', () => {
    const text =
      gateway([listener('a', 'HTTP', 80)], { more: ALL }) +
      set('ls', [listener('b', 'HTTPS', 443, cert('{name: c, namespace: other}'))]) +
      secret('c', { namespace: 'other' })
    const of = (kind: string) => bad(listenerOf(statusesOf(text + grant(kind))['ListenerSet infra/ls'], 'b').conditions)
    expect(of('Gateway')).toEqual(['Programmed=False/ListenersNotValid', 'ResolvedRefs=False/RefNotPermitted'])
    expect(of('ListenerSet')).toEqual([])
  })

  it('what is in a pair counts where it is read, at the time that is given', () => {
    const text =
      gateway([listener('a', 'HTTPS', 443, cert('{name: old}')), listener('b', 'HTTPS', 8443, cert('{name: one}', '{name: two}'))]) +
      secret('old') +
      secret('one') +
      secret('two')
    const readKeyPair = (certificate: string) => ({
      validFrom: 0,
      validUntil: certificate === 'old' ? 10 : 100,
      algorithm: 'ec',
      names: ['a.example'],
    })
    const at = (now: number) => ['a', 'b'].map((name) => bad(listenerOf(statusesOf(text, { now, readKeyPair })['Gateway infra/gw'], name).conditions))
    const doubled = ['ResolvedRefs=False/PartiallyInvalidCertificateRef']
    const useless = ['Programmed=False/Invalid', 'ResolvedRefs=False/InvalidCertificateRef']
    expect(at(5)).toEqual([[], doubled])
    expect(at(50)).toEqual([useless, doubled])
    expect(at(500)).toEqual([useless, useless])
    const junk = statusesOf(text, { readKeyPair: () => ({ problem: 'junk' }) })['Gateway infra/gw']
    expect(bad(listenerOf(junk, 'a').conditions)).toEqual(useless)
    expect(bad(listenerOf(statusesOf(text)['Gateway infra/gw'], 'a').conditions)).toEqual([])
  })

  it('supported kinds are those of the protocol, or those named of them', () => {
    const text = gateway([
      listener('a', 'HTTP', 80),
      listener('b', 'TLS', 443, 'tls: {mode: Passthrough}'),
      listener('c', 'TLS', 8443, cert('{name: c}')),
      listener('d', 'HTTP', 81, 'allowedRoutes: {kinds: [{kind: GRPCRoute}, {group: example.com, kind: HTTPRoute}]}'),
      listener('e', 'HTTP', 82, 'allowedRoutes: {kinds: [{kind: UDPRoute}]}'),
    ])
    const status = statusesOf(text)['Gateway infra/gw']
    expect(status?.listeners?.map(({ supportedKinds }) => supportedKinds)).toEqual([
      ['HTTPRoute', 'GRPCRoute'],
      ['TLSRoute'],
      ['TCPRoute', 'TLSRoute'],
      ['GRPCRoute'],
      [],
    ])
  })
})

describe('CA certificates for clients', () => {
  const text = (refs: string, more = '') =>
    gateway([listener('a', 'HTTPS', 443, cert('{name: c}')), listener('b', 'HTTP', 80)], {
      more: `tls: {frontend: {default: {validation: {caCertificateRefs: [${refs}]}}}},`,
    }) +
    secret('c') +
    more
  const of = (stream: string) => {
    const status = statusesOf(stream)['Gateway infra/gw']
    return [bad(status?.conditions), bad(listenerOf(status, 'a').conditions), bad(listenerOf(status, 'b').conditions)]
  }
  const refused = (reason: string) => [['Accepted=False/NoValidCACertificate', `Programmed=False/${reason}`, `ResolvedRefs=False/${reason}`], []]

  it.each([
    [
      'are there',
      '{group: "", kind: ConfigMap, name: ca}',
      '{kind: ConfigMap, metadata: {name: ca, namespace: infra}, data: {ca.crt: x}}',
      [[], [], []],
    ],
    [
      'are not there',
      '{group: "", kind: ConfigMap, name: ca}',
      '',
      [['ResolvedRefs=False/InvalidParameters'], ...refused('InvalidCACertificateRef')],
    ],
    [
      'are of a kind that holds none',
      '{group: "", kind: Service, name: ca}',
      '',
      [['ResolvedRefs=False/InvalidParameters'], ...refused('InvalidCACertificateKind')],
    ],
    [
      'lack a grant',
      '{group: "", kind: ConfigMap, name: ca, namespace: other}',
      '',
      [['ResolvedRefs=False/InvalidParameters'], ...refused('RefNotPermitted')],
    ],
  ])('%s', (_, refs, more, expected) => {
    expect(of(text(refs, more))).toEqual(expected)
  })
})

describe('listeners that meet', () => {
  const conflicts = (text: string) =>
    ['Gateway infra/gw', 'ListenerSet infra/old', 'ListenerSet infra/young'].flatMap((title) =>
      (statusesOf(text)[title]?.listeners ?? []).map(({ name, conditions }) =>
        `${name} ${conditions.find(({ type, status }) => type === 'Conflicted' && status === 'True')?.reason ?? ''}`.trim(),
      ),
    )
  const merged = (own: readonly string[], old: readonly string[], young: readonly string[], className = 'eg') =>
    gateway(own, { className, more: ALL }) + set('young', young, '2026-02-02T00:00:00Z') + set('old', old, '2026-02-01T00:00:00Z')

  it('in one Gateway nobody wins', () => {
    expect(conflicts(gateway([listener('a', 'HTTP', 80), listener('b', 'TCP', 80), listener('c', 'HTTP', 81), listener('d', 'UDP', 80)]))).toEqual([
      'a ProtocolConflict',
      'b ProtocolConflict',
      'c',
      'd',
    ])
  })

  it('HTTP beside HTTPS is a matter of choice', () => {
    const text = (className: string) =>
      gateway([listener('a', 'HTTP', 80), listener('b', 'HTTPS', 80, cert('{name: c}'))], { className }) + secret('c')
    expect(conflicts(text('eg'))).toEqual(['a ProtocolConflict', 'b ProtocolConflict'])
    expect(conflicts(text('bare'))).toEqual(['a', 'b'])
  })

  it('the Gateway wins over its ListenerSets, the older of which wins over the younger', () => {
    const text = merged(
      [listener('a', 'HTTP', 80)],
      [listener('b', 'HTTP', 80), listener('c', 'HTTP', 80, 'hostname: x.example'), listener('d', 'TCP', 90)],
      [listener('e', 'HTTP', 80, 'hostname: x.example'), listener('f', 'HTTP', 90)],
    )
    expect(conflicts(text)).toEqual(['a', 'b HostnameConflict', 'c', 'd', 'e HostnameConflict', 'f ProtocolConflict'])
    const status = statusesOf(text)['ListenerSet infra/young']
    expect(bad(status?.conditions)).toEqual(['Accepted=False/ListenersNotValid', 'Programmed=False/ListenersNotValid'])
    expect(bad(listenerOf(status, 'f').conditions)).toEqual([
      'Accepted=False/ProtocolConflict',
      'Conflicted=True/ProtocolConflict',
      'Programmed=False/ProtocolConflict',
    ])
  })

  it('a mix in one ListenerSet drops all of it there, or its later listeners', () => {
    const mix = [listener('a', 'HTTP', 90), listener('b', 'TCP', 90), listener('c', 'HTTP', 91)]
    expect(conflicts(merged([], mix, [listener('d', 'HTTP', 90)]))).toEqual(['a ProtocolConflict', 'b ProtocolConflict', 'c', 'd'])
    expect(conflicts(merged([], mix, [listener('d', 'HTTP', 90, 'hostname: x.example')], 'bare'))).toEqual(['a', 'b ProtocolConflict', 'c', 'd'])
  })

  it('a second TCP listener on a port is only Conflicted, or refused', () => {
    const text = (className: string) => merged([listener('a', 'TCP', 90)], [listener('b', 'TCP', 90)], [], className)
    const of = (className: string) => bad(listenerOf(statusesOf(text(className))['ListenerSet infra/old'], 'b').conditions)
    expect(of('eg')).toEqual(['Conflicted=True/ProtocolConflict', 'Programmed=False/ListenersNotValid'])
    expect(of('bare')).toEqual(['Accepted=False/ProtocolConflict', 'Conflicted=True/ProtocolConflict', 'Programmed=False/ProtocolConflict'])
  })

  it('a listener with a fault of its own blocks nobody, or does', () => {
    const text = (className: string) =>
      gateway([listener('a', 'TCP', 80, 'allowedRoutes: {kinds: [{kind: HTTPRoute}]}'), listener('b', 'HTTP', 80)], { className })
    expect(conflicts(text('eg'))).toEqual(['a', 'b'])
    expect(conflicts(text('bare'))).toEqual(['a ProtocolConflict', 'b ProtocolConflict'])
  })
})

describe('listeners that share a port and names', () => {
  const reasons = (
    hostnames: readonly [string, string],
    names: readonly [readonly string[], readonly string[]],
    className = 'eg',
    protocol = 'HTTPS',
  ) => {
    const listeners = hostnames.map((hostname, index) =>
      listener(`l${index}`, protocol, 443, `hostname: "${hostname}", ${cert(`{name: c${index}}`)}`),
    )
    const readKeyPair = (certificate: string) => ({ validFrom: 0, validUntil: 1, algorithm: 'ec', names: names[certificate === 'c0' ? 0 : 1] })
    const status = statusesOf(gateway(listeners, { className }) + secret('c0') + secret('c1'), { readKeyPair })['Gateway infra/gw']
    return status?.listeners?.map(({ conditions }) => conditions.find(({ type }) => type === 'OverlappingTLSConfig')?.reason ?? '')
  }

  it.each<[string, string, string, string[], string[], string]>([
    ['neither', 'a.x', 'b.x', ['a.x'], ['b.x'], ''],
    ['a wildcard beside a name', '*.x', 'b.x', ['a.y'], ['b.y'], 'OverlappingHostnames'],
    ['a wildcard beside a name two labels down', '*.x', 'a.b.x', ['a.y'], ['b.y'], ''],
    ['one certificate for both', 'a.x', 'b.x', ['*.x'], ['b.x'], 'OverlappingCertificates'],
    ['both', '*.x', 'b.x', ['*.x'], ['b.x'], 'OverlappingCertificates'],
  ])('%s', (_, first, second, one, other, expected) => {
    expect(reasons([first, second], [one, other])).toEqual([expected, expected])
  })

  it('Envoy Gateway looks at HTTPS only', () => {
    expect(reasons(['*.x', 'b.x'], [[], []], 'eg', 'TLS')).toEqual(['', ''])
    expect(reasons(['*.x', 'b.x'], [[], []], 'bare', 'TLS')).toEqual(['OverlappingHostnames', 'OverlappingHostnames'])
  })
})

describe('Gateways, classes and ListenerSets', () => {
  const conditions = (text: string, title: string) => bad(statusesOf(text)[title]?.conditions)

  it('a class is refused for parameters of a kind that is not known, or that are not there', () => {
    const of = (name: string, kind: string) =>
      conditions(
        `{kind: GatewayClass, metadata: {name: odd}, spec: {controllerName: ${name}, parametersRef: {group: "", kind: ${kind}, name: absent, namespace: x}}}`,
        'GatewayClass odd',
      )
    expect(of('gateway.envoyproxy.io/gatewayclass-controller', 'ConfigMap')).toEqual(['Accepted=False/InvalidParameters'])
    expect(of('example.com/bare', 'ConfigMap')).toEqual(['Accepted=False/InvalidParameters'])
    expect(of('example.com/bare', 'Widget')).toEqual([])
  })

  it('a Gateway refused for its address has no listeners, and its ListenerSets are told so or not', () => {
    const text = (className: string) =>
      gateway([listener('a', 'HTTP', 80)], { className, more: `${ALL} addresses: [{type: example.com/odd, value: x}],` }) +
      set('ls', [listener('b', 'HTTP', 81)])
    expect(statusesOf(text('eg'))['Gateway infra/gw']).toMatchObject({
      conditions: [{ type: 'Accepted', status: 'False', reason: 'UnsupportedAddress' }],
      listeners: [],
    })
    expect(conditions(text('eg'), 'ListenerSet infra/ls')).toEqual([])
    expect(conditions(text('bare'), 'ListenerSet infra/ls')).toEqual(['Accepted=False/ParentNotAccepted', 'Programmed=False/ParentNotAccepted'])
  })

  it('ListenerSets come in only where the Gateway lets them', () => {
    const of = (allowed: string) =>
      conditions(gateway([listener('a', 'HTTP', 80)], { more: allowed }) + set('ls', [listener('b', 'HTTP', 81)]), 'ListenerSet infra/ls')
    const refused = ['Accepted=False/NotAllowed', 'Programmed=False/NotAllowed']
    expect(of('')).toEqual(refused)
    expect(of('allowedListeners: {namespaces: {from: None}},')).toEqual(refused)
    expect(of('allowedListeners: {namespaces: {from: Same}},')).toEqual([])
    expect(of('allowedListeners: {namespaces: {from: Selector, selector: {matchLabels: {kubernetes.io/metadata.name: infra}}}},')).toEqual([])
    expect(of('allowedListeners: {namespaces: {from: Selector, selector: {matchLabels: {team: x}}}},')).toEqual(refused)
  })

  it('some listeners make a Gateway, none does not', () => {
    expect(statusesOf(gateway([listener('a', 'HTTP', 80), listener('b', 'SCTP', 81)]))['Gateway infra/gw']?.conditions).toContainEqual({
      type: 'Accepted',
      status: 'True',
      reason: 'ListenersNotValid',
    })
    expect(conditions(gateway([listener('b', 'SCTP', 81)]), 'Gateway infra/gw')).toEqual([
      'Accepted=False/ListenersNotValid',
      'Programmed=False/AddressNotAssigned',
    ])
  })

  it('an address that cannot be used is known before anything runs', () => {
    const of = (address: string) => conditions(gateway([listener('a', 'HTTP', 80)], { more: `addresses: [${address}],` }), 'Gateway infra/gw')
    expect(of('{value: 10.0.0.1}')).toEqual([])
    expect(of('{type: Hostname, value: a.example}')).toEqual(['Programmed=False/AddressNotUsable'])
  })

  it.each([
    ['{name: c}', secret('c'), []],
    ['{name: c}', '', ['ResolvedRefs=False/InvalidClientCertificateRef']],
    ['{kind: ConfigMap, name: c}', '', ['ResolvedRefs=False/InvalidClientCertificateRef']],
    ['{name: c, namespace: other}', secret('c', { namespace: 'other' }), ['ResolvedRefs=False/RefNotPermitted']],
  ])('client certificate %s', (ref, more, expected) => {
    expect(
      conditions(gateway([listener('a', 'HTTP', 80)], { more: `tls: {backend: {clientCertificateRef: ${ref}}},` }) + more, 'Gateway infra/gw'),
    ).toEqual(expected)
  })

  it('nothing is predicted for a class that is not there, or of a controller whose status is not known', () => {
    const statuses = statusesOf(
      gateway([listener('a', 'HTTP', 80)], { className: 'operator' }) +
        gateway([listener('a', 'HTTP', 80)], { className: 'absent' }).replace('name: gw', 'name: other'),
    )
    expect(Object.keys(statuses)).toEqual(['GatewayClass eg', 'GatewayClass bare'])
  })
})

describe('TLS modes that a class does not publish', () => {
  const publishing = (...names: string[]) =>
    `{kind: GatewayClass, metadata: {name: own}, spec: {controllerName: example.com/own}, status: {supportedFeatures: [${names.map((name) => `{name: ${name}}`)}]}}\n---\n`
  const terminated = listener('a', 'TLS', 443, `hostname: a.example, ${cert('{name: c}')}`)
  const passed = listener('b', 'TLS', 443, 'hostname: b.example, tls: {mode: Passthrough}')
  const apart = listener('c', 'TLS', 8443, 'tls: {mode: Passthrough}')
  const conditions = (features: readonly string[]) => {
    const text = publishing(...features) + gateway([terminated, passed, apart], { className: 'own' }) + secret('c')
    const status = statusesOf(text)['Gateway infra/gw']
    return ['a', 'b', 'c'].map((name) => bad(listenerOf(status, name).conditions).join(' '))
  }

  it.each<[string, string[], string[]]>([
    ['nothing is published', [], ['', '', '']],
    ['all is', ['TLSRoute', 'TLSRouteModeTerminate', 'TLSRouteModeMixed'], ['', '', '']],
    ['no termination', ['TLSRoute'], ['Accepted=False/UnsupportedValue Programmed=False/Invalid', '', '']],
    [
      'no mixture',
      ['TLSRoute', 'TLSRouteModeTerminate'],
      ['Accepted=False/ProtocolConflict Programmed=False/Invalid', 'Accepted=False/ProtocolConflict Programmed=False/Invalid', ''],
    ],
  ])('%s', (_, features, expected) => {
    expect(conditions(features)).toEqual(expected)
  })
})
