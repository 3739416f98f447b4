import { credentialsFor, placed, restsOnTarget, targetWords, userWords } from '../credentials.ts'
import { gatewayExample } from '../examples.ts'
import type { Rule, Said } from '../rule.ts'
import { excerpt, writtenWords } from '../words.ts'

const example = (type: string) =>
  `apiVersion: v1
kind: Secret
metadata: { name: pair, namespace: default }
type: ${type}
---
${gatewayExample(`  listeners: [{ name: web, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: pair }] } }]`)}`

/** Certificates in Secrets of another type than that of a key pair. */
export const certificateSecretType: Rule = {
  id: 'certificate-secret-type',
  class: 'contradiction',
  kinds: ['Gateway', 'ListenerSet'],
  docs: () => ({
    summary: 'The Secret that is to hold a certificate is not of type kubernetes.io/tls.',
    why: 'Most controllers take it for no certificate, ResolvedRefs=False/InvalidCertificateRef; some read its keys whatever its type, so that the Gateway works with them alone.',
    fix: 'Make the Secret anew with `kubectl create secret tls`; a type cannot be changed.',
    source: 'GatewayTLSConfig.CertificateRefs (apis/v1/gateway_types.go); gateway-api.md 2.9, T-CERT-BAD',
    bad: example('Opaque'),
    good: example('kubernetes.io/tls'),
  }),
  check(prediction) {
    if (!('credentials' in prediction)) return []
    return credentialsFor(prediction, 'certificate', 'client certificate').flatMap((fact): Said[] => {
      const { wrongType, written, deadBy } = fact
      if (wrongType === undefined) return []
      const { silent } = written
      const outcome = silent
        ? `${prediction.implementation?.title} takes it, other controllers do not`
        : `it is no certificate for ${userWords(prediction, fact)}`
      return [
        {
          ...placed(prediction, fact),
          ...(silent && { class: 'partial' as const }),
          whole: deadBy !== undefined,
          message: `${targetWords(fact)} is of type ${excerpt(wrongType)}, not kubernetes.io/tls: ${outcome}${silent ? '' : writtenWords(written)}`,
          hint: 'make it anew with kubectl create secret tls: a type cannot be changed',
          restsOn: restsOnTarget(fact, 'found'),
        },
      ]
    })
  },
}
