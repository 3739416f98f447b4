import { telemetryExample } from '../examples.ts'
import type { Rule, Said } from '../rule.ts'

const example = (name: string) =>
  telemetryExample(`  targetRefs:
    - { group: gateway.networking.k8s.io, kind: Gateway, name: edge }
    - { group: gateway.networking.k8s.io, kind: Gateway, name: ${name} }
  tracing: { mode: Disabled }`)

/** A target that an XTelemetryPolicy names twice. */
export const policyTargetRepeated: Rule = {
  id: 'policy-target-repeated',
  class: 'partial',
  kinds: ['XTelemetryPolicy'],
  docs: () => ({
    summary: 'An XTelemetryPolicy names one target twice.',
    why: 'Targets must be distinct, and the API server does not look. What a controller makes of the second is not specified.',
    fix: 'Name each Gateway once.',
    source:
      'XTelemetryPolicySpec.TargetRefs (apisx/v1alpha1/telemetrypolicy_types.go): TargetRefs must be distinct; gateway-api-1.7.md 6.2, P-XT-DUP',
    bad: example('edge'),
    good: example('back'),
  }),
  check(prediction) {
    if (prediction.kind !== 'Policy') return []
    return prediction.targets.flatMap(({ path, group, kind, name, first }): Said[] =>
      first === undefined
        ? []
        : [
            {
              path,
              key: `${group}/${kind}/${name}`,
              message: `${kind} "${name}" is named twice, by ${first} already: targets must be distinct`,
              hint: 'name each target once',
              related: [first],
            },
          ],
    )
  },
}
