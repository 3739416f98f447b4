import { describe, expect, it } from 'vitest'
import { frontendCaKind } from '../../src/rules/certificate/frontend-ca-kind.ts'
import { BUNDLE, BY_ENVOY, ca, GOOD, inFrontend, validation } from './frontend-cas.ts'
import { paths } from './places.ts'

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
    expect(inFrontend(frontendCaKind, frontend, BY_ENVOY)).toEqual([])
  })
})
