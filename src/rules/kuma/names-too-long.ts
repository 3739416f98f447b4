import { BACKENDS, HTTP_SERVICES, kumaRoute, TO_SHOP } from '../kuma-examples.ts'
import { told } from '../limits.ts'
import type { Rule } from '../rule.ts'
import { excerpt } from '../words.ts'

const example = (length: number) => kumaRoute(`${TO_SHOP}${BACKENDS}`, { services: HTTP_SERVICES, name: 'r'.repeat(length) })

/** Routes whose name, joined to that of a Service, is no name any more. */
export const namesTooLong: Rule = {
  id: 'names-too-long',
  class: 'intrinsic',
  kinds: ['HTTPRoute'],
  about: 'limits',
  docs: () => ({
    summary: 'The names of a route, of the Service that is its parent and of their namespaces are too long together.',
    why: 'Kuma makes a MeshHTTPRoute of the four names. Above 253 characters, its three separators included, the API server refuses it, and the whole route gets no status. The documentation promises no more than 249 for the four names.',
    fix: 'Give the route a shorter name.',
    source: 'istio-kuma.md B7 (http_route_controller.go); kumahq/kuma#18262',
    implementations: ['kuma@2.14'],
    bad: example(233),
    good: example(231),
  }),
  check(prediction) {
    return told(prediction, 'names together', ({ implementation, length, most, documented, parent: { kind, name } }) => {
      const isDead = length > most
      const allowed = isDead ? most : documented
      return {
        whole: isDead,
        ...(!isDead && { class: 'partial' }),
        message: `the names of the route, of ${kind} "${excerpt(name)}" and of their namespaces have ${length} characters together, and ${isDead ? `${implementation.title} can hold ${most}: the whole route gets no status` : `${documented} are promised: ${implementation.title} can hold ${most}, and may not for ever`}`,
        hint: `make the name of the route shorter by ${length - allowed} character${length - allowed === 1 ? '' : 's'}${isDead && documented < most ? `, or by ${length - documented} to keep to the documented ${documented}` : ''}`,
      }
    })
  },
}
