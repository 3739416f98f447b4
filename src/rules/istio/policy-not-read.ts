import { policyExample } from '../examples.ts'
import { istioRoute } from '../istio-examples.ts'
import { becauseWords, told } from '../limits.ts'
import type { Rule } from '../rule.ts'

const example = policyExample(`  targetRefs: [{ group: "", kind: Service, name: shop }]
  validation: { hostname: shop.example, caCertificateRefs: [{ group: "", kind: ConfigMap, name: ca }] }`)

/** Policies of a kind that the mesh does not watch. */
export const policyNotRead: Rule = {
  id: 'policy-not-read',
  class: 'partial',
  kinds: ['BackendTLSPolicy'],
  docs: () => ({
    summary: 'A BackendTLSPolicy that this Istio does not watch.',
    why: 'Before 1.28 istiod reads BackendTLSPolicies only with PILOT_ENABLE_ALPHA_GATEWAY_API (from 1.26 on), and before that not at all: connections to the backend are not verified, and no status says so.',
    fix: 'Use a DestinationRule, switch the gate on, or upgrade Istio.',
    source: 'istio-kuma.md A7 (other kinds and gates)',
    implementations: ['istio@1.27'],
    bad: example,
    good: istioRoute('  parentRefs: [{ name: edge }]\n  rules: [{ backendRefs: [{ name: shop, port: 80 }] }]'),
  }),
  check(prediction) {
    return told(prediction, 'policy not read', ({ implementation, because }) => ({
      message: `${implementation.title} does not read BackendTLSPolicies${becauseWords(because)}: connections are not secured by it, and no status would say so`,
      hint:
        because.lifts === undefined
          ? 'use a DestinationRule, or a newer Istio'
          : 'use a DestinationRule, or set PILOT_ENABLE_ALPHA_GATEWAY_API=true on istiod',
    }))
  },
}
