import { describe, expect, it } from 'vitest'
import { listenerConflict } from '../../src/rules/listener/listener-conflict.ts'
import { BARE, gateway, gatewayClass, ISTIO, KONG, KUMA, OPERATOR } from '../gateway/objects.ts'
import { foundBy } from './found.ts'

const kong = (...listeners: string[]) => foundBy(listenerConflict, gateway({ listeners }), [KONG], ['kic@3.5'])
const places = (findings: readonly { path: string; related: readonly string[] }[]) => findings.map(({ path, related }) => [path, ...related])

describe('listener-conflict', () => {
  it('names both listeners, what is wrong and what would be right', () => {
    expect(kong('web HTTP 80 a.example', 'raw TCP 80')).toEqual([
      {
        rule: 'listener-conflict',
        class: 'intrinsic',
        whole: true,
        path: 'spec.listeners[1]',
        key: ['raw', 'web'],
        message:
          'listener "raw" (TCP, port 80) clashes with "web" (HTTP, port 80, hostname a.example) at spec.listeners[0]: ' +
          'Kong Ingress Controller 3.5 sets Conflicted=True/ProtocolConflict on both and serves neither',
        hint: 'give "raw" a port of its own',
        condition: { type: 'Conflicted', status: 'True', reason: 'ProtocolConflict' },
        restsOn: [],
        related: ['spec.listeners[0]'],
      },
    ])
  })

  it('equal hostnames', () => {
    const [finding] = kong('a HTTPS 443 x.example', 'b TLS 443 x.example')
    expect(finding).toMatchObject({
      message:
        'listener "b" (TLS, port 443, hostname x.example) clashes with "a" (HTTPS, port 443, hostname x.example) at spec.listeners[0]: ' +
        'Kong Ingress Controller 3.5 sets Conflicted=True/HostnameConflict on both and serves neither',
      hint: 'give "b" a hostname or a port of its own',
    })
  })

  it('tells each later listener, on every port', () => {
    expect(places(kong('a HTTP 80', 'b TCP 80', 'c HTTP 81', 'd UDP 81', 'e UDP 80'))).toEqual([
      ['spec.listeners[1]', 'spec.listeners[0]'],
      ['spec.listeners[3]', 'spec.listeners[2]'],
      ['spec.listeners[4]', 'spec.listeners[0]', 'spec.listeners[1]'],
    ])
  })

  it('is bounded in words and complete in paths where many clash', () => {
    const findings = kong(...Array.from({ length: 63 }, (_, n) => `l${n} HTTP 80 h${n}.example`), 'raw TCP 80')
    expect(findings).toHaveLength(1)
    expect(findings[0]?.message).toContain('"l2" (HTTP, port 80, hostname h2.example) at spec.listeners[2] and 60 more: ')
    expect(findings[0]?.related).toHaveLength(63)
  })

  it('Istio from 1.31: the later one loses, and only the one that wins is named', () => {
    const findings = foundBy(
      listenerConflict,
      gateway({ className: 'istio', listeners: ['a HTTP 80', 'b TCP 80', 'c TCP 80'] }),
      [ISTIO],
      ['istio@1.31'],
    )
    expect(findings.map(({ message }) => message)).toEqual([
      'listener "b" (TCP, port 80) clashes with "a" (HTTP, port 80) at spec.listeners[0]: Istio 1.31 sets Conflicted=True/ProtocolConflict on "b" and does not serve it',
      'listener "c" (TCP, port 80) clashes with "a" (HTTP, port 80) at spec.listeners[0]: Istio 1.31 sets Conflicted=True/ProtocolConflict on "c" and does not serve it',
    ])
  })

  it('Istio: a UDP listener is never served, so it loses nothing; one that it displaces does', () => {
    const istio = (...listeners: string[]) => foundBy(listenerConflict, gateway({ className: 'istio', listeners }), [ISTIO], ['istio@1.31'])
    expect(istio('a TCP 53', 'b UDP 53', 'c TCP 54', 'd UDP 54').map((f) => [f.path, f.class])).toEqual([
      ['spec.listeners[1]', 'partial'],
      ['spec.listeners[3]', 'partial'],
    ])
    expect(istio('a UDP 53', 'b TCP 53').map((f) => [f.path, f.class])).toEqual([['spec.listeners[1]', 'intrinsic']])
  })

  it('Kuma: the one that loses is told, not the one that is refused for its protocol', () => {
    const [finding, ...rest] = foundBy(
      listenerConflict,
      gateway({ className: 'kuma', listeners: ['web HTTP 80 x.example', 'raw TLS 80 x.example', 'more HTTP 80 y.example'] }),
      [KUMA],
      ['kuma@2.14'],
    )
    expect(rest).toEqual([])
    expect(finding).toMatchObject({
      path: 'spec.listeners[0]',
      related: ['spec.listeners[1]'],
      condition: { type: 'Conflicted', status: 'True', reason: 'HostnameConflict' },
    })
    expect(finding?.message).toMatch(/ Kuma 2.14 sets Conflicted=True\/HostnameConflict on "web" and does not serve it$/)
  })

  it('Istio: what no status says shows no condition', () => {
    const [finding] = foundBy(
      listenerConflict,
      gateway({ className: 'istio', listeners: ['a HTTP 80 a.example', 'b HTTPS 80 b.example'] }),
      [],
      ['istio@1.30'],
    )
    expect(finding).toMatchObject({ whole: true, class: 'intrinsic' })
    expect(finding?.message).toMatch(/: Istio 1.30 serves a port with one of them only, or mixes them up, and no status says so$/)
    expect(finding).not.toHaveProperty('condition')
  })

  it('Kong Operator: an equal hostname on another port is said, and refuses nothing', () => {
    const object = gateway({ className: 'operator', listeners: ['a HTTP 80 x.example', 'b HTTPS 443 x.example'] })
    expect(foundBy(listenerConflict, object, [OPERATOR], ['kong-operator@2.2'])).toMatchObject([
      { class: 'partial', hint: 'give "b" a hostname of its own' },
    ])
  })

  it('a clash on the port outweighs an equal hostname on another', () => {
    const object = gateway({ className: 'operator', listeners: ['a HTTP 80 x.example', 'b TCP 443', 'c HTTPS 443 x.example'] })
    expect(foundBy(listenerConflict, object, [OPERATOR], ['kong-operator@2.2'])).toMatchObject([
      { class: 'intrinsic', path: 'spec.listeners[2]', related: ['spec.listeners[1]'], condition: { reason: 'ProtocolConflict' } },
    ])
  })

  it.each([
    [
      'TCP beside UDP, by the specification',
      gateway({ className: 'bare', listeners: ['dns TCP 53', 'dns-udp UDP 53'] }),
      [BARE],
      ['gateway-api@1.7'],
    ],
    ['HTTP beside HTTPS, by the specification', gateway({ className: 'bare', listeners: ['a HTTP 80', 'b HTTPS 80'] }), [BARE], ['gateway-api@1.7']],
    ['a class that nobody knows', gateway({ className: 'bare', listeners: ['a HTTP 80', 'b TCP 80'] }), [BARE], []],
    ['a class that is absent', gateway({ className: 'none', listeners: ['a HTTP 80', 'b TCP 80'] }), [], ['gateway-api@1.7']],
    ['hostnames that only overlap', gateway({ listeners: ['a HTTP 80 *.x.example', 'b HTTP 80 a.x.example', 'c HTTP 80'] }), [KONG], ['kic@3.5']],
    ['the same on other ports', gateway({ listeners: ['a HTTP 80', 'b TCP 81', 'c UDP 82', 'd HTTPS 443'] }), [KONG], ['kic@3.5']],
    ['KIC 2.4, which writes the listeners itself', gateway({ listeners: ['a HTTP 80', 'b TCP 80'] }), [KONG], ['kic@2.4']],
    ['Kuma 3.0, which reads no Gateways', gateway({ className: 'kuma', listeners: ['a HTTP 80', 'b HTTPS 80'] }), [KUMA], ['kuma@3.0']],
    [
      'a waypoint',
      gateway({ className: 'waypoint', listeners: ['a HTTP 80', 'b TCP 80'] }),
      [gatewayClass('waypoint', 'istio.io/mesh-controller')],
      [],
    ],
    [
      'a class of a built-in name that another controller has',
      gateway({ className: 'istio', listeners: ['a HTTP 80', 'b TCP 80'] }),
      [gatewayClass('istio', 'example.com/x')],
      [],
    ],
  ])('finds nothing in %s', (_, object, others, entries) => {
    expect(foundBy(listenerConflict, object, others, entries)).toEqual([])
  })
})
