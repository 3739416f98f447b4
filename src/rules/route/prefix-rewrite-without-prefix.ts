import { bareEdge, routeExample } from '../examples.ts'
import { odditiesOf } from '../oddities.ts'
import type { Rule, Said } from '../rule.ts'
import { excerpt } from '../words.ts'

const example = (path: string) =>
  routeExample(
    `  parentRefs: [{ name: edge }]
  rules:
    - matches: [{ path: ${path} }]
      backendRefs:
        - name: shop
          port: 80
          filters: [{ type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: /a } } }]
        - name: beta
          port: 80`,
    bareEdge(),
  )

/** ReplacePrefixMatch at a backend of a rule that has not exactly one PathPrefix match. */
export const prefixRewriteWithoutPrefix: Rule = {
  id: 'prefix-rewrite-without-prefix',
  class: 'partial',
  kinds: ['HTTPRoute'],
  about: 'oddities',
  docs: () => ({
    summary: 'A backend replaces the matched prefix, but its rule has not exactly one PathPrefix match.',
    why: 'There is no one prefix to replace, so the rewrite cannot be applied. The CRD looks only at rules in which a single backend has such a filter.',
    fix: 'Match by one PathPrefix in that rule, or use ReplaceFullPath.',
    source: 'HTTPPathModifier and the CEL rules of HTTPRouteRule (apis/v1/httproute_types.go); gateway-api.md 2.2, S-PREFIX-BE',
    bad: example('{ type: Exact, value: /shop }'),
    good: example('{ type: PathPrefix, value: /shop }'),
    implementations: ['gateway-api@1.7'],
  }),
  check(prediction) {
    return odditiesOf(prediction, 'prefix-rewrite-without-prefix').map(
      ({ path, key, backend }): Said => ({
        path,
        key,
        message: `backend "${excerpt(backend)}" replaces the matched prefix, and its rule has not exactly one PathPrefix match: the rewrite cannot be applied`,
        hint: 'match by one PathPrefix in this rule, or use ReplaceFullPath',
      }),
    )
  },
}
