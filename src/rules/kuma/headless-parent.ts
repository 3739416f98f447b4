import { BACKENDS, HTTP_SERVICES, kumaRoute, NAMESPACE, TO_SHOP } from '../kuma-examples.ts'
import { told } from '../limits.ts'
import type { Rule } from '../rule.ts'
import { excerpt } from '../words.ts'

/** Routes of a mesh for Services that have no address of their own. */
export const headlessParent: Rule = {
  id: 'headless-parent',
  class: 'contradiction',
  kinds: ['HTTPRoute'],
  about: 'limits',
  docs: () => ({
    summary: 'A mesh route for a headless Service.',
    why: 'A Service with `clusterIP: None` has no address by which its requests would be known: Kuma from 3.0 on sets Accepted=False/NoMatchingParent.',
    fix: 'Name a Service with an address; leave the headless one to those who need each endpoint by its name.',
    source: 'istio-kuma.md B8',
    implementations: ['kuma@3.0'],
    bad: kumaRoute(`${TO_SHOP}${BACKENDS}`, { gateway: NAMESPACE, services: HTTP_SERVICES.replaceAll('ports:', 'clusterIP: None, ports:') }),
    good: kumaRoute(`${TO_SHOP}${BACKENDS}`, { gateway: NAMESPACE, services: HTTP_SERVICES }),
  }),
  check(prediction) {
    return told(prediction, 'headless parent', ({ implementation, parent, isEverywhere, condition }) => ({
      whole: isEverywhere,
      message: `Service "${excerpt(parent.name)}" is headless, and ${implementation.title} takes no routes for such`,
      hint: `name a Service that has an address of its own, or remove clusterIP: None from Service "${excerpt(parent.name)}"`,
      ...(condition && { condition }),
      restsOn: [{ kind: 'Service', ...parent, state: 'found' }],
    }))
  },
}
