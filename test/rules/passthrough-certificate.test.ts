import { describe, expect, it } from 'vitest'
import { passthroughCertificate } from '../../src/rules/listener/passthrough-certificate.ts'
import { ENVOY, https, inGateway, inSet, paths, secret } from './places.ts'

const raw = (name: string, certificateRefs?: unknown[]) => ({
  name,
  port: 8443,
  protocol: 'TLS',
  hostname: `${name}.example`,
  tls: { mode: 'Passthrough', ...(certificateRefs && { certificateRefs }) },
})
const listeners = [raw('a', [{ name: 'cert' }]), raw('b'), https('c', [{ name: 'cert' }]), raw('d', []), raw('e', [{ name: 'missing' }])]

describe('passthrough-certificate', () => {
  it('tells each listener; the specification has the certificates ignored', () => {
    const findings = inGateway(passthroughCertificate, { listeners }, undefined, undefined, [secret('cert')])
    expect(findings).toMatchObject([
      {
        class: 'odd',
        path: 'spec.listeners[0].tls.certificateRefs',
        key: 'a',
        message: 'listener "a" (TLS, port 8443, hostname a.example) passes TLS through and names certificates: they are ignored',
      },
      { class: 'odd', path: 'spec.listeners[4].tls.certificateRefs' },
    ])
    expect(findings[0]).not.toHaveProperty('condition')
    expect(paths(inSet(passthroughCertificate, listeners))).toEqual(paths(findings))
  })

  it('says where the controller refuses the listener for it', () => {
    expect(inGateway(passthroughCertificate, { listeners }, ['envoy-gateway@1.9'], ENVOY, [secret('cert')])).toMatchObject([
      {
        class: 'intrinsic',
        whole: false,
        message:
          'listener "a" (TLS, port 8443, hostname a.example) passes TLS through and names certificates: the listener is not served (Programmed=False/Invalid)',
        condition: { type: 'Programmed', status: 'False', reason: 'Invalid' },
      },
      { path: 'spec.listeners[4].tls.certificateRefs' },
    ])
  })
})
