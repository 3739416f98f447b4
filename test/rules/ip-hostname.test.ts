import { describe, expect, it } from 'vitest'
import { ipHostname } from '../../src/rules/hostname/ip-hostname.ts'
import { inGateway, inRoute, inSet, paths } from './places.ts'

const FINE = ['shop.example', '1.2.3', '1.2.3.4.5', '256.1.1.1', '01.2.3.4', '*.2.3.4', '1.2.3.example']
const listeners = ['10.0.0.1', 'a.example', '203.0.113.255'].map((hostname, index) => ({ name: `l${index}`, port: 80, protocol: 'HTTP', hostname }))

describe('ip-hostname', () => {
  it.each(['HTTPRoute', 'GRPCRoute'])('tells each hostname of an %s', (kind) => {
    const findings = inRoute(ipHostname, { hostnames: ['203.0.113.7', 'shop.example', '0.0.0.0'] }, kind)
    expect(paths(findings)).toEqual(['spec.hostnames[0]', 'spec.hostnames[2]'])
    expect(findings[0]).toMatchObject({
      class: 'intrinsic',
      whole: false,
      key: '203.0.113.7',
      message: 'hostname 203.0.113.7 is an IP address, which the specification does not allow: what becomes of it is not defined',
    })
  })

  it('tells each listener of a Gateway and of a ListenerSet', () => {
    const expected = ['spec.listeners[0].hostname', 'spec.listeners[2].hostname']
    expect(paths(inGateway(ipHostname, { listeners }))).toEqual(expected)
    expect(paths(inSet(ipHostname, listeners))).toEqual(expected)
  })

  it('finds nothing in names, however much they look like addresses', () => {
    expect(inRoute(ipHostname, { hostnames: FINE })).toEqual([])
  })

  it('leaves TLSRoutes to their CRD', () => {
    expect(inRoute(ipHostname, { hostnames: ['203.0.113.7'] }, 'TLSRoute')).toEqual([])
  })
})
