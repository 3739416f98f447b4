import { KUMA_CLASS } from '../examples.ts'
import { becauseWords, unlessConfigured } from '../limits.ts'
import { attached, httpEdge, RULES_TO_SHOP } from '../parent-examples.ts'
import { obstructed, ROUTES, restsOnParent } from '../parents.ts'
import type { Rule, Said } from '../rule.ts'
import { enumerate } from '../words.ts'

const example = (kind: string) => attached(`${KUMA_CLASS}${httpEdge('kuma')}`, `  parentRefs: [{ name: edge }]\n${RULES_TO_SHOP}`, { kind })

/** Routes of a kind that the controller of the parent does not look at. */
export const routeKindNotRead: Rule = {
  id: 'route-kind-not-read',
  class: 'partial',
  kinds: ROUTES,
  about: 'parents',
  docs: () => ({
    summary: "A route of a kind that the parent's controller does not read at all.",
    why: 'The route is never looked at: no status, no log line, no traffic. Istio reads TLSRoutes up to 1.29 and TCPRoutes up to 1.30 only with PILOT_ENABLE_ALPHA_GATEWAY_API.',
    fix: 'Use a kind that the controller reads, or a Gateway of another controller.',
    source: 'istio-kuma.md A7 (UDPRoute) and B7 (all but HTTPRoute); kong.md 1.1',
    bad: example('GRPCRoute'),
    good: example('HTTPRoute'),
  }),
  check(prediction) {
    return obstructed(prediction, 'route kind not read').map(({ fact, obstacle: { gate }, object, parent, key }): Said => {
      const { implementation } = fact
      const read = implementation?.status?.routes.read
      const kinds = (implementation?.routeKinds ?? []).filter((kind) => read?.includes(kind) !== false)
      const title = implementation?.title ?? 'its controller'
      const reads = kinds.length > 0 ? `${title} reads ${enumerate(kinds, 5)}` : `${title} reads no routes of Gateways`
      const other = `${reads}: name a Gateway of another controller${kinds.length > 0 ? ', or use such a kind' : ''}`
      return {
        path: fact.path,
        key,
        message: `${title}, which serves ${parent}, does not read ${object.kind}s${gate ? becauseWords(gate) : ''}: the route has no effect there, and no status would say so`,
        hint: other,
        restsOn: restsOnParent(fact),
        ...(implementation && unlessConfigured(implementation, gate, other)),
      }
    })
  },
}
