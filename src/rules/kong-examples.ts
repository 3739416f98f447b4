import { KONG, SERVICES } from './examples.ts'

/** A class of the operator. */
export const OPERATOR = `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: kong }
spec: { controllerName: konghq.com/gateway-operator }
---
`

/** A class of Kong's, and a Gateway `edge` with these listeners; `more` is what else its metadata has. */
export function kongGateway(listeners: string, { kongClass = KONG, more = '' } = {}): string {
  return `${kongClass}apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: default${more} }
spec:
  gatewayClassName: kong
  listeners: [${listeners}]
`
}

const LISTENERS = '{ name: web, port: 80, protocol: HTTP }, { name: tls, port: 8443, protocol: TLS, tls: { mode: Passthrough } }'

/** A Gateway `edge` of Kong's, Services `shop` and `beta`, and a route with this spec. */
export function kongRoute(spec: string, { kind = 'HTTPRoute', listeners = LISTENERS, kongClass = KONG } = {}): string {
  return `${kongGateway(listeners, { kongClass })}---
${SERVICES}apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: { name: shop, namespace: default }
spec:
${spec}
`
}

/** A GatewayClass of Kong Ingress Controller with these annotations. */
export function kongClassWith(annotations: string, name = 'kong'): string {
  return `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: ${name}${annotations && `, annotations: { ${annotations} }`} }
spec: { controllerName: konghq.com/kic-gateway-controller }
`
}

/** The annotation without which a class is not unmanaged. */
export const UNMANAGED = 'konghq.com/gatewayclass-unmanaged: "true"'
