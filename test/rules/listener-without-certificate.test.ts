import { describe, expect, it } from 'vitest'
import { listenerWithoutCertificate } from '../../src/rules/listener/listener-without-certificate.ts'
import { inGateway, inSet, paths } from './places.ts'

const listener = (protocol: string, tls?: unknown) => ({ name: 'web', port: 443, protocol, ...(tls !== undefined && { tls }) })
const certificateRefs = [{ name: 'cert' }]
const options = { 'example.com/issuer': 'acme' }

describe('listener-without-certificate', () => {
  it('tells each listener that would terminate TLS', () => {
    const listeners = [
      listener('HTTPS'),
      listener('HTTPS', { certificateRefs }),
      listener('HTTPS', { certificateRefs: [] }),
      listener('TLS', { mode: 'Terminate' }),
    ]
    const findings = inGateway(listenerWithoutCertificate, { listeners })
    expect(paths(findings)).toEqual(['spec.listeners[0]', 'spec.listeners[2].tls', 'spec.listeners[3].tls'])
    expect(findings[0]).toMatchObject({
      class: 'partial',
      whole: false,
      message: 'listener "web" (HTTPS, port 443) terminates TLS and names no certificate: it serves nobody until one is filled in',
    })
    expect(paths(inSet(listenerWithoutCertificate, listeners))).toEqual(paths(findings))
  })

  it('options might bring one, and it says so; an ISTIO_ mode does', () => {
    const mode = (value: string) => listener('HTTPS', { options: { 'gateway.istio.io/tls-terminate-mode': value } })
    expect(
      inGateway(listenerWithoutCertificate, { listeners: [listener('HTTPS', { options }), mode('ISTIO_MUTUAL'), mode('MUTUAL')] }),
    ).toMatchObject([
      {
        class: 'partial',
        path: 'spec.listeners[0].tls',
        message: 'listener "web" (HTTPS, port 443) terminates TLS and has options, but no certificate: it serves nobody unless an option brings one',
      },
      { path: 'spec.listeners[2].tls' },
    ])
  })

  it('finds nothing with a certificate, with Passthrough, and without TLS', () => {
    const listeners = [listener('HTTPS', { certificateRefs, options }), listener('TLS', { mode: 'Passthrough' }), listener('HTTP'), listener('TCP')]
    expect(inGateway(listenerWithoutCertificate, { listeners })).toEqual([])
  })
})
