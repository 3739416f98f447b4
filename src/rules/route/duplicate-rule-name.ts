import { routeExample } from '../examples.ts'
import { odditiesOf } from '../oddities.ts'
import type { Rule, Said } from '../rule.ts'
import { excerpt } from '../words.ts'

const example = (second: string) =>
  routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - name: api
      matches: [{ path: { value: /v1 } }]
      backendRefs: [{ name: shop, port: 80 }]
    - name: ${second}
      matches: [{ path: { value: /v2 } }]
      backendRefs: [{ name: beta, port: 80 }]`)

/** Two rules of one name. */
export const duplicateRuleName: Rule = {
  id: 'duplicate-rule-name',
  class: 'partial',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  about: 'oddities',
  docs: () => ({
    summary: 'Two rules of a route have the same name.',
    why: 'A policy that names the rule by sectionName cannot tell them apart. The standard CRDs refuse it only from v1.7 on, and then refuse the next change of the rules.',
    fix: 'Give each rule a name of its own, or none.',
    source: 'HTTPRouteRule.Name (apis/v1/httproute_types.go), GEP-995; gateway-api.md 2.2, S-RULE-NAME; gateway-api-1.7.md 6.1',
    bad: example('api'),
    good: example('api-2'),
  }),
  check(prediction) {
    return odditiesOf(prediction, 'duplicate-rule-name').map(
      ({ path, key, name, first }): Said => ({
        path,
        key,
        message: `rule name "${excerpt(name)}" is that of ${first} as well: what names a rule, such as a policy, cannot tell them apart`,
        hint: 'give each rule a name of its own, or none',
        related: [first],
      }),
    )
  },
}
