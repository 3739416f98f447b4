import { policyExample } from '../examples.ts'
import type { Rule, Said } from '../rule.ts'

const example = (kind: string) =>
  policyExample(`  targetRefs: [{ group: "", kind: ${kind}, name: shop }]
  validation: { hostname: shop.example, wellKnownCACertificates: System }`)

/** A target of a kind that no known controller takes a BackendTLSPolicy for. */
export const policyTargetKind: Rule = {
  id: 'policy-target-kind',
  class: 'intrinsic',
  kinds: ['BackendTLSPolicy'],
  docs: {
    summary: 'A target of a kind to which no BackendTLSPolicy applies.',
    why: 'A policy applies to Services, with some controllers to a few kinds of their own. Other targets are dropped, mostly without a status.',
    fix: 'Name the Service, with `group: ""`.',
    source: 'BackendTLSPolicySpec.TargetRefs (apis/v1/backendtlspolicy_types.go); gateway-api.md 2.12',
    bad: example('Pod'),
    good: example('Service'),
    partOnly: true,
  },
  check(prediction) {
    if (prediction.kind !== 'Policy') return []
    return prediction.targets.flatMap(({ path, group, kind, name, taken }): Said[] => {
      if (taken === 'known') return []
      const of = group === '' ? kind : `${kind} of group ${group}`
      return [
        {
          path,
          key: `${group}/${kind}/${name}`,
          // A policy has no class that could say who reads it: some controller may know better.
          atMost: 'warn',
          message: `${taken === 'core' ? 'no BackendTLSPolicy applies' : 'no controller known here applies a BackendTLSPolicy'} to a ${of}: this target is dropped`,
          hint: kind === 'Service' ? 'a Service is of the core group: write group: ""' : 'name the Service in front of it: group: "", kind: Service',
        },
      ]
    })
  },
}
