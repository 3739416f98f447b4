import { KONG } from '../examples.ts'
import { attached, httpEdge } from '../parent-examples.ts'
import type { Rule, Said } from '../rule.ts'
import { excerpt } from '../words.ts'

const example = (by: string) =>
  attached(
    `${KONG}${httpEdge('kong')}`,
    `  parentRefs: [{ name: edge }]
  rules:
    - matches: [{ ${by}: [{ name: beta, value: "1" }] }]
      backendRefs: [{ name: shop, port: 80 }]`,
    { name: 'beta' },
  )

/** Matches on query parameters that the controller of a parent cannot do. */
export const unsupportedQueryParams: Rule = {
  id: 'unsupported-query-params',
  class: 'intrinsic',
  kinds: ['HTTPRoute'],
  about: 'unsupported',
  docs: () => ({
    summary: 'A match on query parameters that the controller cannot do.',
    why: 'Kong matches query parameters only from Kong Ingress Controller 3.0 on, and only with the expressions router. Otherwise it drops the whole route, not only the match.',
    fix: 'Match by path, header or method; or run Kong with router_flavor=expressions and configure it (`implementations: [kic@3.5,routerFlavor=expressions]`).',
    source: 'kong.md 1.2 and 3.3; Kong/kubernetes-ingress-controller#3679, #4780',
    bad: example('queryParams'),
    good: example('headers'),
  }),
  check(prediction) {
    if (prediction.kind !== 'Route') return []
    return prediction.unsupported.map(({ path, asked, implementation }): Said => {
      const { because, lifts, condition } = implementation.queryParams
      const outcome = condition ? ` (${condition.type}=${condition.status}/${condition.reason})` : ''
      return {
        // The whole route is dropped, with every match that would work.
        whole: true,
        path,
        key: asked,
        message: `${implementation.title} cannot match query parameters${because ? ` ${because}` : ''} (${excerpt(asked)}), and drops the whole route${outcome}`,
        hint: `match by path, header or method${lifts ? `; where Kong 3.0 or newer runs with router_flavor=expressions, say so in the configuration: implementations: ["${lifts}"]` : ''}`,
        ...(condition && { condition }),
      }
    })
  },
}
