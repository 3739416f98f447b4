import { GATEWAY_GROUP, POLICY_KINDS } from '../../gateway/kinds.ts'
import { policyExample } from '../examples.ts'
import type { Rule, Said } from '../rule.ts'
import { aKind } from '../words.ts'

const example = (kind: string) =>
  policyExample(`  targetRefs: [{ group: "", kind: ${kind}, name: shop }]
  validation: { hostname: shop.example, wellKnownCACertificates: System }`)

/** A target of a kind that no known controller takes such a policy for. */
export const policyTargetKind: Rule = {
  id: 'policy-target-kind',
  class: 'intrinsic',
  kinds: [...POLICY_KINDS],
  docs: () => ({
    summary: 'A target of a kind to which no such policy applies.',
    why: 'A policy for backends applies to Services, with some controllers to a few kinds of their own; an XTelemetryPolicy to Gateways. Other targets are dropped, mostly without a status.',
    fix: 'Name the Service, with `group: ""`, or for an XTelemetryPolicy the Gateway, with `group: gateway.networking.k8s.io`.',
    source:
      'BackendTLSPolicySpec.TargetRefs (apis/v1/backendtlspolicy_types.go); XTelemetryPolicySpec.TargetRefs (apisx/v1alpha1); gateway-api.md 2.12; gateway-api-1.7.md 6.2, P-XT-KIND',
    bad: example('Pod'),
    good: example('Service'),
    partOnly: true,
  }),
  check(prediction) {
    if (prediction.kind !== 'Policy') return []
    const policy = prediction.object.kind
    const isForGateways = policy === 'XTelemetryPolicy'
    return prediction.targets.flatMap(({ path, group, kind, name, taken }): Said[] => {
      if (taken === 'known') return []
      const of = group === '' ? kind : `${kind} of group ${group}`
      return [
        {
          path,
          key: `${group}/${kind}/${name}`,
          // Gateways are what has to be supported, no more is said.
          ...(isForGateways && taken === 'foreign' && { class: 'odd' as const }),
          // A policy has no class that could say who reads it: some controller may know better.
          atMost: 'warn',
          message: `${taken === 'core' ? `no ${policy} applies` : `no controller known here applies ${aKind(policy)}`} to a ${of}: this target is dropped`,
          hint: isForGateways
            ? hintForGateway(kind)
            : kind === 'Service'
              ? 'a Service is of the core group: write group: ""'
              : 'name the Service in front of it: group: "", kind: Service',
        },
      ]
    })
  },
}

function hintForGateway(kind: string): string {
  return kind === 'Gateway' ? `a Gateway is of group ${GATEWAY_GROUP}: write that` : `name the Gateway: group: ${GATEWAY_GROUP}, kind: Gateway`
}
