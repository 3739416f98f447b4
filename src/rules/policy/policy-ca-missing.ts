import type { AuthorityFact } from '../../prediction/policy-facts.ts'
import { policyExample } from '../examples.ts'
import type { Rule, Said } from '../rule.ts'
import { enumerate, excerpt } from '../words.ts'

const example = (name: string) =>
  policyExample(`  targetRefs: [{ group: "", kind: Service, name: shop }]
  validation: { hostname: shop.example, caCertificateRefs: [{ group: "", kind: ConfigMap, name: ${name} }] }`)

/** CA certificates of a BackendTLSPolicy that are not there, or are none. */
export const policyCaMissing: Rule = {
  id: 'policy-ca-missing',
  class: 'absent',
  kinds: ['BackendTLSPolicy'],
  docs: () => ({
    summary: 'CA certificates of a BackendTLSPolicy that are not there, or are none.',
    why: 'Without a CA certificate no connection to the backend is trusted: requests fail. Where the controller says so, it is ResolvedRefs=False/InvalidCACertificateRef, and Accepted=False/NoValidCACertificate where no reference is good.',
    fix: 'Put the certificate, as PEM, under the key `ca.crt` of a ConfigMap in the namespace of the policy.',
    source:
      'BackendTLSPolicyValidation.CACertificateRefs (apis/v1/backendtlspolicy_types.go); gateway-api.md 2.12, P-CA-MISSING; gateway-api-1.7.md 6.2, T-CA-CTB',
    bad: example('other'),
    good: example('ca'),
  }),
  check(prediction) {
    if (prediction.kind !== 'Policy') return []
    const { authorities, object } = prediction
    const namespace = object.metadata.namespace ?? ''
    return authorities.flatMap((fact): Said[] => {
      const fault = faultOf(fact)
      if (!fault) return []
      const { path, group, kind, name, existence } = fact
      const isAbsent = existence === 'absent'
      const isKept = kind === 'ConfigMap' || kind === 'Secret'
      return [
        {
          path,
          key: `${group}/${kind}/${name}`,
          whole: isAbsent && authorities.every((one) => one.existence === 'absent'),
          message: fault,
          hint: isKept
            ? `put the certificate, as PEM, under the key "ca.crt" of ${kind} "${name}" in namespace ${namespace}`
            : `create ${kind} "${name}", or name a ConfigMap that has the certificate`,
          // Contents are what only a file can show.
          ...(!isAbsent && { atMost: 'warn' }),
          ...(isAbsent && isKept && { restsOn: [{ kind, namespace, name, state: 'absent' }] }),
        },
      ]
    })
  },
}

function faultOf({ kind, name, existence, content, keys }: AuthorityFact): string | undefined {
  const result = 'without it no connection to the backend is trusted'
  if (existence === 'absent') return `${kind} "${name}", which is to hold a CA certificate, is not there: ${result}`
  if (content === 'not a certificate') return `the key "ca.crt" of ${kind} "${name}" holds no certificate: ${result}`
  if (content !== 'missing') return undefined
  const has = keys.length === 0 ? 'it is empty' : `it has ${enumerate(keys.map((key) => `"${excerpt(key)}"`))}, and no controller has to look there`
  return `${kind} "${name}" has no key "ca.crt" for the CA certificate: ${has}`
}
