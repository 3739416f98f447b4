import { describe, expect, it } from 'vitest'
import { certificateSecretType } from '../../src/rules/certificate/certificate-secret-type.ts'
import { ISTIO, OPERATOR } from '../gateway/objects.ts'
import { https, inGateway, inSet, paths, secret } from './places.ts'

const OPAQUE = { name: 'opaque' }
const OTHERS = [secret('opaque', { type: 'Opaque' }), secret('cert'), secret('basic', { type: 'kubernetes.io/basic-auth' })]
const web = { name: 'web', port: 80, protocol: 'HTTP' }

describe('certificate-secret-type', () => {
  it('tells each Secret of another type', () => {
    const listeners = [https('a', [OPAQUE]), https('b', [{ name: 'cert' }]), https('c', [{ name: 'basic' }, { name: 'cert' }])]
    expect(inGateway(certificateSecretType, { listeners }, undefined, undefined, OTHERS)).toMatchObject([
      {
        class: 'contradiction',
        whole: false,
        path: 'spec.listeners[0].tls.certificateRefs[0]',
        message:
          'Secret "opaque" is of type Opaque, not kubernetes.io/tls: it is no certificate for listener "a" (HTTPS, port 443, hostname a.example) (ResolvedRefs=False/InvalidCertificateRef)',
        condition: { type: 'ResolvedRefs', status: 'False', reason: 'InvalidCertificateRef' },
        restsOn: [{ kind: 'Secret', namespace: 'default', name: 'opaque', state: 'found' }],
      },
      { path: 'spec.listeners[2].tls.certificateRefs[0]' },
    ])
  })

  it.each([
    ['every listener is dead by it', [https('a', [OPAQUE]), https('b', [{ name: 'basic' }])], [true, true]],
    ['every listener is dead by it, or by the kind', [https('a', [OPAQUE]), https('b', [{ kind: 'ConfigMap', name: 'ca' }])], [true]],
    ['another works', [https('a', [OPAQUE]), web], [false]],
    ['another waits for its Secret', [https('a', [OPAQUE]), https('b', [{ name: 'missing' }])], [false]],
    ['it has a second certificate', [https('a', [OPAQUE, { name: 'cert' }])], [false]],
  ])('is whole where %s', (_, listeners, whole) => {
    expect(inGateway(certificateSecretType, { listeners }, undefined, undefined, OTHERS).map((finding) => finding.whole)).toEqual(whole)
  })

  it('kills nothing, and claims no condition, where nobody knows what the controller does with it', () => {
    const findings = inGateway(certificateSecretType, { listeners: [https('a', [OPAQUE])] }, ['kong-operator@2.3'], OPERATOR, OTHERS)
    expect(findings).toMatchObject([{ whole: false }])
    expect(findings[0]).not.toHaveProperty('condition')
  })

  it('says that the controller takes it where its status stays clean', () => {
    // The specification's client certificate is looked at for its keys alone.
    const spec = { listeners: [web], tls: { backend: { clientCertificateRef: OPAQUE } } }
    expect(inGateway(certificateSecretType, spec, undefined, undefined, OTHERS)).toMatchObject([
      { class: 'partial', message: 'Secret "opaque" is of type Opaque, not kubernetes.io/tls: Gateway API 1.7 takes it, other controllers do not' },
    ])
  })

  it('speaks of ListenerSets, and not of Secrets that no grant lets be used', () => {
    const far = [...OTHERS, secret('far', { namespace: 'certs', type: 'Opaque' })]
    const listeners = [https('a', [{ name: 'far', namespace: 'certs' }]), https('b', [OPAQUE])]
    expect(paths(inSet(certificateSecretType, listeners, far))).toEqual(['spec.listeners[1].tls.certificateRefs[0]'])
    expect(inGateway(certificateSecretType, { listeners }, [], ISTIO, far)).toHaveLength(1)
  })
})
