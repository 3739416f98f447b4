import { describe, expect, it } from 'vitest'
import { at, BACKENDS, cert, gateway, HTTP, listener, predicted, route, secret, service } from './kuma-objects.ts'
import { bad } from './statuses.ts'

const listeners = (listenerTexts: readonly string[], more = '') =>
  (predicted(gateway(listenerTexts) + more)['Gateway infra/gw']?.listeners ?? []).map(({ name, conditions }) => [
    name,
    ...conditions.map(({ type, status, reason }) => `${type}=${status}/${reason}`),
  ])

describe('a listener tells the first thing that is wrong', () => {
  const SOUND = ['Accepted=True/Accepted', 'Conflicted=False/NoConflicts', 'ResolvedRefs=True/ResolvedRefs', 'Programmed=True/Programmed']
  const DEAD = 'Programmed=False/Invalid'
  const FAULT = (reason: string) => ['Accepted=True/Accepted', 'Conflicted=False/NoConflicts', `ResolvedRefs=False/${reason}`, DEAD]
  const KINDS = 'allowedRoutes: {kinds: [{kind: GRPCRoute}]}'

  it.each<[string, string[], string, string[][]]>([
    [
      'a protocol that is not supported, and nothing of its kinds',
      [listener('a', 'TCP', 80, KINDS), listener('b', 'http', 81), HTTP],
      '',
      [
        ['a', 'Accepted=False/UnsupportedProtocol', DEAD],
        ['b', 'Accepted=False/UnsupportedProtocol', DEAD],
        ['http', ...SOUND],
      ],
    ],
    [
      'a conflict, and nothing of its kinds',
      [listener('a', 'HTTP', 80, KINDS), listener('b', 'HTTPS', 80, cert('name: absent')), listener('c', 'HTTP', 81)],
      '',
      [
        ['a', 'Conflicted=True/ProtocolConflict', DEAD],
        ['b', 'Conflicted=True/ProtocolConflict', DEAD],
        ['c', ...SOUND],
      ],
    ],
    [
      'a hostname that a refused protocol has on the port too, before a protocol',
      [listener('a', 'HTTP', 80, 'hostname: a.com'), listener('b', 'TLS', 80, 'hostname: a.com'), listener('c', 'HTTPS', 80, cert('name: good'))],
      secret('good'),
      [
        ['a', 'Conflicted=True/HostnameConflict', DEAD],
        ['b', 'Accepted=False/UnsupportedProtocol', DEAD],
        ['c', 'Conflicted=True/ProtocolConflict', DEAD],
      ],
    ],
    [
      'route kinds before certificates, and of those the first that is bad',
      [
        listener('a', 'HTTPS', 443, `hostname: a.com, ${KINDS}, ${cert('name: absent')}`),
        listener('b', 'HTTPS', 443, `hostname: b.com, ${cert('name: good', 'name: absent', 'name: other, namespace: certs')}`),
        listener('c', 'HTTPS', 443, `hostname: c.com, ${cert('name: other, namespace: certs, kind: Bundle, group: x.io', 'name: absent')}`),
      ],
      secret('good') + secret('other', 'certs'),
      [
        ['a', ...FAULT('InvalidRouteKinds')],
        ['b', ...FAULT('InvalidCertificateRef')],
        ['c', ...FAULT('RefNotPermitted')],
      ],
    ],
  ])('%s', (_, texts, more, expected) => {
    expect(listeners(texts, more)).toEqual(expected)
  })

  it('whatever its protocol it shows the kinds that it names, and the Gateway is Programmed where all listeners are', () => {
    const texts = [listener('a', 'UDP', 53), listener('b', 'TCP', 54, 'allowedRoutes: {kinds: [{kind: TCPRoute}]}'), HTTP]
    const status = predicted(gateway(texts) + gateway([HTTP], at('fine')))
    expect(status['Gateway infra/gw']?.listeners?.map(({ supportedKinds }) => supportedKinds)).toEqual([['HTTPRoute'], [], ['HTTPRoute']])
    expect(status['Gateway infra/gw']?.conditions).toEqual([
      { type: 'Accepted', status: 'True', reason: 'Accepted' },
      { type: 'Programmed', status: 'False', reason: 'Invalid' },
    ])
    expect(bad(status['Gateway infra/fine']?.conditions)).toEqual([])
  })
})

describe('attachment', () => {
  const conditions = (text: string) => predicted(text)['HTTPRoute infra/r']?.parents?.map(({ conditions: list }) => bad(list))
  const two = gateway([
    listener('a', 'HTTP', 80, 'hostname: "*.a.com", allowedRoutes: {namespaces: {from: Selector}}'),
    listener('b', 'HTTP', 80, 'hostname: b.com'),
    listener('udp', 'UDP', 53),
  ])
  const to = (parent: string, hostnames = 'hostnames: [x.a.com]') =>
    two + service('web') + route([BACKENDS], `${hostnames}, parentRefs: [{name: gw, ${parent}}, {name: gw, sectionName: b}]`)

  it.each<[string, string, string[][]]>([
    [
      'no section of that name, and hostnames',
      to('sectionName: no'),
      [['Accepted=False/NoMatchingListenerHostname'], ['Accepted=False/NoMatchingListenerHostname']],
    ],
    ['no section of that name, and no hostnames', to('sectionName: no', 'hostnames: []'), [['Accepted=False/NoMatchingParent'], []]],
    [
      'the hostname before the namespace',
      to('sectionName: a'),
      [['Accepted=False/NotAllowedByListeners'], ['Accepted=False/NoMatchingListenerHostname']],
    ],
    ['the hostname of one listener and the namespace of another', to('port: 80'), [[], ['Accepted=False/NoMatchingListenerHostname']]],
    ['a wildcard as text', to('port: 80', 'hostnames: [xa.com, c.com]'), [[], ['Accepted=False/NoMatchingListenerHostname']]],
    [
      'not what follows the star alone',
      to('port: 80', 'hostnames: [a.com, c.com]'),
      [['Accepted=False/NoMatchingListenerHostname'], ['Accepted=False/NoMatchingListenerHostname']],
    ],
    ['a listener that lists other kinds, or is refused', to('sectionName: udp'), [[], ['Accepted=False/NoMatchingListenerHostname']]],
  ])('%s', (_, text, expected) => {
    expect(conditions(text)).toEqual(expected)
  })

  it('counts accepted parentRefs by name and hostname, also those to another Gateway, and not the port', () => {
    const text =
      gateway([listener('a', 'HTTP', 80, 'hostname: a.com'), listener('b', 'HTTP', 81, 'hostname: b.com'), listener('u', 'UDP', 80)]) +
      gateway([listener('b', 'HTTP', 80)], at('gw2')) +
      service('web') +
      route([BACKENDS], 'hostnames: [a.com], parentRefs: [{name: gw, port: 80}, {name: gw2, sectionName: b}]') +
      route([BACKENDS], 'parentRefs: [{name: gw, sectionName: a}, {name: gw2}, {name: absent}]', at('r2')) +
      route(['matches: []'], 'parentRefs: [{name: gw}]', at('unwritten'))
    const counts = Object.values(predicted(text)).map(({ listeners: list }) => list?.map(({ name, attachedRoutes }) => `${name} ${attachedRoutes}`))
    expect(counts.filter((list) => list)).toEqual([['a 3', 'b 1', 'u 2'], ['b 3']])
  })
})
