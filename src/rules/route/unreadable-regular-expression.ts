import { routeExample } from '../examples.ts'
import type { Rule } from '../rule.ts'
import { silence, valuesWith } from '../rule-facts.ts'
import { excerpt } from '../words.ts'

const example = (value: string) =>
  routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - matches: [{ path: { type: RegularExpression, value: "${value}" } }]
      backendRefs: [{ name: shop, port: 80 }]`)

/** Regular expressions that nobody, or not this controller, can read. */
export const unreadableRegularExpression: Rule = {
  id: 'unreadable-regular-expression',
  class: 'intrinsic',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  about: 'values',
  docs: () => ({
    summary: 'A match has a regular expression that cannot be read.',
    why: 'The CRDs take any text. Some controllers drop the rule and say so; others pass it on, and the data plane refuses its whole configuration, other routes included, while every status stays good.',
    fix: 'Correct the expression; with RE2 there is no looking ahead or behind.',
    source: 'HTTPPathMatch, HTTPHeaderMatch, GEP-4359; gateway-api.md 2.5, R-PARTIAL; route.go:1249 of Envoy Gateway; Kong/kong#12937',
    bad: example('/api/('),
    good: example('/api/v[0-9]+'),
  }),
  check(prediction) {
    return valuesWith(prediction, ['regular expression'], ({ value, problem, whole, by, isSilent }) => ({
      whole,
      message: `regular expression "${excerpt(value)}" cannot be read${by ? ` by ${by.title}` : ''}: ${problem}${silence({ isSilent })}`,
      hint: 'correct the expression, or match by Exact or PathPrefix',
    }))
  },
}
