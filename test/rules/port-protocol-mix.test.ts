import { describe, expect, it } from 'vitest'
import { portProtocolMix } from '../../src/rules/listener/port-protocol-mix.ts'
import { gateway, ISTIO, KONG, KUMA } from '../gateway/objects.ts'
import { foundBy } from './found.ts'
import { CLASS, ENVOY, SPEC } from './places.ts'

const inListeners = (listeners: readonly string[], entries = SPEC, of = CLASS) =>
  foundBy(portProtocolMix, gateway({ className: of.metadata.name, listeners }), [of], entries)

describe('port-protocol-mix', () => {
  it('tells each later listener, with all that it shares its port with', () => {
    expect(inListeners(['a HTTP 80', 'b HTTP 443', 'c HTTPS 80 x.example', 'd TLS 80', 'e TLS 443'])).toMatchObject([
      {
        class: 'partial',
        whole: false,
        path: 'spec.listeners[2]',
        key: 'c',
        message:
          'listener "c" (HTTPS, port 80, hostname x.example) shares its port with "a" (HTTP, port 80) at spec.listeners[0]: the specification allows it, hardly any data plane can serve both',
        hint: 'give "c" a port of its own',
        related: ['spec.listeners[0]'],
      },
      { path: 'spec.listeners[3]', related: ['spec.listeners[0]'] },
      { path: 'spec.listeners[4]', related: ['spec.listeners[1]'] },
    ])
  })

  it.each([
    [['a HTTPS 443 x.example', 'b TLS 443 X.example'], 1],
    [['a HTTPS 443', 'b TLS 443'], 1],
    [['a HTTPS 443 x.example', 'b TLS 443 y.example'], 0],
    [['a HTTPS 443', 'b TLS 443 y.example'], 0],
    [['a HTTP 80', 'b UDP 80'], 0],
    [['a HTTP 80', 'b TCP 80'], 0],
    [['a HTTP 80', 'b HTTP 80 x.example'], 0],
    [['a HTTP 80', 'b quic.example/x 80'], 0],
  ])('%j: %d', (listeners, count) => {
    expect(inListeners(listeners)).toHaveLength(count)
  })

  it.each([
    ['envoy-gateway@1.9', ENVOY],
    ['istio@1.31', ISTIO],
    ['istio@1.29', ISTIO],
    ['kuma@2.14', KUMA],
    ['kic@3.5', KONG],
  ])('leaves to listener-conflict what %s is known to do', (entry, of) => {
    expect(inListeners(['a HTTP 80', 'b HTTPS 80 x.example'], [entry], of)).toEqual([])
  })

  it('finds nothing of a foreign controller', () => {
    expect(inListeners(['a HTTP 80', 'b HTTPS 80'], [])).toEqual([])
  })
})
