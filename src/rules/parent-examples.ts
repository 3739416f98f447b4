import { SHOP } from './examples.ts'

/** A Gateway `edge` of this class with one HTTP listener, of which `more` is what else it has. */
export function httpEdge(className: string, { namespace = 'default', more = '' } = {}): string {
  return `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: ${namespace} }
spec:
  gatewayClassName: ${className}
  listeners: [{ name: web, port: 80, protocol: HTTP${more} }]
`
}

/** What a route is to attach to, a Service `shop`, and the route with this spec; or an object of another kind and name. */
export function attached(parents: string, spec: string, { kind = 'HTTPRoute', name = 'shop' } = {}): string {
  return `${parents}---
${SHOP}apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: { name: ${name}, namespace: default }
spec:
${spec}
`
}

/** Sends every request to `shop`. */
export const RULES_TO_SHOP = '  rules: [{ backendRefs: [{ name: shop, port: 80 }] }]'
