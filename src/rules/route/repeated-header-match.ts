import { routeExample } from '../examples.ts'
import { odditiesOf } from '../oddities.ts'
import type { Rule, Said } from '../rule.ts'
import { excerpt } from '../words.ts'

const example = (second: string) =>
  routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - matches: [{ headers: [{ name: x-env, value: beta }, { name: ${second}, value: b }] }]
      backendRefs: [{ name: shop, port: 80 }]`)

/** Header matches of one match whose names are the same but for case. */
export const repeatedHeaderMatch: Rule = {
  id: 'repeated-header-match',
  class: 'partial',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  about: 'oddities',
  docs: () => ({
    summary: 'One match asks twice for the same header, in another case.',
    why: 'Names of headers have no case: only the first of them counts, the others are ignored, and no status says so.',
    fix: 'Ask for each header once in a match; for either of two values write two matches, or a regular expression.',
    source: 'HTTPHeaderMatch.Name and GRPCHeaderMatch.Name (apis/v1); gateway-api.md 2.2, S-HDR-CASE',
    bad: example('X-Env'),
    good: example('X-Environment'),
  }),
  check(prediction) {
    return odditiesOf(prediction, 'repeated-header-match').map(
      ({ path, key, name, first }): Said => ({
        path,
        key,
        message: `header "${excerpt(name)}" is "${excerpt(first.name)}" of ${first.path} once more: names of headers have no case, only the first counts, and no status says so`,
        hint: 'ask for it once; for either of two values write two matches',
        related: [first.path],
      }),
    )
  },
}
