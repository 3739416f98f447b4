import { partWords, saidOf } from '../contests.ts'
import { twoRoutesExample } from '../examples.ts'
import type { Rule } from '../rule.ts'

const example = (header: string) =>
  twoRoutesExample(
    'HTTPRoute',
    (service, second) => `  parentRefs: [{ name: edge }]
  hostnames: [shop.example]
  rules:
    - matches: [{ path: { value: /cart }, headers: [{ name: ${second ? header : 'x-env'}, value: a }] }]
      backendRefs: [{ name: ${service}, port: 80 }]`,
  )

/** Matches that another route on the same listener has as well and comes first. */
export const shadowedByRoute: Rule = {
  id: 'shadowed-by-route',
  class: 'loser',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  about: 'contests',
  docs: () => ({
    summary: 'A match under the same hostname as one of an older route on the same listener.',
    why: 'Both routes are Accepted, and only the older one ever gets the request; at equal age the first by namespace and name. Hardly any controller writes a status of it.',
    fix: 'Make the match or the hostname differ, or attach the routes to different listeners. For a split of traffic put all backends into one rule.',
    source: 'HTTPRouteRule.Matches (apis/v1/httproute_types.go); gateway-api.md 2.13, X-SHADOW; gateway-api-1.7.md 6.1',
    bad: example('X-Env'),
    good: example('x-environment'),
  }),
  check: (prediction) =>
    saidOf(
      prediction,
      ({ over, because }) => over === 'traffic' && because !== 'longer hostname',
      (contest, { winner, where }) => ({
        message: `${winner} and matches ${contest.isWhole ? 'all' : 'there all'} that ${partWords(contest)} does ${where}: it gets the requests${contest.condition ? '' : ', and no status says so'}`,
        hint: 'make the match or the hostname differ, or name another listener by sectionName; for a split of traffic put all backends into one rule',
      }),
    ),
}
