import { BACKENDS, HTTP_SERVICES, kumaRoute, TO_SHOP } from '../kuma-examples.ts'
import { told } from '../limits.ts'
import type { Rule } from '../rule.ts'
import { enumerate, excerpt } from '../words.ts'

/** Routes of a mesh for Services whose ports do not say that they speak HTTP. */
export const serviceProtocol: Rule = {
  id: 'service-protocol',
  class: 'partial',
  kinds: ['HTTPRoute'],
  docs: {
    summary: 'An HTTPRoute for a Service whose port does not say that it speaks HTTP.',
    why: "Kuma takes a port without `appProtocol` (and without the annotation `PORT.service.kuma.io/protocol`) for plain TCP. The route is Accepted and has no effect, as no request is seen in the port's traffic.",
    fix: 'Write `appProtocol: http` (or http2, grpc) on the port of the Service.',
    source: 'istio-kuma.md B7',
    implementations: ['kuma@2.14'],
    bad: kumaRoute(`${TO_SHOP}${BACKENDS}`),
    good: kumaRoute(`${TO_SHOP}${BACKENDS}`, { services: HTTP_SERVICES }),
  },
  check(prediction) {
    return told(prediction, 'service protocol', ({ implementation, parent, ports, served, annotation }) => {
      const [first] = ports
      const words = ports.map(({ port, protocol }) => `port ${port} (${protocol === undefined ? 'no appProtocol' : excerpt(protocol)})`)
      return {
        message: `${implementation.title} takes ${enumerate(words)} of Service "${excerpt(parent.name)}" for no HTTP: the route has no effect there, and no status would say so`,
        hint: `write appProtocol: ${served[0]} on the port of the Service, or annotate the Service with ${first?.port}.${annotation}: ${served[0]}`,
        restsOn: [{ kind: 'Service', ...parent, state: 'found' }],
      }
    })
  },
}
