import { credentialsFor, placed, restsOnTarget, targetWords, userWords } from '../credentials.ts'
import { gatewayExample } from '../examples.ts'
import type { Rule, Said } from '../rule.ts'
import { enumerate } from '../words.ts'

const example = (hostname: string) =>
  `apiVersion: v1
kind: Secret
metadata: { name: pair, namespace: default }
type: kubernetes.io/tls
data: { tls.crt: Zm9yIHNob3AuZXhhbXBsZQ==, tls.key: aXRzIGtleQ== }
---
${gatewayExample(`  listeners: [{ name: web, port: 443, protocol: HTTPS, hostname: ${hostname}, tls: { certificateRefs: [{ name: pair }] } }]`)}`

/** Certificates for other names than their listener's. Only a file shows them. */
export const certificateHostname: Rule = {
  id: 'certificate-hostname',
  class: 'odd',
  kinds: ['Gateway', 'ListenerSet'],
  docs: () => ({
    summary: 'No certificate of a listener is for its hostname.',
    why: 'Clients refuse the connection; no controller has to say anything of it.',
    fix: 'Name a certificate for the hostname of the listener.',
    source: 'gateway-api.md 2.9, T-CERT-HOST; RFC 6125',
    bad: example('cart.example'),
    good: example('shop.example'),
    certificates: { 'Zm9yIHNob3AuZXhhbXBsZQ==': ['shop.example'] },
  }),
  check(prediction) {
    if (!('credentials' in prediction)) return []
    return credentialsFor(prediction, 'certificate').flatMap((fact): Said[] => {
      if (!fact.namesElsewhere) return []
      const { condition: _, ...place } = placed(prediction, fact)
      const names = fact.namesElsewhere.length === 0 ? 'no name' : enumerate(fact.namesElsewhere)
      return [
        {
          ...place,
          atMost: 'warn',
          message: `the certificate in ${targetWords(fact)} is for ${names}, not for ${userWords(prediction, fact)}: clients refuse it, and no status would say so`,
          hint: 'name a certificate for the hostname of the listener',
          restsOn: restsOnTarget(fact, 'found'),
        },
      ]
    })
  },
}
