import { bareEdge, routeExample } from '../examples.ts'
import type { Rule } from '../rule.ts'
import { filtersWith } from '../rule-facts.ts'

const example = (code: number) =>
  routeExample(
    `  parentRefs: [{ name: edge }]
  rules:
    - filters: [{ type: RequestRedirect, requestRedirect: { hostname: shop.example, statusCode: ${code} } }]`,
    bareEdge(['Gateway', 'HTTPRoute', 'HTTPRoute308RedirectStatusCode']),
  )

/** Status codes of redirects that the class publishes not to have. */
export const redirectCodeUnpublished: Rule = {
  id: 'redirect-code-unpublished',
  class: 'contradiction',
  kinds: ['HTTPRoute'],
  about: 'filters',
  docs: () => ({
    summary: 'A redirect has a status code that the features of the class do not name.',
    why: 'The codes 301 and 302 are for every controller; 303, 307 and 308 only for one that publishes them in `GatewayClass.status.supportedFeatures`. Another should set Accepted=False/UnsupportedValue.',
    fix: 'Use 301 or 302.',
    source: 'HTTPRequestRedirectFilter.StatusCode (apis/v1/httproute_types.go), pkg/features/httproute.go; gateway-api-1.7.md 6.2, S-REDIR-CODE',
    bad: example(307),
    good: example(308),
    implementations: ['gateway-api@1.7'],
    partOnly: true,
  }),
  check(prediction) {
    return filtersWith(prediction, ['redirect code'], ({ code, feature, className }) => ({
      message: `a redirect with status code ${code} needs feature ${feature}, which class "${className}" does not publish`,
      hint: `write statusCode ${code === 308 ? 301 : 302}`,
    }))
  },
}
