import { describe, expect, it } from 'vitest'
import { sharedPortConflict } from '../../src/rules/listener/shared-port-conflict.ts'
import { gateway, gatewayClass, KONG, OPERATOR } from '../gateway/objects.ts'
import { foundBy } from './found.ts'

const OLD = '2026-01-01T00:00:00Z'
const shared = (object: ReturnType<typeof gateway>, ...others: ReturnType<typeof gateway>[]) =>
  foundBy(sharedPortConflict, object, [KONG, ...others], ['kic@3.5'])

describe('shared-port-conflict', () => {
  it('another protocol on a port of another Gateway in the namespace', () => {
    expect(shared(gateway({ name: 'b', listeners: ['raw TCP 9000'] }), gateway({ name: 'a', created: OLD, listeners: ['web HTTP 9000'] }))).toEqual([
      {
        rule: 'shared-port-conflict',
        class: 'contradiction',
        whole: true,
        path: 'spec.listeners[0]',
        key: 'raw default/a/web ProtocolConflict',
        message:
          'listener "raw" (TCP, port 9000) asks for port 9000 with another protocol than listener "web" (HTTP) of Gateway "a": ' +
          'Kong Ingress Controller 3.5 serves both Gateways by one data plane, a port there has one protocol, and no status says so',
        hint: 'give "raw" another port',
        restsOn: [{ kind: 'Gateway', namespace: 'default', name: 'a', state: 'found' }],
        related: [],
      },
    ])
  })

  it('names nothing of another namespace', () => {
    const secret = gateway({
      name: 'hidden-name',
      namespace: 'hidden-namespace',
      created: OLD,
      listeners: ['hidden-listener HTTP 80', 'other-listener HTTP 81 x.example'],
    })
    const findings = shared(gateway({ listeners: ['a TCP 80', 'b HTTP 81 x.example'] }), secret)
    expect(findings.map(({ message }) => message)).toEqual([
      'listener "a" (TCP, port 80) asks for port 80 with another protocol than a listener of a Gateway in another namespace: ' +
        'Kong Ingress Controller 3.5 serves both Gateways by one data plane, a port there has one protocol, and no status says so',
      'listener "b" (HTTP, port 81, hostname x.example) asks for the port and hostname of a listener of a Gateway in another namespace: ' +
        'Kong Ingress Controller 3.5 serves both Gateways by one data plane, so the routes of each answer on the other',
    ])
    for (const { message, hint } of findings) expect(message + hint).not.toMatch(/hidden|other-listener/)
  })

  it('is whole only when no listener is left', () => {
    const other = gateway({ name: 'a', created: OLD, listeners: ['x HTTP 80', 'y HTTP 81'] })
    expect(shared(gateway({ name: 'b', listeners: ['a TCP 80', 'b TCP 81'] }), other).map(({ whole }) => whole)).toEqual([true, true])
    expect(shared(gateway({ name: 'b', listeners: ['a TCP 80', 'b HTTP 82'] }), other).map(({ whole }) => whole)).toEqual([false])
    expect(shared(gateway({ name: 'b', listeners: ['a HTTP 80'] }), other).map(({ whole }) => whole)).toEqual([false])
  })

  it('sees Gateways of every class of the controller, and none of another', () => {
    const second = gatewayClass('kong-2', 'konghq.com/kic-gateway-controller')
    const others = [KONG, second, OPERATOR, gateway({ name: 'x', className: 'operator', listeners: ['x HTTP 80'] })]
    const object = gateway({ name: 'b', listeners: ['raw TCP 80'] })
    expect(foundBy(sharedPortConflict, object, others, ['kic@3.5'])).toEqual([])
    const met = foundBy(sharedPortConflict, object, [...others, gateway({ name: 'y', className: 'kong-2', listeners: ['x HTTP 80'] })], ['kic@3.5'])
    expect(met.map(({ restsOn }) => restsOn[0]?.name)).toEqual(['y'])
  })

  it('says each listener once: the gravest, of the oldest Gateway, whatever the order in the view', () => {
    const others = [
      gateway({ name: 'merged', created: '2026-01-01T00:00:00Z', listeners: ['m HTTP 80 x.example'] }),
      gateway({ name: 'young', created: '2026-01-03T00:00:00Z', listeners: ['y TCP 80'] }),
      gateway({ name: 'old', created: '2026-01-02T00:00:00Z', listeners: ['o TCP 80'] }),
    ]
    const object = gateway({ name: 'new', listeners: ['web HTTP 80 x.example', 'more HTTP 80 y.example'] })
    const expected = [
      ['spec.listeners[0]', 'old'],
      ['spec.listeners[1]', 'old'],
    ]
    for (const list of [others, others.toReversed()]) {
      expect(shared(object, ...list).map(({ path, restsOn }) => [path, restsOn[0]?.name])).toEqual(expected)
    }
  })

  it('says the first listener of a Gateway that offers several, whatever the order in the view', () => {
    const both = gateway({ name: 'both', created: '2026-01-02T00:00:00Z', listeners: ['first HTTPS 443', 'second TLS 443'] })
    const young = gateway({ name: 'young', created: '2026-01-03T00:00:00Z', listeners: ['y TLS 443'] })
    for (const listener of ['a TCP 443', 'a HTTPS 443', 'a TLS 443']) {
      for (const list of [
        [both, young],
        [young, both],
      ]) {
        expect(shared(gateway({ name: 'new', listeners: [listener] }), ...list).map(({ key }) => key)).toEqual([
          expect.stringMatching(/^a default\/both\/first /),
        ])
      }
    }
  })

  it.each([
    ['another hostname', 'a HTTP 80 y.example'],
    ['another port', 'a TCP 81'],
    ['an unset hostname beside a set one', 'a HTTP 80'],
  ])('finds nothing in %s', (_, listener) => {
    expect(shared(gateway({ name: 'b', listeners: [listener] }), gateway({ name: 'a', listeners: ['x HTTP 80 x.example'] }))).toEqual([])
  })

  it('finds nothing in TCP beside UDP: they are two sockets', () => {
    const [udp, tcp] = [gateway({ name: 'a', created: OLD, listeners: ['x UDP 80'] }), gateway({ name: 'a', created: OLD, listeners: ['x TCP 80'] })]
    for (const protocol of ['HTTP', 'HTTPS', 'TLS', 'TCP']) expect(shared(gateway({ name: 'b', listeners: [`y ${protocol} 80`] }), udp)).toEqual([])
    expect(shared(gateway({ name: 'b', listeners: ['y UDP 80'] }), tcp)).toEqual([])
    expect(shared(gateway({ name: 'b', listeners: ['y UDP 80'] }), udp).map(({ path }) => path)).toEqual(['spec.listeners[0]'])
  })
})
