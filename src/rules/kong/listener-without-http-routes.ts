import { kongRoute } from '../kong-examples.ts'
import { told } from '../limits.ts'
import type { Rule } from '../rule.ts'
import { enumerate, excerpt } from '../words.ts'

const example = (kind: string) =>
  kongRoute('  parentRefs: [{ name: edge }]\n  rules: [{ backendRefs: [{ name: shop, port: 80 }] }]', {
    listeners: `{ name: web, port: 80, protocol: HTTP }, { name: more, port: 81, protocol: HTTP, allowedRoutes: { kinds: [{ kind: ${kind} }] } }`,
  })

/** HTTPRoutes for a whole Gateway, one of whose HTTP listeners does not take HTTPRoutes: the controller's own webhook says no. */
export const listenerWithoutHttpRoutes: Rule = {
  id: 'listener-without-http-routes',
  class: 'partial',
  kinds: ['HTTPRoute'],
  about: 'limits',
  docs: () => ({
    summary: 'An HTTPRoute names no section of a Gateway that has an HTTP listener which does not take HTTPRoutes.',
    why: "The webhook of Kong Ingress Controller 2.2 to 3.0 looks at every HTTP and HTTPS listener of the Gateway, and refuses the route for one; up to 2.12 as an error, so that it rests on the webhook's failurePolicy whether the route comes in.",
    fix: 'Name the listener by `sectionName`.',
    source: 'kong.md 3.3; measured-kong-kuma.md (KIC 2.12.8)',
    implementations: ['kic@2.12'],
    bad: example('GRPCRoute'),
    good: example('HTTPRoute'),
  }),
  check(prediction) {
    return told(prediction, 'other listener', ({ implementation, listener, taking, parent }) => ({
      message: `listener "${excerpt(listener)}" of Gateway "${excerpt(parent.name)}" does not take HTTPRoutes: the webhook of ${implementation.title} refuses a route for it that names no section`,
      hint: `write sectionName: ${enumerate(taking.map((name) => excerpt(name)))}`,
      restsOn: [{ kind: 'Gateway', namespace: parent.namespace, name: parent.name, state: 'found' }],
    }))
  },
}
