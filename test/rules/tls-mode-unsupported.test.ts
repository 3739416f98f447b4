import { describe, expect, it } from 'vitest'
import type { UntypedObject } from '../../src/gateway/objects.ts'
import { tlsModeUnsupported } from '../../src/rules/listener/tls-mode-unsupported.ts'
import { CLASS, https, inGateway, paths, SPEC, secret } from './places.ts'

const publishing = (...names: string[]): UntypedObject => ({ ...CLASS, status: { supportedFeatures: names.map((name) => ({ name })) } })
const tls = (name: string, mode: string, port: number) => ({
  name,
  port,
  protocol: 'TLS',
  hostname: `${name}.example`,
  tls: { mode, ...(mode === 'Terminate' && { certificateRefs: [{ name: 'cert' }] }) },
})
const listeners = [
  tls('a', 'Terminate', 443),
  tls('b', 'Passthrough', 443),
  tls('c', 'Passthrough', 8443),
  tls('d', 'Terminate', 9443),
  https('e', [{ name: 'cert' }], { port: 8443 }),
]
const inClass = (of: UntypedObject, entries = SPEC) => inGateway(tlsModeUnsupported, { listeners }, entries, of, [secret('cert')])

describe('tls-mode-unsupported', () => {
  it('tells listeners that terminate, where the class does not publish it', () => {
    const findings = inClass(publishing('TLSRoute', 'TLSRouteModeMixed'))
    expect(paths(findings)).toEqual(['spec.listeners[0].tls', 'spec.listeners[3].tls'])
    expect(findings[0]).toMatchObject({
      class: 'contradiction',
      whole: false,
      key: 'a terminate',
      message:
        'listener "a" (TLS, port 443, hostname a.example) terminates TLS, and its GatewayClass does not publish the feature TLSRouteModeTerminate (Accepted=False/UnsupportedValue)',
      condition: { type: 'Accepted', status: 'False', reason: 'UnsupportedValue' },
      restsOn: [{ kind: 'GatewayClass', name: 'bare', state: 'found' }],
    })
  })

  it('tells all listeners of a port with both modes, where the class does not publish that', () => {
    const findings = inClass(publishing('TLSRoute', 'TLSRouteModeTerminate'))
    expect(paths(findings)).toEqual(['spec.listeners[0].tls', 'spec.listeners[1].tls'])
    expect(findings[1]).toMatchObject({
      message:
        'listener "b" (TLS, port 443, hostname b.example) has another mode of TLS than "a" (TLS, port 443, hostname a.example) at spec.listeners[0] on its port, and its GatewayClass does not publish the feature TLSRouteModeMixed (Accepted=False/ProtocolConflict)',
      condition: { type: 'Accepted', status: 'False', reason: 'ProtocolConflict' },
      related: ['spec.listeners[0]'],
    })
  })

  it.each([
    ['everything is published', publishing('TLSRoute', 'TLSRouteModeTerminate', 'TLSRouteModeMixed')],
    ['nothing is published, which means everything', CLASS],
    ['not even TLSRoute is published: the list is about something else', publishing('HTTPRoute')],
  ])('finds nothing where %s', (_, of) => {
    expect(inClass(of)).toEqual([])
  })

  it('finds nothing of a foreign controller', () => {
    expect(inClass(publishing('TLSRoute'), [])).toEqual([])
  })
})
