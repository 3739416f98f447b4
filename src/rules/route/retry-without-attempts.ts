import { routeExample } from '../examples.ts'
import { odditiesOf } from '../oddities.ts'
import type { Rule, Said } from '../rule.ts'

const example = (attempts: number) =>
  routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - backendRefs: [{ name: shop, port: 80 }]
      retry: { attempts: ${attempts}, codes: [503] }`)

/** Codes or backoff of a retry that is switched off. */
export const retryWithoutAttempts: Rule = {
  id: 'retry-without-attempts',
  class: 'odd',
  kinds: ['HTTPRoute'],
  about: 'oddities',
  docs: () => ({
    summary: 'A retry of 0 attempts has codes or a backoff.',
    why: 'Attempts of 0 switch retries off, so that neither has an effect.',
    fix: 'Set attempts to 1 or more, or leave codes and backoff out.',
    source: 'HTTPRouteRetry.Attempts (apis/v1/httproute_types.go), GEP-1731; gateway-api-1.7.md 6.1, S-RETRY',
    bad: example(0),
    good: example(2),
  }),
  check(prediction) {
    return odditiesOf(prediction, 'retry-without-attempts').map(
      ({ path, key }): Said => ({
        path,
        key,
        message: 'attempts: 0 switches retries off, so this has no effect',
        hint: 'set attempts to 1 or more, or leave this out',
      }),
    )
  },
}
