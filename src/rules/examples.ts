/** The beginnings of the small clusters in which a rule's examples stand. */

const CLASS = `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: envoy }
spec: { controllerName: gateway.envoyproxy.io/gatewayclass-controller }
---
`

/** A GatewayClass of Kong Ingress Controller. */
export const KONG = `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: kong, annotations: { konghq.com/gatewayclass-unmanaged: "true" } }
spec: { controllerName: konghq.com/kic-gateway-controller }
---
`

const EDGE = `${CLASS}apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: default }
spec:
  gatewayClassName: envoy
  allowedListeners: { namespaces: { from: Same } }
  listeners: [{ name: web, port: 80, protocol: HTTP }]
---
`

const SERVICES = `apiVersion: v1
kind: Service
metadata: { name: shop, namespace: default }
spec: { ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: beta, namespace: default }
spec: { ports: [{ port: 80 }] }
---
`

/** A GatewayClass of Envoy Gateway and a Gateway with the given rest of its spec, as YAML indented by two. */
export function gatewayExample(spec: string): string {
  return `${CLASS}apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: default }
spec:
  gatewayClassName: envoy
${spec}
`
}

/** A Gateway `edge` with one HTTP listener, and a ListenerSet to it with the given rest of its spec. */
export function listenerSetExample(spec: string): string {
  return `${EDGE}apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: { name: more, namespace: default }
spec:
  parentRef: { name: edge }
${spec}
`
}

/** The same Gateway, Services `shop` and `beta`, and an HTTPRoute with the given spec. */
export function routeExample(spec: string): string {
  return `${EDGE}${SERVICES}apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop, namespace: default }
spec:
${spec}
`
}
