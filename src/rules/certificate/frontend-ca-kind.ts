import { credentialsFor, placed, targetWords } from '../credentials.ts'
import { frontendExample } from '../examples.ts'
import type { Rule, Said } from '../rule.ts'
import { writtenWords } from '../words.ts'

/** CA certificates for clients that are to come from something that holds none. */
export const frontendCaKind: Rule = {
  id: 'frontend-ca-kind',
  class: 'intrinsic',
  kinds: ['Gateway', 'ListenerSet'],
  docs: () => ({
    summary: 'CA certificates for clients are to come from a kind of object that cannot hold them.',
    why: 'With no other CA the HTTPS listeners are refused: ResolvedRefs=False/InvalidCACertificateKind and Accepted=False/NoValidCACertificate. A kind of another group may be the controller’s own (class absent).',
    fix: 'Name a ConfigMap with the certificates under ca.crt.',
    source: 'FrontendTLSValidation.CACertificateRefs (apis/v1/gateway_types.go), GEP-91; gateway-api.md 2.9, T-CA-KIND',
    partOnly: true,
    bad: frontendExample('{ group: "", kind: Service, name: ca }'),
    good: frontendExample('{ group: "", kind: ConfigMap, name: ca }'),
  }),
  check(prediction) {
    if (!('credentials' in prediction)) return []
    return credentialsFor(prediction, 'CA certificate')
      .filter(({ kind }) => kind !== 'fits')
      .map(
        (fact): Said => ({
          ...placed(prediction, fact),
          ...(fact.kind === 'foreign' && { class: 'absent' as const }),
          message: `${targetWords(fact)} is to hold CA certificates for clients: it is of no kind that the specification takes for that${writtenWords(fact.written)}`,
          hint: 'name a ConfigMap that holds them under ca.crt',
        }),
      )
  },
}
