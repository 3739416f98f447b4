import { describe, expect, it } from 'vitest'
import { ObjectStore } from '../../src/gateway/object-store.ts'
import type { AnyObject } from '../../src/gateway/objects.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { predict } from '../../src/prediction/index.ts'
import { certificateMissing } from '../../src/rules/certificate/certificate-missing.ts'
import { gateway, grant } from '../gateway/objects.ts'
import { CLASS, ENVOY, https, inGateway, inSet, paths, SPEC, secret } from './places.ts'

const MISSING = { name: 'missing' }
const FAR = { name: 'far', namespace: 'certs' }
const web = { name: 'web', port: 80, protocol: 'HTTP' }

describe('certificate-missing', () => {
  it('tells each Secret that is not there', () => {
    const listeners = [https('a', [MISSING]), https('b', [{ name: 'cert' }]), https('c', [{ name: 'cert' }, { name: 'gone' }])]
    expect(
      inGateway(certificateMissing, { listeners }, undefined, undefined, [secret('cert'), secret('missing', { namespace: 'other' })]),
    ).toMatchObject([
      {
        class: 'absent',
        whole: false,
        path: 'spec.listeners[0].tls.certificateRefs[0]',
        key: 'a /Secret default/missing',
        message:
          'Secret "missing", the certificate of listener "a" (HTTPS, port 443, hostname a.example), is not there (ResolvedRefs=False/InvalidCertificateRef)',
        hint: 'create it in namespace "default" with type kubernetes.io/tls, or name a Secret that is there',
        condition: { type: 'ResolvedRefs', status: 'False', reason: 'InvalidCertificateRef' },
        restsOn: [{ kind: 'Secret', namespace: 'default', name: 'missing', state: 'absent' }],
      },
      { path: 'spec.listeners[2].tls.certificateRefs[1]' },
    ])
  })

  it('shows what this controller writes, and nothing where its status is about some other trouble', () => {
    const listeners = [https('a', [{ name: 'cert' }, MISSING]), https('b', [MISSING], { allowedRoutes: { kinds: [{ kind: 'TCPRoute' }] } })]
    expect(
      inGateway(certificateMissing, { listeners }, ['envoy-gateway@1.9'], ENVOY, [secret('cert')]).map(({ condition }) => condition?.reason),
    ).toEqual(['PartiallyInvalidCertificateRef', 'InvalidCertificateRef'])
    const bare = inGateway(certificateMissing, { listeners }, undefined, undefined, [secret('cert')])
    expect(bare.map(({ condition }) => condition?.reason)).toEqual(['InvalidCertificateRef', undefined])
  })

  it('names a Secret of another namespace only where a grant lets it be used', () => {
    const listeners = [https('a', [FAR]), https('b', [MISSING])]
    const granted = [grant('certs', { kind: 'Gateway', namespace: 'default' }, { kind: 'Secret' })]
    expect(paths(inGateway(certificateMissing, { listeners }, undefined, undefined, granted))).toEqual([
      'spec.listeners[0].tls.certificateRefs[0]',
      'spec.listeners[1].tls.certificateRefs[0]',
    ])
    expect(paths(inGateway(certificateMissing, { listeners }))).toEqual(['spec.listeners[1].tls.certificateRefs[0]'])
  })

  it('speaks of client certificates, under the name of every bundle', () => {
    const old = { listeners: [web], backendTLS: { clientCertificateRef: MISSING } }
    expect(paths(inGateway(certificateMissing, old))).toEqual(['spec.backendTLS.clientCertificateRef'])
    const spec = { listeners: [web], tls: { backend: { clientCertificateRef: MISSING } } }
    expect(inGateway(certificateMissing, spec)).toMatchObject([
      { path: 'spec.tls.backend.clientCertificateRef', condition: { reason: 'InvalidClientCertificateRef' } },
    ])
  })

  it('speaks of ListenerSets', () => {
    expect(paths(inSet(certificateMissing, [https('a', [{ name: 'cert' }]), https('b', [MISSING])], [secret('cert')]))).toEqual([
      'spec.listeners[1].tls.certificateRefs[0]',
    ])
  })

  it('says nothing where Secrets cannot be seen', () => {
    const store = new ObjectStore({ state: 'listed' })
    store.setState('Secret', { state: 'unknown', why: 'no right to list secrets' })
    const object = gateway({ className: 'bare', spec: { listeners: [https('a', [MISSING])] } }) as unknown as AnyObject
    store.put('GatewayClass', CLASS as unknown as AnyObject)
    store.put('Gateway', object)
    const prediction = predict({ kind: 'Gateway', object, before: undefined }, store, implementationsFrom(SPEC))
    expect(prediction && certificateMissing.check(prediction)).toEqual([])
  })
})
