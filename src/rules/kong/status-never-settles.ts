import { kongRoute } from '../kong-examples.ts'
import { told } from '../limits.ts'
import { ROUTES } from '../parents.ts'
import type { Rule } from '../rule.ts'

const example = (more: string) => kongRoute(`  parentRefs: [{ name: edge${more} }]\n  rules: [{ backendRefs: [{ name: shop, port: 80 }] }]`)

/** parentRefs whose status the controller writes and takes back for ever. */
export const statusNeverSettles: Rule = {
  id: 'status-never-settles',
  class: 'partial',
  kinds: ROUTES,
  about: 'limits',
  docs: () => ({
    summary: 'A parentRef whose status never comes to rest.',
    why: 'Kong Ingress Controller from 3.1 on writes the status of an HTTPRoute without the port of its parentRef, and removes it as one that nobody asked for, for ever; of a TCPRoute, UDPRoute or TLSRoute it writes one entry for each Gateway, so that two references to one Gateway write over each other. No condition can be relied on, and the API server is kept busy.',
    fix: 'Leave `port` out and name the listener by `sectionName`; attach a TCPRoute, UDPRoute or TLSRoute to each Gateway once.',
    source: 'measured-kong-kuma.md (httproute_controller.go:403 and route_parent_status.go:38 and 192 of KIC 3.5)',
    implementations: ['kic@3.5'],
    bad: example(', port: 80'),
    good: example(', sectionName: web'),
  }),
  check(prediction) {
    return told(prediction, 'unsettled', ({ implementation, because, first }) =>
      because === 'port'
        ? {
            message: `${implementation.title} writes the status of a parentRef without its port and removes it again, for ever: no condition of this parent ever settles, nor does attachedRoutes of the listener`,
            hint: 'leave port out, and name the listener by sectionName',
          }
        : {
            message: `${implementation.title} has one status entry for this parentRef and ${first}, and writes them over each other: Programmed stays Unknown, and nobody hears whether the route is served`,
            hint: 'leave one parentRef to the Gateway, or make a route for each listener',
            ...(first && { related: [first] }),
          },
    )
  },
}
