import { kongRoute } from '../kong-examples.ts'
import { told } from '../limits.ts'
import type { Rule } from '../rule.ts'
import { excerpt } from '../words.ts'

const example = (second: string) =>
  kongRoute(`  parentRefs: [{ name: edge }]
  rules:
    - matches: [{ path: { type: PathPrefix, value: /a } }]
      backendRefs: [{ name: shop, port: 80 }]
      timeouts: { backendRequest: 5s }
    - matches: [{ path: { type: PathPrefix, value: /b } }]
      backendRefs: [{ name: beta, port: 80 }]
      timeouts: { backendRequest: ${second} }`)

/** Timeouts that differ between the rules of a route, where the controller has one for all of them. */
export const differingTimeouts: Rule = {
  id: 'differing-timeouts',
  class: 'partial',
  kinds: ['HTTPRoute'],
  about: 'limits',
  docs: () => ({
    summary: 'The rules of a route have different timeouts for their backends, and the controller has one for all rules.',
    why: 'Kong Ingress Controller from 3.1 on, and Kong Operator up to 2.2, refuse such a route in their own webhook; where that is not installed, one of the values counts, and no status says which.',
    fix: 'Give every rule the same `timeouts.backendRequest`, or split the route.',
    source: 'kong.md 1.3, 3.3 and 4.4; Kong/kubernetes-ingress-controller#5451',
    implementations: ['kic@3.5'],
    bad: example('10s'),
    good: example('5s'),
  }),
  check(prediction) {
    return told(prediction, 'differing timeouts', ({ implementation, value, first }) => ({
      message: `${value === undefined ? 'this rule has no timeout for its backends' : `timeout "${excerpt(value)}"`}, and ${first.path} is "${excerpt(first.value)}": ${implementation.title} has one for all rules of a route, and no status says which one counts`,
      hint: `write backendRequest: ${excerpt(first.value)} in every rule, or split the route`,
      related: [first.path],
    }))
  },
}
