import { describe, expect, it } from 'vitest'
import { unknownProtocol } from '../../src/rules/listener/unknown-protocol.ts'
import { gateway, ISTIO, KONG, KUMA } from '../gateway/objects.ts'
import { foundBy } from './found.ts'
import { inGateway, inSet, paths } from './places.ts'

const listeners = (...protocols: unknown[]) => protocols.map((protocol, index) => ({ name: `l${index}`, port: 80 + index, protocol }))

describe('unknown-protocol', () => {
  it('says how it is written, and denies where no listener is left', () => {
    expect(inGateway(unknownProtocol, { listeners: listeners('https', 'SCTP') })).toMatchObject([
      {
        class: 'intrinsic',
        whole: true,
        path: 'spec.listeners[0].protocol',
        key: 'l0 https',
        message:
          'protocol "https" of listener "l0" is not known, names of protocols are exact: the listener is not served (Accepted=False/UnsupportedProtocol)',
        hint: 'write HTTPS',
        condition: { type: 'Accepted', status: 'False', reason: 'UnsupportedProtocol' },
      },
      { whole: true, path: 'spec.listeners[1].protocol', hint: 'write HTTP, HTTPS, TLS, TCP or UDP' },
    ])
  })

  it('warns where another listener works', () => {
    expect(inGateway(unknownProtocol, { listeners: listeners('HTTP', 'Tcp') })).toMatchObject([{ whole: false, path: 'spec.listeners[1].protocol' }])
  })

  it('finds nothing in the known ones, nor in one with a domain', () => {
    expect(inGateway(unknownProtocol, { listeners: listeners('HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP', 'example.com/quic', undefined, 7) })).toEqual([])
  })

  it.each([
    ['Kong', KONG],
    ['Istio', ISTIO],
    ['Kuma', KUMA],
  ])('%s says so too', (_, known) => {
    expect(paths(inGateway(unknownProtocol, { listeners: listeners('http') }, [], known))).toEqual(['spec.listeners[0].protocol'])
  })

  it('looks into ListenerSets', () => {
    expect(paths(inSet(unknownProtocol, listeners('TLS', 'tls')))).toEqual(['spec.listeners[1].protocol'])
  })

  it('leaves the HBONE listener of a waypoint alone', () => {
    const waypoint = gateway({ className: 'istio-waypoint', listeners: ['mesh HBONE 15008'] })
    expect(foundBy(unknownProtocol, waypoint, [])).toEqual([])
  })
})
