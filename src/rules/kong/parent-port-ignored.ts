import { kongRoute } from '../kong-examples.ts'
import { told } from '../limits.ts'
import { ROUTES } from '../parents.ts'
import type { Rule } from '../rule.ts'
import { excerpt } from '../words.ts'

const example = (more: string) => kongRoute(`  parentRefs: [{ name: edge${more} }]\n  rules: [{ backendRefs: [{ name: shop, port: 80 }] }]`)

/** Ports and sections of parentRefs that do not keep the route to one listener. */
export const parentPortIgnored: Rule = {
  id: 'parent-port-ignored',
  class: 'partial',
  kinds: ROUTES,
  about: 'limits',
  docs: () => ({
    summary: 'A parentRef names a port, or a section, that the controller does not honour.',
    why: 'Kong Ingress Controller before 2.8 ignores the port of a parentRef, and before 2.6 its section; later ones read them to accept the route, and serve it on every port of the proxy all the same.',
    fix: 'Do not rely on a port to keep requests out: tell the routes apart by hostname.',
    source: 'kong.md 1.4; Kong/kubernetes-ingress-controller#2606, #3314',
    implementations: ['kic@2.7'],
    bad: example(', port: 80'),
    good: example(', sectionName: web'),
  }),
  check(prediction) {
    const hint = 'tell routes apart by hostname, or by a Kong of their own'
    return [
      ...told(prediction, 'parent port', ({ implementation, port, effect }) => ({
        message:
          effect === 'ignored'
            ? `${implementation.title} ignores port ${port} of the parentRef: the route attaches to every listener, and no status says so`
            : `${implementation.title} reads port ${port} of the parentRef only to accept the route: it is served on every port of the proxy, and no status says so`,
        hint,
      })),
      ...told(prediction, 'parent section', ({ implementation, section }) => ({
        message: `${implementation.title} ignores sectionName "${excerpt(section)}" of the parentRef: the route attaches to every listener, and no status says so`,
        hint,
      })),
    ]
  },
}
