import { routeExample } from '../examples.ts'
import { odditiesOf } from '../oddities.ts'
import type { Rule, Said } from '../rule.ts'
import { excerpt } from '../words.ts'

const example = (removed: string) =>
  routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - filters:
        - type: RequestHeaderModifier
          requestHeaderModifier: { set: [{ name: x-env, value: a }], remove: [${removed}] }
      backendRefs: [{ name: shop, port: 80 }]`)

/** A header that one modifier names in more than one of set, add and remove, or twice by case. */
export const repeatedHeaderAction: Rule = {
  id: 'repeated-header-action',
  class: 'partial',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  about: 'oddities',
  docs: () => ({
    summary: 'One header modifier names the same header more than once.',
    why: 'The specification allows one action for each header. Which one counts is left to the controller, and no status says which.',
    fix: 'Keep one of set, add and remove for each header, whatever its case.',
    source: 'HTTPHeaderFilter (apis/v1/httproute_types.go); kubernetes-sigs/gateway-api#2277; gateway-api.md 2.2, S-HDR-MULTI',
    bad: example('X-Env'),
    good: example('x-debug'),
  }),
  check(prediction) {
    return odditiesOf(prediction, 'repeated-header-action').map(
      ({ path, key, name, action, first }): Said => ({
        path,
        key,
        message: `${action} names header "${excerpt(name)}", which ${first.action} at ${first.path} names already: one action is allowed for a header, and no status says which of them counts`,
        hint: 'keep one of set, add and remove for each header',
        related: [first.path],
      }),
    )
  },
}
