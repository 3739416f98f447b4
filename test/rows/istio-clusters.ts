/** Parts of small clusters of Istio's, as YAML. All of it is in namespace `default` unless it says otherwise. */

const API = 'apiVersion: gateway.networking.k8s.io/v1'

export function istioClass(name = 'istio', controllerName = 'istio.io/gateway-controller'): string {
  return `${API}
kind: GatewayClass
metadata: { name: ${name} }
spec: { controllerName: ${controllerName} }
---
`
}

export interface GatewayParts {
  readonly name?: string
  readonly namespace?: string
  readonly className?: string
  readonly annotations?: string
  readonly addresses?: readonly string[]
}

export function gateway(
  listeners: readonly string[],
  { name = 'edge', namespace = 'default', className = 'istio', ...more }: GatewayParts = {},
): string {
  const annotations = more.annotations === undefined ? '' : `, annotations: { ${more.annotations} }`
  const addresses = more.addresses === undefined ? '' : `  addresses: [${more.addresses.map((one) => `{ ${one} }`).join(', ')}]\n`
  return `${API}
kind: Gateway
metadata: { name: ${name}, namespace: ${namespace}${annotations} }
spec:
  gatewayClassName: ${className}
  listeners: [${listeners.map((one) => `{ ${one} }`).join(', ')}]
${addresses}---
`
}

export const HTTP = 'name: web, port: 80, protocol: HTTP'
export const TCP = 'name: raw, port: 9000, protocol: TCP'
export const TLS = 'name: tls, port: 8443, protocol: TLS, tls: { mode: Passthrough }'
export const HBONE = 'name: mesh, port: 15008, protocol: HBONE'

export function service(name: string, ports = '{ port: 80 }', namespace = 'default'): string {
  return `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: { ports: [${ports}] }
---
`
}

/** What the routes name; in every cluster. */
export const BACKENDS = `${service('shop')}${service('beta')}`

export function route(spec: readonly string[], { kind = 'HTTPRoute', name = 'shop', namespace = 'default' } = {}): string {
  return `${API}
kind: ${kind}
metadata: { name: ${name}, namespace: ${namespace} }
spec:
${spec.map((line) => `  ${line}`).join('\n')}
---
`
}

export const TO_EDGE = 'parentRefs: [{ name: edge }]'
export const TO_MESH = 'parentRefs: [{ group: "", kind: Service, name: shop }]'
export const RULES = 'rules: [{ backendRefs: [{ name: shop, port: 80 }] }]'

export function policy(name: string, target = name): string {
  return `${API}
kind: BackendTLSPolicy
metadata: { name: ${name}, namespace: default }
spec:
  targetRefs: [{ group: "", kind: Service, name: ${target} }]
  validation: { hostname: ${name}.example, wellKnownCACertificates: System }
---
`
}
