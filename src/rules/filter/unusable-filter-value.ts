import { routeExample } from '../examples.ts'
import type { Rule } from '../rule.ts'
import { valuesWith } from '../rule-facts.ts'
import { excerpt } from '../words.ts'

const example = (value: string) =>
  routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - filters: [{ type: URLRewrite, urlRewrite: { hostname: ${value} } }]
      backendRefs: [{ name: shop, port: 80 }]`)

/** Headers and hostnames that a filter cannot set. */
export const unusableFilterValue: Rule = {
  id: 'unusable-filter-value',
  class: 'intrinsic',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  about: 'values',
  docs: () => ({
    summary: 'A filter sets a header or a hostname to something that none can be, or that the controller does not take.',
    why: 'The CRDs take it. Some controllers then refuse the rule, some write no status at all, some send what other ends refuse.',
    fix: 'Use visible ASCII in headers, and names, not addresses, as hostnames.',
    source:
      'HTTPHeader.Value, PreciseHostname (apis/v1/shared_types.go), RFC 9110 5.5; filters.go of Envoy Gateway; istio-kuma.md B6; gateway-api.md 2.5, R-PARTIAL',
    bad: example('10.0.0.1'),
    good: example('shop.example'),
    partOnly: true,
  }),
  check(prediction) {
    return valuesWith(prediction, ['header', 'hostname'], ({ is, value, problem, by }) => ({
      message: `${is} "${excerpt(value)}" ${by ? `is not taken by ${by.title}: it ${problem}` : problem}`,
      hint: is === 'header' ? 'use a name and a value of visible ASCII characters' : 'write a hostname',
    }))
  },
}
