import { BACKENDS, kumaRoute } from '../kuma-examples.ts'
import { told } from '../limits.ts'
import type { Rule } from '../rule.ts'
import { excerpt } from '../words.ts'

const services = `apiVersion: v1
kind: Service
metadata: { name: shop, namespace: default }
spec: { ports: [{ name: web, port: 80, appProtocol: http }, { name: admin, port: 81, appProtocol: http }] }
---
apiVersion: v1
kind: Service
metadata: { name: beta, namespace: default }
spec: { ports: [{ port: 80 }] }
---
`
const example = (refs: string) => kumaRoute(`  parentRefs: [${refs}]\n${BACKENDS}`, { services })

/** Several parentRefs of a route to one Service, of which the last one counts. */
export const sharedServiceParent: Rule = {
  id: 'shared-service-parent',
  class: 'partial',
  kinds: ['HTTPRoute'],
  about: 'limits',
  docs: () => ({
    summary: 'Several parentRefs of a route name one Service.',
    why: 'Kuma before 3.0 makes one MeshHTTPRoute of a route and a Service, whatever the ports: the last parentRef writes over the others, and all of them are Accepted.',
    fix: 'Make a route for each port, or leave the port out.',
    source: 'istio-kuma.md B7',
    implementations: ['kuma@2.14'],
    bad: example('{ group: "", kind: Service, name: shop, port: 80 }, { group: "", kind: Service, name: shop, port: 81 }'),
    good: example('{ group: "", kind: Service, name: shop }'),
  }),
  check(prediction) {
    return told(prediction, 'shared Service', ({ implementation, parent, last }) => ({
      message: `${implementation.title} makes one object of the route and Service "${excerpt(parent.name)}", whatever the port: ${last} writes over this parentRef, and no status would say so`,
      hint: 'make a route for each port, or leave the port out to take all of them',
      related: [last],
    }))
  },
}
