import { credentialsFor, placed, restsOnTarget, targetWords, userWords } from '../credentials.ts'
import { gatewayExample } from '../examples.ts'
import type { Rule, Said } from '../rule.ts'
import { writtenWords } from '../words.ts'

const example = (name: string) =>
  gatewayExample(`  listeners: [{ name: web, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: ${name} }] } }]`)

/** Certificates that are not there. */
export const certificateMissing: Rule = {
  id: 'certificate-missing',
  class: 'absent',
  kinds: ['Gateway', 'ListenerSet'],
  docs: () => ({
    summary: 'The Secret that is to hold a certificate is not there.',
    why: 'The listener has no certificate and serves nobody until the Secret comes, ResolvedRefs=False/InvalidCertificateRef; a certificate controller may be about to make it.',
    fix: 'Create the Secret, or name one that is there.',
    source: 'Listener.TLS.CertificateRefs (apis/v1/gateway_types.go); gateway-api.md 2.9, T-CERT-MISSING and T-CC',
    bad: example('missing'),
    good: example('cert'),
  }),
  check(prediction) {
    if (!('credentials' in prediction)) return []
    return credentialsFor(prediction, 'certificate', 'client certificate')
      .filter(({ existence }) => existence === 'absent')
      .map(
        (fact): Said => ({
          ...placed(prediction, fact),
          message: `${targetWords(fact)}, the certificate of ${userWords(prediction, fact)}, is not there${writtenWords(fact.written)}`,
          hint: `create it in namespace "${fact.reference.to.namespace}" with type kubernetes.io/tls, or name a Secret that is there`,
          restsOn: restsOnTarget(fact, 'absent'),
        }),
      )
  },
}
