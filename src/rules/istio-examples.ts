import { SERVICES } from './examples.ts'

/** A Gateway `edge` of Istio's with these listeners, and what else its spec and metadata have. */
export function istioGateway(listeners: string, { name = 'edge', className = 'istio', more = '', namespace = 'default' } = {}): string {
  return `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  gatewayClassName: ${className}
${more}  listeners: [${listeners}]
`
}

export const ISTIO_HTTP = '{ name: web, port: 80, protocol: HTTP }'

/** That Gateway, Services `shop` and `beta`, and an HTTPRoute with this spec. */
export function istioRoute(spec: string): string {
  return `${istioGateway(ISTIO_HTTP)}---
${SERVICES}apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop, namespace: default }
spec:
${spec}
`
}
