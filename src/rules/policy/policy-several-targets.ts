import { policyExample } from '../examples.ts'
import type { Rule, Said } from '../rule.ts'

const example = (more: string) =>
  policyExample(`  targetRefs: [{ group: "", kind: Service, name: shop, sectionName: https }${more}]
  validation: { hostname: shop.example, wellKnownCACertificates: System }`)

/** A BackendTLSPolicy with more than one target. */
export const policySeveralTargets: Rule = {
  id: 'policy-several-targets',
  class: 'odd',
  kinds: ['BackendTLSPolicy'],
  docs: () => ({
    summary: 'A BackendTLSPolicy with more than one target.',
    why: 'Implementations are advised not to support it, and where one does, a conflict about one target can take the others with it.',
    fix: 'Write one policy for each target.',
    source: 'BackendTLSPolicySpec.TargetRefs (apis/v1/backendtlspolicy_types.go, since 1.4.1); gateway-api.md 2.12, P-MULTI',
    bad: example(', { group: "", kind: Service, name: shop }'),
    good: example(''),
  }),
  check(prediction) {
    if (prediction.kind !== 'Policy' || prediction.targets.length < 2) return []
    const { targets } = prediction
    return [
      {
        path: 'spec.targetRefs',
        key: 'targetRefs',
        message: `the policy has ${targets.length} targets, and implementations are advised not to support more than one`,
        hint: 'write one policy for each target',
      } satisfies Said,
    ]
  },
}
