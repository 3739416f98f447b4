import { routeExample } from '../examples.ts'
import { odditiesOf } from '../oddities.ts'
import type { Rule, Said } from '../rule.ts'
import { excerpt } from '../words.ts'

const REDIRECT = '{ type: RequestRedirect, requestRedirect: { scheme: https } }'

/** A redirect as the filter of a backend. */
export const redirectOnBackend: Rule = {
  id: 'redirect-on-backend',
  class: 'partial',
  kinds: ['HTTPRoute'],
  about: 'oddities',
  docs: () => ({
    summary: 'A RequestRedirect is the filter of a backend.',
    why: 'A redirect is answered at once and never forwarded, so a backend with one is a contradiction; the CRD looks for it only at the rule.',
    fix: 'Move the redirect into the filters of a rule without backendRefs.',
    source: 'HTTPRouteRule.Filters (apis/v1/httproute_types.go); gateway-api.md 2.2, S-REDIR-BE; gateway-api-1.7.md 6.1',
    bad: routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - backendRefs: [{ name: shop, port: 80, filters: [${REDIRECT}] }]`),
    good: routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - filters: [${REDIRECT}]`),
  }),
  check(prediction) {
    return odditiesOf(prediction, 'redirect-on-backend').map(
      ({ path, key, backend }): Said => ({
        path,
        key,
        message: `a redirect is answered at once, so backend "${excerpt(backend)}" never gets the request that it is the filter of`,
        hint: 'move the redirect into the filters of a rule without backendRefs',
      }),
    )
  },
}
