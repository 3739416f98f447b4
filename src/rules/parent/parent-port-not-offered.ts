import { obstructed, ROUTES } from '../parents.ts'
import type { Rule, Said } from '../rule.ts'

const example = (port: number) => `apiVersion: v1
kind: Service
metadata: { name: shop, namespace: default }
spec: { ports: [{ port: 80 }, { port: 9000 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop, namespace: default }
spec:
  parentRefs: [{ group: "", kind: Service, name: shop, port: ${port} }]
  rules: [{ backendRefs: [{ name: shop, port: 80 }] }]
`

/** Mesh routes for a port that the Service does not have. */
export const parentPortNotOffered: Rule = {
  id: 'parent-port-not-offered',
  class: 'contradiction',
  kinds: ROUTES,
  about: 'parents',
  docs: () => ({
    summary: 'A mesh route for a port that its Service does not have.',
    why: 'The route concerns no traffic. Most meshes do not compare the ports and accept the route all the same.',
    fix: 'Write a port of the Service, or leave it out for all ports.',
    source: 'ParentReference.Port (apis/v1/shared_types.go), GEP-1426; gateway-api.md 2.11; istio-kuma.md A5, B7 and B8',
    bad: example(8080),
    good: example(9000),
  }),
  check(prediction) {
    return obstructed(prediction, 'service port').map(({ fact, obstacle, parent, key }): Said => {
      const { port, offered } = obstacle
      const { namespace, name } = fact.parentRef
      return {
        path: `${fact.path}.port`,
        key,
        message: `${parent} has no port ${port}: the route concerns no traffic there, and most meshes accept it all the same`,
        hint:
          offered.length > 0
            ? `write one of its ports (${offered.join(', ')}), or leave port out for all of them`
            : 'leave port out: the Service has none',
        restsOn: [{ kind: 'Service', namespace, name, state: 'found' }],
      }
    })
  },
}
