import { credentialsFor, placed, restsOnTarget, targetWords } from '../credentials.ts'
import { frontendExample } from '../examples.ts'
import type { Rule, Said } from '../rule.ts'
import { writtenWords } from '../words.ts'

/** CA certificates for clients that are not there, or, in a file, are none. */
export const frontendCaMissing: Rule = {
  id: 'frontend-ca-missing',
  class: 'absent',
  kinds: ['Gateway', 'ListenerSet'],
  docs: () => ({
    summary: 'What is to hold CA certificates for clients is not there, or holds none.',
    why: 'With no other CA the HTTPS listeners are refused: ResolvedRefs=False/InvalidCACertificateRef and Accepted=False/NoValidCACertificate. Contents are read from files only.',
    fix: 'Create it, with the certificates in PEM under ca.crt.',
    source:
      'FrontendTLSValidation.CACertificateRefs (apis/v1/gateway_types.go), GEP-91; gateway-api.md 2.9, T-CA-MISSING; gateway-api-1.7.md 6.2, T-CA-CTB',
    bad: frontendExample('{ group: "", kind: ConfigMap, name: missing }'),
    good: frontendExample('{ group: "", kind: ConfigMap, name: ca }'),
  }),
  check(prediction) {
    if (!('credentials' in prediction)) return []
    return credentialsFor(prediction, 'CA certificate').flatMap((fact): Said[] => {
      const { existence, problem, reference } = fact
      const isAbsent = existence === 'absent'
      if (!isAbsent && problem === undefined) return []
      return [
        {
          ...placed(prediction, fact),
          ...(!isAbsent && { class: 'contradiction' as const, atMost: 'warn' as const }),
          message: `${targetWords(fact)}, which is to hold CA certificates for clients, is ${isAbsent ? 'not there' : `of no use: ${problem}`}${writtenWords(fact.written)}`,
          hint: isAbsent
            ? `create ${reference.to.kind} "${reference.to.name}" with the certificates in PEM`
            : 'put the certificates in PEM under ca.crt',
          restsOn: restsOnTarget(fact, isAbsent ? 'absent' : 'found'),
        },
      ]
    })
  },
}
