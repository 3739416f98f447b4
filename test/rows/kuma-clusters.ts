/** Parts of small clusters of Kuma's, as YAML. All of it is in namespace `default`, but for what says otherwise. */

const API = 'apiVersion: gateway.networking.k8s.io/v1'

export function kumaClass(name = 'kuma', parametersRef?: string): string {
  return `${API}
kind: GatewayClass
metadata: { name: ${name} }
spec: { controllerName: gateways.kuma.io/controller${parametersRef ? `, parametersRef: { ${parametersRef} }` : ''} }
---
`
}

export function gateway(listeners: readonly string[], { name = 'edge', meta = '', more = '', className = 'kuma' } = {}): string {
  return `${API}
kind: Gateway
metadata: { name: ${name}, namespace: default${meta} }
spec:
  gatewayClassName: ${className}
  listeners: [${listeners.map((one) => `{ ${one} }`).join(', ')}]
${more && `  ${more}\n`}---
`
}

export const HTTP = 'name: web, port: 80, protocol: HTTP'
export const https = (name: string, port: number, ...certificates: readonly string[]): string =>
  `name: ${name}, port: ${port}, protocol: HTTPS, tls: { certificateRefs: [${certificates.map((one) => `{ ${one} }`).join(', ')}] }`

export function service(name: string, ports: string, { namespace = 'default', more = '', annotations = '' } = {}): string {
  return `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace}${annotations && `, annotations: { ${annotations} }`} }
spec: { ports: [${ports}]${more} }
---
`
}

/** Stand for a certificate and its key that are valid when the rows are replayed. */
export const CERT = 'Y2VydA=='
export const KEY = 'a2V5'

export function certificate(name: string, { namespace = 'default', type = 'kubernetes.io/tls' } = {}): string {
  return `apiVersion: v1
kind: Secret
metadata: { name: ${name}, namespace: ${namespace} }
type: ${type}
data: { tls.crt: ${CERT}, tls.key: ${KEY} }
---
`
}

export function grant(namespace: string, from: string, to: string): string {
  return `apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: { name: some, namespace: ${namespace} }
spec: { from: [{ group: gateway.networking.k8s.io, kind: ${from}, namespace: default }], to: [{ group: "", kind: ${to} }] }
---
`
}

export function config(name: string, spec = '{}'): string {
  return `apiVersion: kuma.io/v1alpha1
kind: MeshGatewayConfig
metadata: { name: ${name} }
spec: ${spec}
---
`
}

/** What the routes name; in every cluster. */
export const BACKENDS = `${service('shop', '{ port: 80, appProtocol: http }')}${service('beta', '{ port: 80, appProtocol: http }')}`

export function route(spec: readonly string[], { name = 'shop', kind = 'HTTPRoute', meta = '' } = {}): string {
  return `${API}
kind: ${kind}
metadata: { name: ${name}, namespace: default${meta} }
spec:
${spec.map((line) => `  ${line}`).join('\n')}
---
`
}

export const TO_EDGE = 'parentRefs: [{ name: edge }]'
export const RULES = 'rules: [{ backendRefs: [{ name: shop, port: 80 }] }]'

/** To Services, each by its name or by name and port. */
export const toServices = (...services: readonly string[]): string =>
  `parentRefs: [${services.map((one) => `{ group: "", kind: Service, name: ${one} }`).join(', ')}]`
