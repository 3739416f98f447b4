import { policyExample } from '../examples.ts'
import type { Rule, Said } from '../rule.ts'

const example = (kind: string) =>
  policyExample(`  targetRefs: [{ group: "", kind: Service, name: shop }]
  validation: { hostname: shop.example, caCertificateRefs: [{ group: "", kind: ${kind}, name: ca }] }`)

/** CA certificates of a BackendTLSPolicy in a kind that holds none. */
export const policyCaKind: Rule = {
  id: 'policy-ca-kind',
  class: 'intrinsic',
  kinds: ['BackendTLSPolicy'],
  docs: () => ({
    summary: 'CA certificates of a BackendTLSPolicy in a kind that no known controller reads.',
    why: 'A controller reads a ConfigMap, some a Secret or a ClusterTrustBundle. Of anything else it says ResolvedRefs=False/InvalidKind, or nothing; with no good reference left no connection to the backend is trusted.',
    fix: 'Put the certificate under the key `ca.crt` of a ConfigMap and name that.',
    source: 'BackendTLSPolicyValidation.CACertificateRefs (apis/v1/backendtlspolicy_types.go); gateway-api.md 2.12, P-CA-KIND',
    bad: example('Service'),
    good: example('ConfigMap'),
    partOnly: true,
  }),
  check(prediction) {
    if (prediction.kind !== 'Policy') return []
    return prediction.authorities.flatMap(({ path, group, kind, name, taken }): Said[] => {
      if (taken === 'known') return []
      const of = group === '' ? kind : `${kind} of group ${group}`
      return [
        {
          path,
          key: `${group}/${kind}/${name}`,
          // A policy has no class that could say who reads it: some controller may know better.
          atMost: 'warn',
          message: `${taken === 'core' ? 'no controller' : 'no controller known here'} reads CA certificates from a ${of}: without one no connection to the backend is trusted`,
          hint: 'put the certificate under the key "ca.crt" of a ConfigMap: group: "", kind: ConfigMap',
        },
      ]
    })
  },
}
