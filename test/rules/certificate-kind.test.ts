import { describe, expect, it } from 'vitest'
import { certificateKind } from '../../src/rules/certificate/certificate-kind.ts'
import { KUMA, OPERATOR } from '../gateway/objects.ts'
import { configMap, ENVOY, https, inGateway, inSet, paths, secret } from './places.ts'

const WRONG = { kind: 'ConfigMap', name: 'ca' }
const FOREIGN = { group: 'example.com', kind: 'Certificate', name: 'cert' }
const OTHERS = [secret('cert'), configMap('ca')]
const invalid = { type: 'ResolvedRefs', status: 'False', reason: 'InvalidCertificateRef' }
const web = { name: 'web', port: 80, protocol: 'HTTP' }

describe('certificate-kind', () => {
  it('tells each reference, with the condition of its listener', () => {
    const listeners = [https('a', [WRONG]), https('b', [{ name: 'cert' }]), https('c', [{ name: 'cert' }, FOREIGN]), web]
    expect(inGateway(certificateKind, { listeners }, undefined, undefined, OTHERS)).toMatchObject([
      {
        class: 'intrinsic',
        whole: false,
        path: 'spec.listeners[0].tls.certificateRefs[0]',
        key: 'a /ConfigMap default/ca',
        message:
          'ConfigMap "ca" is to be the certificate of listener "a" (HTTPS, port 443, hostname a.example): only a Secret can hold it (ResolvedRefs=False/InvalidCertificateRef)',
        condition: invalid,
      },
      {
        class: 'absent',
        whole: false,
        path: 'spec.listeners[2].tls.certificateRefs[1]',
        message:
          'Certificate "cert" of group example.com is to be the certificate of listener "c" (HTTPS, port 443, hostname c.example): the specification knows only Secrets (ResolvedRefs=False/InvalidCertificateRef)',
      },
    ])
    expect(inGateway(certificateKind, { listeners }, ['envoy-gateway@1.9'], ENVOY, OTHERS)).toMatchObject([
      { condition: invalid },
      { condition: { reason: 'PartiallyInvalidCertificateRef' } },
    ])
  })

  it.each([
    ['every listener is dead by it', [https('a', [WRONG]), https('b', [WRONG, { kind: 'Service', name: 'x' }])], [true, true, true]],
    ['another listener works', [https('a', [WRONG]), web], [false]],
    ['another is dead by a kind that may be the controller’s own', [https('a', [WRONG]), https('b', [FOREIGN])], [false, false]],
    ['another is dead by a type, which is no matter of kinds', [https('a', [WRONG]), https('b', [{ name: 'opaque' }])], [false]],
  ])('is whole where %s', (_, listeners, whole) => {
    const others = [...OTHERS, secret('opaque', { type: 'Opaque' })]
    expect(inGateway(certificateKind, { listeners }, undefined, undefined, others).map((finding) => finding.whole)).toEqual(whole)
  })

  it('speaks of the client certificate of a Gateway, which never kills it', () => {
    const spec = { listeners: [web], tls: { backend: { clientCertificateRef: WRONG } } }
    expect(inGateway(certificateKind, spec, undefined, undefined, OTHERS)).toMatchObject([
      {
        whole: false,
        path: 'spec.tls.backend.clientCertificateRef',
        message:
          'ConfigMap "ca" is to be the certificate of connections to backends: only a Secret can hold it (ResolvedRefs=False/InvalidClientCertificateRef)',
        condition: { type: 'ResolvedRefs', status: 'False', reason: 'InvalidClientCertificateRef' },
      },
    ])
  })

  it('speaks of ListenerSets; those that are not let in get no condition', () => {
    const findings = inSet(certificateKind, [https('a', [{ name: 'cert' }]), https('b', [WRONG])], OTHERS)
    expect(paths(findings)).toEqual(['spec.listeners[1].tls.certificateRefs[0]'])
    expect(findings[0]?.condition).toBeUndefined()
  })

  it('claims no condition, and kills nothing, where nobody knows what the controller writes', () => {
    const findings = inGateway(certificateKind, { listeners: [https('a', [WRONG])] }, ['kong-operator@2.3'], OPERATOR, OTHERS)
    expect(findings).toMatchObject([{ whole: false }])
    expect(findings[0]).not.toHaveProperty('condition')
  })

  it('finds nothing with Passthrough, of a foreign controller, and where nobody reads listeners', () => {
    const listeners = [{ name: 'raw', port: 443, protocol: 'TLS', tls: { mode: 'Passthrough', certificateRefs: [WRONG] } }]
    expect(inGateway(certificateKind, { listeners }, undefined, undefined, OTHERS)).toEqual([])
    expect(inGateway(certificateKind, { listeners: [https('a', [WRONG])] }, [], undefined, OTHERS)).toEqual([])
    expect(inGateway(certificateKind, { listeners: [https('a', [WRONG])] }, ['kuma@3.0'], KUMA, OTHERS)).toEqual([])
  })
})
