import { routeExample } from '../examples.ts'
import { ROUTES } from '../parents.ts'
import type { Rule } from '../rule.ts'

const RULES = '  rules: [{ backendRefs: [{ name: shop, port: 80 }] }]'

/** Routes that name nobody to attach to. */
export const routeWithoutParent: Rule = {
  id: 'route-without-parent',
  class: 'odd',
  kinds: ROUTES,
  about: 'parents',
  docs: () => ({
    summary: 'A route without parentRefs, which attaches nowhere.',
    why: 'Valid, and without effect: no controller reads it and none writes a status. With `useDefaultGateways` (experimental) a route needs no parentRefs.',
    fix: 'Add a parentRef, or leave the route for whoever adds one.',
    source: 'CommonRouteSpec.ParentRefs (apis/v1/shared_types.go); gateway-api.md 2.5, R-NOPARENT',
    bad: routeExample(RULES),
    good: routeExample(`  parentRefs: [{ name: edge }]\n${RULES}`),
  }),
  check(prediction) {
    if (prediction.kind !== 'Route' || !prediction.isInert) return []
    const message = 'the route names no parent: it attaches nowhere, and no status would say so'
    return [{ path: 'spec', key: '', message, hint: 'add a parentRef to a Gateway, a ListenerSet or, for a mesh, a Service' }]
  },
}
