import { routeExample } from '../examples.ts'
import { odditiesOf } from '../oddities.ts'
import type { Rule, Said } from '../rule.ts'
import { enumerate } from '../words.ts'

const example = (code: number) =>
  routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - backendRefs: [{ name: shop, port: 80 }]
      retry: { attempts: 2, codes: [503, ${code}] }`)

/** What of a retry no controller has to be able to do. */
export const retryNotPortable: Rule = {
  id: 'retry-not-portable',
  class: 'odd',
  kinds: ['HTTPRoute'],
  about: 'oddities',
  docs: () => ({
    summary: 'A retry asks for a status code or a backoff that a controller need not support.',
    why: 'Only 500, 502, 503 and 504 are promised. A backoff is left to the implementation: one that retries at once has to set Accepted=False/UnsupportedValue.',
    fix: 'Keep to 500, 502, 503 and 504 and leave the backoff out, or see what your controller says of them.',
    source: 'HTTPRouteRetry.Codes and Backoff (apis/v1/httproute_types.go), GEP-1731; gateway-api.md 2.2 and gateway-api-1.7.md 3, S-RETRY',
    bad: example(429),
    good: example(502),
  }),
  check(prediction) {
    return odditiesOf(prediction, 'retry-not-portable').map(
      ({ path, key, codes }): Said => ({
        path,
        key,
        message:
          codes.length > 0
            ? `a controller need not retry on ${enumerate(codes.map(String), 8)}: only 500, 502, 503 and 504 are promised`
            : 'what a backoff does is left to the controller; one that retries at once has to refuse the route (Accepted=False/UnsupportedValue)',
        hint:
          codes.length > 0 ? 'keep to 500, 502, 503 and 504, or see what your controller supports' : 'leave it out, or see what your controller does',
      }),
    )
  },
}
