import { routeExample } from '../examples.ts'
import { odditiesOf } from '../oddities.ts'
import type { Rule, Said } from '../rule.ts'
import { enumerate } from '../words.ts'

const example = (second: string) =>
  routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - matches: [{ path: { value: /shop }, headers: [{ name: x-env, value: a }] }]
      backendRefs: [{ name: shop, port: 80 }]
    - matches: [{ path: { value: /shop }, headers: [{ name: ${second}, value: a }] }]
      backendRefs: [{ name: beta, port: 80 }]`)

/** Matches that an earlier rule of the same route has already. */
export const shadowedMatch: Rule = {
  id: 'shadowed-match',
  class: 'loser',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  about: 'oddities',
  docs: () => ({
    summary: 'A match equals one of an earlier rule of the same route.',
    why: 'The first rule wins, also where its backends are dead: the later one never gets the request, and the route is Accepted all the same.',
    fix: 'Remove the later match, or make it differ. For a split of traffic put all backends into one rule.',
    source: 'HTTPRouteRule.Matches (apis/v1/httproute_types.go), conformance httproute-rule-order; gateway-api.md 2.13, X-SHADOW-SELF',
    bad: example('X-Env'),
    good: example('x-environment'),
  }),
  check(prediction) {
    return odditiesOf(prediction, 'shadowed-match').map(
      ({ path, key, wholeRule, winners }): Said => ({
        path,
        key,
        message: wholeRule
          ? `whatever this rule matches, ${enumerate(winners)} matches already: the first rule wins, so this one never gets a request`
          : `${enumerate(winners)} has the same match: the first rule wins, so this one never gets such a request`,
        hint: 'remove it, or make it differ; for a split of traffic put all backends into one rule',
        related: winners,
      }),
    )
  },
}
