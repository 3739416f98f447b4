import { credentialsFor, placed, targetWords, userWords } from '../credentials.ts'
import { gatewayExample } from '../examples.ts'
import type { Rule, Said } from '../rule.ts'
import { writtenWords } from '../words.ts'

const example = (ref: string) =>
  gatewayExample(`  listeners:
    - { name: web, port: 443, protocol: HTTPS, tls: { certificateRefs: [${ref}] } }
    - { name: plain, port: 80, protocol: HTTP }`)

/** Certificates that are to come from something other than a Secret. */
export const certificateKind: Rule = {
  id: 'certificate-kind',
  class: 'intrinsic',
  kinds: ['Gateway', 'ListenerSet'],
  docs: () => ({
    summary: 'A certificate is to come from an object that is no Secret.',
    why: 'Secrets are all that the specification knows: the listener gets ResolvedRefs=False/InvalidCertificateRef and serves nobody. A kind of another group may be the controller’s own (class absent).',
    fix: 'Name a Secret of type kubernetes.io/tls.',
    source: 'SecretObjectReference, ListenerReasonInvalidCertificateRef (apis/v1); gateway-api.md 2.9, T-CERT-KIND and T-CC',
    bad: example('{ kind: ConfigMap, name: cert }'),
    good: example('{ kind: Secret, name: cert }'),
  }),
  check(prediction) {
    if (!('credentials' in prediction)) return []
    return credentialsFor(prediction, 'certificate', 'client certificate')
      .filter(({ kind }) => kind !== 'fits')
      .map((fact): Said => {
        const because = fact.kind === 'wrong' ? 'only a Secret can hold it' : 'the specification knows only Secrets'
        return {
          ...placed(prediction, fact),
          ...(fact.kind === 'foreign' && { class: 'absent' as const }),
          whole: fact.kind === 'wrong' && fact.deadBy === 'kind',
          message: `${targetWords(fact)} is to be the certificate of ${userWords(prediction, fact)}: ${because}${writtenWords(fact.written)}`,
          hint: 'name a Secret of type kubernetes.io/tls',
        }
      })
  },
}
