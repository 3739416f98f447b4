import { routeExample } from '../examples.ts'
import { odditiesOf } from '../oddities.ts'
import type { Rule, Said } from '../rule.ts'

const example = (backendRequest: string) =>
  routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - backendRefs: [{ name: shop, port: 80 }]
      timeouts: { request: 10s, backendRequest: ${backendRequest} }`)

/** No limit for the backend inside a request that has one. */
export const backendTimeoutUnlimited: Rule = {
  id: 'backend-timeout-unlimited',
  class: 'odd',
  kinds: ['HTTPRoute'],
  about: 'oddities',
  docs: () => ({
    summary: 'A request has a timeout, and the request to the backend inside it has none.',
    why: 'A backendRequest of 0s means no limit, and yet the request ends with its own timeout. The CRD only compares the numbers.',
    fix: 'Leave backendRequest out, or give it a time that is not longer than request.',
    source: 'HTTPRouteTimeouts (apis/v1/httproute_types.go), GEP-1742; gateway-api.md 2.2, S-TIMEOUT-INF',
    bad: example('0s'),
    good: example('5s'),
  }),
  check(prediction) {
    return odditiesOf(prediction, 'backend-timeout-unlimited').map(
      ({ path, key, request }): Said => ({
        path,
        key,
        message: `the request to the backend has no limit (0s), the whole request ends after ${request}`,
        hint: `leave backendRequest out, or give it a time of at most ${request}`,
      }),
    )
  },
}
