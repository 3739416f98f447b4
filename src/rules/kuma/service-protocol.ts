import { BACKENDS, HTTP_SERVICES, kumaRoute, TO_SHOP } from '../kuma-examples.ts'
import { told } from '../limits.ts'
import type { Rule } from '../rule.ts'
import { enumerate, excerpt } from '../words.ts'

/** Routes of a mesh for Services whose ports do not say that they speak HTTP, and to none that does. */
export const serviceProtocol: Rule = {
  id: 'service-protocol',
  class: 'partial',
  kinds: ['HTTPRoute'],
  about: 'limits',
  docs: () => ({
    summary: 'An HTTPRoute for a Service of which neither the port nor that of any backend says that it speaks HTTP.',
    why: 'Kuma takes a port without `appProtocol` (and without the annotation `PORT.service.kuma.io/protocol`) for plain TCP, and sends requests to HTTP only. The route is Accepted and has no effect: what comes to the port is passed on as it is.',
    fix: 'Write `appProtocol: http` (or http2, grpc) on the ports of the Service and of the backends.',
    source: 'istio-kuma.md B7; pkg/plugins/policies/core/xds/meshroute/listeners.go (MakeHTTPSplit)',
    implementations: ['kuma@2.14'],
    bad: kumaRoute(`${TO_SHOP}${BACKENDS}`),
    good: kumaRoute(`${TO_SHOP}${BACKENDS}`, { services: HTTP_SERVICES }),
  }),
  check(prediction) {
    return told(prediction, 'service protocol', ({ implementation, parent, ports, served, annotation }) => {
      const [first] = ports
      const words = ports.map(({ port, protocol }) => `port ${port} (${protocol === undefined ? 'no appProtocol' : excerpt(protocol)})`)
      return {
        message: `${implementation.title} takes ${enumerate(words)} of Service "${excerpt(parent.name)}" for no HTTP, and none of the route's backends speaks it: the route has no effect there, and no status would say so`,
        hint: `write appProtocol: ${served[0]} on the ports of the Service and of the backends, or annotate the Service with ${first?.port}.${annotation}: ${served[0]}`,
        restsOn: [{ kind: 'Service', ...parent, state: 'found' }],
      }
    })
  },
}
