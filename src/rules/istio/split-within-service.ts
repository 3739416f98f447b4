import { istioRoute } from '../istio-examples.ts'
import { told } from '../limits.ts'
import { ROUTES } from '../parents.ts'
import type { Rule } from '../rule.ts'
import { enumerate, excerpt } from '../words.ts'

const example = (second: string) =>
  istioRoute(`  parentRefs: [{ name: edge }]
  rules: [{ backendRefs: [{ name: shop, port: 80, weight: 90 }, { name: ${second}, port: 80, weight: 10 }] }]`)

/** Weights between references to one Service. */
export const splitWithinService: Rule = {
  id: 'split-within-service',
  class: 'partial',
  kinds: ROUTES,
  about: 'limits',
  docs: () => ({
    summary: 'Two backends of a rule name one Service and port, so that their weights split nothing.',
    why: 'Both references reach the same endpoints. The subsets of a DestinationRule, by which a VirtualService tells versions of a Service apart, have no name in Gateway API.',
    fix: 'Make a Service for each version, with the version in its selector, and name these with weights.',
    source: 'istio-kuma.md (what the tutorials tell) and A7; BackendRef (apis/v1/shared_types.go)',
    bad: example('shop'),
    good: example('beta'),
  }),
  check(prediction) {
    return told(prediction, 'one Service', ({ implementation, name, others }) => ({
      message: `it names Service "${excerpt(name)}" with the same port as ${enumerate(others)}: their weights split nothing, for both reach the same endpoints`,
      hint: `${implementation.title} has no subsets in routes: make a Service for each version, with the version in its selector, and name those`,
      related: others,
    }))
  },
}
