/** The beginnings of the small clusters in which a rule's examples stand. */

const classOf = (name: string, controllerName: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: ${name} }
spec: { controllerName: ${controllerName} }
---
`
/** GatewayClasses `envoy` of Envoy Gateway and `kuma` of Kuma. */
export const ENVOY_CLASS = classOf('envoy', 'gateway.envoyproxy.io/gatewayclass-controller')
export const KUMA_CLASS = classOf('kuma', 'gateways.kuma.io/controller')

/** A GatewayClass of Kong Ingress Controller. */
export const KONG = `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: kong, annotations: { konghq.com/gatewayclass-unmanaged: "true" } }
spec: { controllerName: konghq.com/kic-gateway-controller }
---
`

/** A key pair and CA certificates; what is inside does not matter here. */
const CERTIFICATES = `apiVersion: v1
kind: Secret
metadata: { name: cert, namespace: default }
type: kubernetes.io/tls
stringData: { tls.crt: …, tls.key: … }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: ca, namespace: default }
---
`

const EDGE = `${ENVOY_CLASS}apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: default }
spec:
  gatewayClassName: envoy
  allowedListeners: { namespaces: { from: Same } }
  listeners: [{ name: web, port: 80, protocol: HTTP }]
---
`

const service = (name: string) => `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: default }
spec: { ports: [{ port: 80 }] }
---
`

/** A Service `shop`; and with it another, `beta`. */
export const SHOP = service('shop')
export const SERVICES = `${SHOP}${service('beta')}`

/** A GatewayClass and a Gateway with the given rest of its spec, as YAML indented by two: of Envoy Gateway, or of a controller that nobody claims; and the certificates that it names. */
export function gatewayExample(spec: string, className: 'envoy' | 'bare' = 'envoy'): string {
  return `${className === 'envoy' ? ENVOY_CLASS : classOf('bare', 'example.com/controller')}${/name: (cert|ca)\b/.test(spec) ? CERTIFICATES : ''}apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: default }
spec:
  gatewayClassName: ${className}
${spec}
`
}

/** A Gateway that validates its clients by the given CA. */
export function frontendExample(ca: string): string {
  return gatewayExample(`  listeners: [{ name: web, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: cert }] } }]
  tls: { frontend: { default: { validation: { caCertificateRefs: [${ca}] } } } }`)
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

/** A GatewayClass of a controller that is judged by the bare specification, which publishes these features if any, and a Gateway `edge` of it. */
export function bareEdge(features: readonly string[] = []): string {
  const status = features.length === 0 ? '' : `status: { supportedFeatures: [${features.map((name) => `{ name: ${name} }`).join(', ')}] }\n`
  return EDGE.replace('gateway.envoyproxy.io/gatewayclass-controller }\n', `example.com/controller }\n${status}`)
}

/** The same Gateway (or that of `edge`), Services `shop` and `beta`, and an HTTPRoute with the given spec. */
export function routeExample(spec: string, edge = EDGE): string {
  return `${edge}${SERVICES}apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop, namespace: default }
spec:
${spec}
`
}

/** A route with the given spec. */
export function routeTo(kind: string, name: string, created: string, spec: string): string {
  return `apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: { name: ${name}, namespace: default, creationTimestamp: "${created}" }
spec:
${spec}
`
}

/** A Gateway, Services `shop` and `beta`, and an older and a younger route to them. */
export function twoRoutesTo(gateway: string, kind: string, spec: (service: string, isSecond: boolean) => string): string {
  const first = routeTo(kind, 'shop', '2026-01-01T00:00:00Z', spec('shop', false))
  const second = routeTo(kind, 'beta', '2026-01-02T00:00:00Z', spec('beta', true))
  return `${gateway.replace(/-*\n$/, '')}\n---\n${SERVICES}${first}---\n${second}`
}

/** The same with the Gateway `edge` of one HTTP listener. */
export function twoRoutesExample(kind: string, spec: (service: string, isSecond: boolean) => string): string {
  return twoRoutesTo(EDGE, kind, spec)
}

/** A Service `shop` with the port `https`, a ConfigMap `ca` with a certificate, and a BackendTLSPolicy with the given spec. */
export function policyExample(spec: string, before = ''): string {
  return `apiVersion: v1
kind: Service
metadata: { name: shop, namespace: default }
spec: { ports: [{ name: https, port: 443 }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: ca, namespace: default }
data: { ca.crt: "-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----" }
---
${before}${policyOf('shop', '2026-01-02T00:00:00Z', spec)}`
}

export function policyOf(name: string, created: string, spec: string): string {
  return `apiVersion: gateway.networking.k8s.io/v1
kind: BackendTLSPolicy
metadata: { name: ${name}, namespace: default, creationTimestamp: "${created}" }
spec:
${spec}
`
}

/** Gateways `edge` and `back`, a Service `traces`, and an XTelemetryPolicy with the given spec. */
export function telemetryExample(spec: string): string {
  return `${EDGE}apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: back, namespace: default }
spec: { gatewayClassName: envoy, listeners: [{ name: web, port: 80, protocol: HTTP }] }
---
apiVersion: v1
kind: Service
metadata: { name: traces, namespace: default }
spec: { ports: [{ port: 4317 }] }
---
apiVersion: gateway.networking.x-k8s.io/v1alpha1
kind: XTelemetryPolicy
metadata: { name: spans, namespace: default }
spec:
${spec}
`
}

const sessionsFor = (service: string, cookie: string) => `apiVersion: gateway.networking.x-k8s.io/v1alpha1
kind: XBackendTrafficPolicy
metadata: { name: ${service}, namespace: default }
spec:
  targetRefs: [{ group: "", kind: Service, name: ${service} }]
  sessionPersistence: { type: Cookie, cookie: { name: ${cookie} } }
---
`

/** A rule, with the given rest of it, to Services `shop` and `beta` that keep sessions by a cookie each, if any. */
export function sessionsExample(shop: string, beta: string, rest: string): string {
  const policies = `${shop && sessionsFor('shop', shop)}${beta && sessionsFor('beta', beta)}`
  return `${policies}${routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - backendRefs: [{ name: shop, port: 80 }, { name: beta, port: 80 }]${rest}`)}`
}
