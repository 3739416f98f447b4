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

const service = (name: string) => `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: default }
spec: { ports: [{ port: 80 }] }
---
`

/** Services `shop` and `beta`. */
export const ISTIO_SERVICES = `${service('shop')}${service('beta')}`

/** That Gateway, those Services, and an HTTPRoute with this spec. */
export function istioRoute(spec: string): string {
  return `${istioGateway(ISTIO_HTTP)}---
${ISTIO_SERVICES}apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop, namespace: default }
spec:
${spec}
`
}
