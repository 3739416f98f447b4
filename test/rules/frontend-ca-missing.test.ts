import { describe, expect, it } from 'vitest'
import { frontendCaMissing } from '../../src/rules/certificate/frontend-ca-missing.ts'
import { OPERATOR } from '../gateway/objects.ts'
import { BUNDLE, BY_ENVOY, ca, GOOD, inFrontend, validation } from './frontend-cas.ts'
import { paths } from './places.ts'

describe('frontend-ca-missing', () => {
  it('tells what is not there, and what holds none', () => {
    const findings = inFrontend(frontendCaMissing, {
      default: validation(GOOD, ca('ConfigMap', 'missing')),
      perPort: [
        { port: 443, tls: validation(ca('ConfigMap', 'empty')) },
        { port: 8443, tls: validation(ca('ConfigMap', 'junk')) },
      ],
    })
    expect(findings).toMatchObject([
      {
        class: 'absent',
        path: 'spec.tls.frontend.default.validation.caCertificateRefs[1]',
        restsOn: [{ kind: 'ConfigMap', namespace: 'default', name: 'missing', state: 'absent' }],
      },
      {
        class: 'contradiction',
        atMost: 'warn',
        path: 'spec.tls.frontend.perPort[0].tls.validation.caCertificateRefs[0]',
        message:
          'ConfigMap "empty", which is to hold CA certificates for clients, is of no use: it holds no ca.crt (ResolvedRefs=False/InvalidCACertificateRef)',
      },
      { class: 'contradiction', atMost: 'warn', path: 'spec.tls.frontend.perPort[1].tls.validation.caCertificateRefs[0]' },
    ])
    expect(findings[2]?.message).toMatch(/what it holds is no certificate in PEM$/)
  })

  it('says so where the controller does not look', () => {
    expect(inFrontend(frontendCaMissing, { default: validation(ca('ConfigMap', 'junk')) }, BY_ENVOY)).toMatchObject([
      { message: expect.stringMatching(/no certificate in PEM, and no status would say so$/) },
    ])
  })

  it.each([
    [false, ['spec.tls.frontend.default.validation.caCertificateRefs[1]']],
    [true, []],
  ])('looks for ClusterTrustBundles where they can be looked for: %s', (there, found) => {
    expect(paths(inFrontend(frontendCaMissing, { default: validation(GOOD, BUNDLE) }, { exists: () => there }))).toEqual(found)
    expect(inFrontend(frontendCaMissing, { default: validation(GOOD, BUNDLE) })).toEqual([])
  })

  it('has no condition where nobody knows what the controller writes', () => {
    const findings = inFrontend(
      frontendCaMissing,
      { default: validation(GOOD, ca('ConfigMap', 'missing')) },
      { entries: ['kong-operator@2.3'], of: OPERATOR },
    )
    expect(findings).toHaveLength(1)
    expect(findings[0]).not.toHaveProperty('condition')
  })
})
