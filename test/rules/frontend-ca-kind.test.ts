import { describe, expect, it } from 'vitest'
import { frontendCaKind } from '../../src/rules/certificate/frontend-ca-kind.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { configMap, ENVOY, https, inGateway, paths, SPEC, secret } from './places.ts'

const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'
const OTHERS = [secret('cert'), configMap('ca', { 'ca.crt': PEM }), configMap('empty', {}), configMap('junk', { 'ca.crt': 'junk' })]
const ca = (kind: string, name: string, group = '') => ({ group, kind, name })
const GOOD = ca('ConfigMap', 'ca')
const BUNDLE = ca('ClusterTrustBundle', 'roots', 'certificates.k8s.io')
const validation = (...caCertificateRefs: unknown[]) => ({ validation: { caCertificateRefs } })
const inFrontend = (rule: Rule, frontend: unknown, entries = SPEC, of = undefined as typeof ENVOY | undefined, exists?: () => boolean) =>
  inGateway(
    rule,
    { listeners: [https('a', [{ name: 'cert' }])], tls: { frontend } },
    entries,
    of,
    OTHERS,
    exists ? { around: { exists } } : undefined,
  )

describe('frontend-ca-kind', () => {
  it('tells each reference to what cannot hold CA certificates', () => {
    const perPort = [{ port: 443, tls: validation(ca('Pool', 'x', 'example.com')) }]
    const findings = inFrontend(frontendCaKind, { default: validation(ca('Service', 'ca'), GOOD), perPort })
    expect(findings).toMatchObject([
      { class: 'intrinsic', whole: false, path: 'spec.tls.frontend.default.validation.caCertificateRefs[0]' },
      {
        class: 'absent',
        path: 'spec.tls.frontend.perPort[0].tls.validation.caCertificateRefs[0]',
        message:
          'Pool "x" of group example.com is to hold CA certificates for clients: it is of no kind that the specification takes for that (ResolvedRefs=False/InvalidCACertificateKind)',
        condition: { type: 'ResolvedRefs', status: 'False', reason: 'InvalidCACertificateKind' },
      },
    ])
  })

  it('takes the kinds that the controller takes', () => {
    const frontend = { default: validation(ca('Secret', 'x'), BUNDLE, ca('ConfigMap', 'ca', 'odd.example')) }
    expect(paths(inFrontend(frontendCaKind, frontend))).toEqual(['spec.tls.frontend.default.validation.caCertificateRefs[2]'])
    expect(inFrontend(frontendCaKind, frontend, ['envoy-gateway@1.9'], ENVOY)).toEqual([])
  })
})
