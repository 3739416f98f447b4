import { routeExample } from '../examples.ts'
import { odditiesOf } from '../oddities.ts'
import type { Rule, Said } from '../rule.ts'
import { excerpt } from '../words.ts'

const example = (refs: string) =>
  routeExample(`  parentRefs: ${refs}
  rules:
    - backendRefs: [{ name: shop, port: 80 }]`)

/** Two parentRefs that name one parent, once an omitted namespace is read as the route's own. */
export const duplicateParentRef: Rule = {
  id: 'duplicate-parent-ref',
  class: 'intrinsic',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'],
  about: 'oddities',
  docs: () => ({
    summary: 'Two parentRefs of a route name one and the same parent.',
    why: 'The CRD compares what is written, so a namespace that is left out in one and written in the other passes. What the controller makes of the second is not defined.',
    fix: 'Remove one of them, or give each a sectionName of its own.',
    source: 'CommonRouteSpec.ParentRefs (apis/v1/shared_types.go); gateway-api.md 2.2, S-PARENT-DUP',
    partOnly: true,
    bad: example('[{ name: edge }, { name: edge, namespace: default }]'),
    good: example('[{ name: edge, sectionName: web }]'),
  }),
  check(prediction) {
    return odditiesOf(prediction, 'duplicate-parent-ref').map(
      ({ path, key, parent, first }): Said => ({
        path,
        key,
        message: `names ${parent.kind} "${excerpt(parent.name)}" like ${first}, once an omitted namespace is read as the route's own: what becomes of the second is not defined`,
        hint: 'remove one of them, or give each a sectionName of its own',
        related: [first],
      }),
    )
  },
}
