import { routeExample } from '../examples.ts'
import { odditiesOf } from '../oddities.ts'
import type { Rule, Said } from '../rule.ts'

const example = (retry: string) =>
  routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - backendRefs: [{ name: shop, port: 80 }]
      timeouts: { request: 1s }
      retry: ${retry}`)

/** More waiting between attempts than the request has time. */
export const retryBeyondTimeout: Rule = {
  id: 'retry-beyond-timeout',
  class: 'odd',
  kinds: ['HTTPRoute'],
  about: 'oddities',
  docs: () => ({
    summary: 'The backoff of all retry attempts is longer than the timeout of the request.',
    why: 'The request ends before its last attempts are made.',
    fix: 'Shorten the backoff, lower the attempts, or raise timeouts.request.',
    source: 'HTTPRouteRetry, HTTPRouteTimeouts (apis/v1/httproute_types.go), GEP-1731; gateway-api.md 2.2, S-RETRY',
    bad: example('{ attempts: 3, backoff: 500ms }'),
    good: example('{ attempts: 3 }'),
  }),
  check(prediction) {
    return odditiesOf(prediction, 'retry-beyond-timeout').map(
      ({ path, key, attempts, backoff, request }): Said => ({
        path,
        key,
        message: `${attempts} attempts with a backoff of ${backoff} take longer than the ${request} that the request has`,
        hint: 'shorten the backoff, lower attempts, or raise timeouts.request',
      }),
    )
  },
}
