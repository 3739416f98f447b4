import { credentialsFor, placed, restsOnTarget, targetWords, userWords } from '../credentials.ts'
import { gatewayExample } from '../examples.ts'
import type { Rule, Said } from '../rule.ts'
import { writtenWords } from '../words.ts'

const example = (key: string) =>
  `apiVersion: v1
kind: Secret
metadata: { name: pair, namespace: default }
type: kubernetes.io/tls
data: { tls.crt: LS0tLS1CRUdJTi4uLg==, ${key}: LS0tLS1CRUdJTi4uLg== }
---
${gatewayExample(`  listeners: [{ name: web, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: pair }] } }]`)}`

/** Secrets with contents that no server could use. Only a file shows them. */
export const certificateUnusable: Rule = {
  id: 'certificate-unusable',
  class: 'contradiction',
  kinds: ['Gateway', 'ListenerSet'],
  docs: () => ({
    summary: 'A Secret in a file holds no certificate and key that belong together and are valid now.',
    why: 'The listener has no certificate and serves nobody, ResolvedRefs=False/InvalidCertificateRef with most controllers. Contents are read from files only, never from a cluster, and only ever warned of.',
    fix: 'Put a certificate and its key in PEM under tls.crt and tls.key.',
    source: 'GatewayTLSConfig.CertificateRefs (apis/v1/gateway_types.go); gateway-api.md 2.9, T-CERT-BAD',
    partOnly: true,
    bad: example('key'),
    good: example('tls.key'),
  }),
  check(prediction) {
    if (!('credentials' in prediction)) return []
    return credentialsFor(prediction, 'certificate', 'client certificate').flatMap((fact): Said[] => {
      if (fact.problem === undefined) return []
      return [
        {
          ...placed(prediction, fact),
          atMost: 'warn',
          message: `${targetWords(fact)} is no certificate for ${userWords(prediction, fact)}: ${fact.problem}${writtenWords(fact.written)}`,
          hint: 'put a certificate that is valid now and its key, in PEM, under tls.crt and tls.key',
          restsOn: restsOnTarget(fact, 'found'),
        },
      ]
    })
  },
}
