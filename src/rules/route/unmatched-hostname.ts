import { gatewayExample } from '../examples.ts'
import type { Rule, Said } from '../rule.ts'
import { excerpt } from '../words.ts'

const example = (more: string) => `${gatewayExample('  listeners: [{ name: web, port: 80, protocol: HTTP, hostname: "*.shop.example" }]')}---
apiVersion: v1
kind: Service
metadata: { name: shop, namespace: default }
spec: { ports: [{ port: 80 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop, namespace: default }
spec:
  parentRefs: [{ name: edge }]
  hostnames: [www.shop.example, ${more}]
  rules: [{ backendRefs: [{ name: shop, port: 80 }] }]
`

/** Hostnames of a route that meet no listener, while others do. */
export const unmatchedHostname: Rule = {
  id: 'unmatched-hostname',
  class: 'odd',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute'],
  docs: {
    summary: 'One of several hostnames of a route is one that no listener serves.',
    why: 'It is ignored; the route is accepted for the others, and no status tells.',
    fix: 'Leave the hostname out, or attach the route to a listener that serves it.',
    source: 'HTTPRouteSpec.Hostnames (apis/v1/httproute_types.go); gateway-api.md 2.5, R-HOST-PART',
    bad: example('shop.example'),
    good: example('api.shop.example'),
  },
  check(prediction) {
    if (prediction.kind !== 'Route') return []
    const own = (prediction.object as { spec?: { hostnames?: readonly unknown[] } }).spec?.hostnames ?? []
    return prediction.unmatchedHostnames.map((index): Said => {
      const hostname = String(own[index])
      return {
        path: `spec.hostnames[${index}]`,
        key: hostname,
        message: `no listener that takes this route serves hostname ${excerpt(hostname)}: it is ignored, and no status would say so`,
        hint: 'leave it out, or attach the route to a listener that serves it',
      }
    })
  },
}
