import { describe, expect, it } from 'vitest'
import { frontendPortUnused } from '../../src/rules/gateway/frontend-port-unused.ts'
import { inGateway, paths } from './places.ts'

const listeners = [
  { name: 'a', port: 443, protocol: 'HTTPS' },
  { name: 'b', port: 80, protocol: 'HTTP' },
  { name: 'c', port: 9443, protocol: 'TLS' },
]
const tls = (...ports: number[]) => ({ frontend: { default: {}, perPort: ports.map((port) => ({ port, tls: {} })) } })

describe('frontend-port-unused', () => {
  it('tells each port without an HTTPS listener', () => {
    const findings = inGateway(frontendPortUnused, { listeners, tls: tls(443, 80, 9443, 8443) })
    expect(paths(findings)).toEqual([1, 2, 3].map((index) => `spec.tls.frontend.perPort[${index}].port`))
    expect(findings[0]).toMatchObject({ class: 'odd', key: '80', message: 'no HTTPS listener is on port 80: what is set for it has no effect' })
  })

  it('finds nothing for the port of an HTTPS listener, and where a ListenerSet may bring one', () => {
    expect(inGateway(frontendPortUnused, { listeners, tls: tls(443) })).toEqual([])
    const allowed = (from: string) => ({ listeners, tls: tls(8443), allowedListeners: { namespaces: { from } } })
    expect(inGateway(frontendPortUnused, allowed('Same'))).toEqual([])
    expect(paths(inGateway(frontendPortUnused, allowed('None')))).toEqual(['spec.tls.frontend.perPort[0].port'])
  })
})
