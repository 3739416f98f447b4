import { describe, expect, it } from 'vitest'
import { ObjectStore } from '../../src/gateway/object-store.ts'
import type { AnyObject, BackendTLSPolicy } from '../../src/gateway/objects.ts'
import { overlay } from '../../src/gateway/overlay.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { predict } from '../../src/prediction/index.ts'
import { policyCaMissing } from '../../src/rules/policy/policy-ca-missing.ts'
import { cluster } from '../gateway/objects.ts'
import { authority, configMap, inAuthorities, PEM, policy, target } from './policies.ts'

const one = (name: string, ...others: ReturnType<typeof configMap>[]) =>
  inAuthorities(policyCaMissing, [authority('good'), authority(name)], [configMap('good', { 'ca.crt': PEM }), ...others])
const bundle = { group: 'certificates.k8s.io', kind: 'ClusterTrustBundle', name: 'roots' }

describe('policy-ca-missing', () => {
  it('names a ConfigMap that is not there', () => {
    expect(one('gone')).toMatchObject([
      {
        class: 'absent',
        whole: false,
        path: 'spec.validation.caCertificateRefs[1]',
        message: 'ConfigMap "gone", which is to hold a CA certificate, is not there: without it no connection to the backend is trusted',
        hint: 'put the certificate, as PEM, under the key "ca.crt" of ConfigMap "gone" in namespace default',
        restsOn: [{ kind: 'ConfigMap', namespace: 'default', name: 'gone', state: 'absent' }],
      },
    ])
    expect(one('gone')[0]).not.toHaveProperty('atMost')
    expect(inAuthorities(policyCaMissing, [authority('a'), authority('b')], [])).toMatchObject([{ whole: true }, { whole: true }])
  })

  it.each<[string, object, string]>([
    [
      'another key',
      { 'tls.crt': PEM, b: '' },
      'ConfigMap "bad" has no key "ca.crt" for the CA certificate: it has "b" and "tls.crt", and no controller has to look there',
    ],
    ['no key', {}, 'ConfigMap "bad" has no key "ca.crt" for the CA certificate: it is empty'],
    [
      'no certificate',
      { 'ca.crt': 'junk' },
      'the key "ca.crt" of ConfigMap "bad" holds no certificate: without it no connection to the backend is trusted',
    ],
  ])('warns at most of contents: %s', (_, data, message) => {
    expect(one('bad', configMap('bad', data))).toMatchObject([{ atMost: 'warn', whole: false, message, restsOn: [] }])
  })

  it('says nothing of contents that are not known, nor of a ConfigMap that is not', () => {
    expect(one('bad', configMap('bad'))).toEqual([])
    const object = policy([target('shop')], { caCertificateRefs: [authority('a'), bundle] }) as unknown as BackendTLSPolicy
    const view = overlay(new ObjectStore(), 'BackendTLSPolicy', 'default', 'mine', object)
    const prediction = predict({ kind: 'BackendTLSPolicy', object, before: undefined }, view, implementationsFrom([]))
    expect(prediction && policyCaMissing.check(prediction)).toEqual([])
  })

  it('a ClusterTrustBundle is looked for where somebody can tell', () => {
    const object = policy([target('shop')], { caCertificateRefs: [bundle, { ...bundle, name: 'there' }] }) as unknown as AnyObject
    const exists = (...[group, kind, namespace, name]: [string, string, string | undefined, string]) =>
      group === bundle.group && kind === bundle.kind && namespace === undefined && name === 'there'
    const prediction = predict({ kind: 'BackendTLSPolicy', object, before: undefined }, cluster(object), implementationsFrom([]), { exists })
    expect(prediction && policyCaMissing.check(prediction)).toMatchObject([
      { path: 'spec.validation.caCertificateRefs[0]', message: expect.stringContaining('ClusterTrustBundle "roots"') },
    ])
  })
})
