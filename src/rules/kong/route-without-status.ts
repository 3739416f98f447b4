import { kongRoute } from '../kong-examples.ts'
import { told } from '../limits.ts'
import { ROUTES } from '../parents.ts'
import type { Rule } from '../rule.ts'

const example = (more: string) => kongRoute(`  parentRefs: [{ name: edge }${more}]\n  rules: [{ backendRefs: [{ name: shop, port: 80 }] }]`)

/** Routes that the controller leaves alone as a whole, for the trouble of one parent. */
export const routeWithoutStatus: Rule = {
  id: 'route-without-status',
  class: 'partial',
  kinds: ROUTES,
  about: 'limits',
  docs: () => ({
    summary: 'One parent of a route keeps the controller from writing any status for it, at its other parents as well.',
    why: 'Kong Ingress Controller gives a route up at the first parent that is no Gateway, that has a namespace selector which cannot be read, or that it does not serve itself: no status, no line that a user sees.',
    fix: 'Make a route of its own for that parent, or mend the Gateway.',
    source: 'kong.md 1.4 and 1.6; measured-kong-kuma.md (getSupportedGatewayForRoute in route_utils.go of KIC 3.5)',
    implementations: ['kic@3.5'],
    bad: example(', { group: "", kind: Service, name: beta }'),
    good: example(''),
  }),
  check(prediction) {
    return told(prediction, 'no status', ({ implementation, because, parent }) => {
      const { title } = implementation
      const silent = 'the route gets no status there, nor at its other parents'
      if (because === 'parent of another kind')
        return {
          message: `${title} leaves a route alone that has a parent which is no Gateway: it gets no status at its Gateways, and is not served there`,
          hint: 'make a route of its own for this parent',
        }
      const gateway = `Gateway "${parent?.name}"`
      const rests = { restsOn: [{ kind: 'Gateway', namespace: parent?.namespace ?? '', name: parent?.name ?? '', state: 'found' }] } as const
      if (because === 'unusable selector')
        return { message: `${title} cannot read a namespace selector of ${gateway}: ${silent}`, hint: `mend the selector of ${gateway}`, ...rests }
      if (because === 'wrong Service')
        return { message: `${gateway} names a proxy that ${title} does not have: ${silent}`, hint: `mend the annotations of ${gateway}`, ...rests }
      return {
        message: `the GatewayClass of ${gateway} is not annotated as unmanaged, so that ${title} leaves the Gateway to somebody else: ${silent}`,
        hint: `annotate the GatewayClass with ${implementation.mapped?.classAnnotation}: "true"`,
        ...rests,
      }
    })
  },
}
