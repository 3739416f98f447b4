import { routeExample } from '../examples.ts'
import { odditiesOf } from '../oddities.ts'
import type { Rule, Said } from '../rule.ts'

const example = (weight: number) =>
  routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - backendRefs: [{ name: shop, port: 80, weight: 0 }, { name: beta, port: 80, weight: ${weight} }]`)

/** A rule whose backends all have weight 0. */
export const backendWeightsAllZero: Rule = {
  id: 'backend-weights-all-zero',
  class: 'partial',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'],
  about: 'oddities',
  docs: () => ({
    summary: 'Every backend of a rule has weight 0.',
    why: 'Nothing is forwarded: HTTP requests are answered with an error, connections are closed, and no status says so.',
    fix: 'Give one backend a weight above 0; a single 0 beside others is fine.',
    source: 'BackendRef.Weight (apis/v1/shared_types.go); gateway-api.md 2.2, S-ALLZERO',
    bad: example(0),
    good: example(1),
  }),
  check(prediction) {
    return odditiesOf(prediction, 'backend-weights-all-zero').map(
      ({ path, key, backends }): Said => ({
        path,
        key,
        message: `${backends === 1 ? 'the only backend' : `each of the ${backends} backends`} of this rule has weight 0: nothing is forwarded, and no status says so`,
        hint: 'give one of them a weight above 0, or remove the rule',
      }),
    )
  },
}
