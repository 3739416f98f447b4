import { routeExample } from '../examples.ts'
import { odditiesOf } from '../oddities.ts'
import type { Rule, Said } from '../rule.ts'

const example = (rest: string) =>
  routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - matches: [{ path: { value: /shop } }]${rest}`)

/** A rule that nothing answers. */
export const ruleWithoutBackends: Rule = {
  id: 'rule-without-backends',
  class: 'odd',
  kinds: ['HTTPRoute'],
  about: 'oddities',
  docs: () => ({
    summary: 'A rule has neither a backend nor a redirect.',
    why: 'What it matches is answered with 500, while ResolvedRefs stays True: no status says so.',
    fix: 'Add a backendRef or a RequestRedirect, unless the errors are meant.',
    source: 'HTTPRouteRule.BackendRefs (apis/v1/httproute_types.go), conformance httproute-omitted-backendrefs; gateway-api.md 2.2, S-EMPTY-RULE',
    bad: example(''),
    good: example('\n      backendRefs: [{ name: shop, port: 80 }]'),
  }),
  check(prediction) {
    return odditiesOf(prediction, 'rule-without-backends').map(
      ({ path, key }): Said => ({
        path,
        key,
        message: 'this rule has neither a backend nor a redirect: what it matches is answered with 500, and no status says so',
        hint: 'add a backendRef or a RequestRedirect',
      }),
    )
  },
}
