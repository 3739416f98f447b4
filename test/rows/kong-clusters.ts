/** Parts of small clusters of Kong's, as YAML. All of it is in namespace `default`, but for the proxy. */

const API = 'apiVersion: gateway.networking.k8s.io/v1'
const KIC = 'konghq.com/kic-gateway-controller'

const annotated = (annotations: string | undefined) => (annotations === undefined ? '' : `, annotations: { ${annotations} }`)

export const CLASS_KEY = 'konghq.com/gatewayclass-unmanaged'
export const GATEWAY_KEY = 'konghq.com/gateway-unmanaged'
export const SERVICES_KEY = 'konghq.com/publish-service'

export interface ClassParts {
  readonly name?: string
  readonly annotations?: string | undefined
  readonly controllerName?: string
  readonly parametersRef?: string
  readonly created?: string
}

export function kongClass({ name = 'kong', controllerName = KIC, parametersRef, created, ...more }: ClassParts = {}): string {
  const annotations = 'annotations' in more ? more.annotations : `${CLASS_KEY}: "true"`
  return `${API}
kind: GatewayClass
metadata: { name: ${name}${annotated(annotations)}${created ? `, creationTimestamp: "${created}"` : ''} }
spec: { controllerName: ${controllerName}${parametersRef ? `, parametersRef: { ${parametersRef} }` : ''} }
---
`
}

export const OPERATOR_NAME = 'konghq.com/gateway-operator'
export const operatorClass = (parametersRef?: string): string =>
  kongClass({ controllerName: OPERATOR_NAME, annotations: undefined, ...(parametersRef && { parametersRef }) })

export interface GatewayParts {
  readonly name?: string
  readonly annotations?: string
  readonly created?: string
  readonly infrastructure?: string
}

export function gateway(listeners: readonly string[], { name = 'edge', annotations, created, infrastructure }: GatewayParts = {}): string {
  return `${API}
kind: Gateway
metadata: { name: ${name}, namespace: default${annotated(annotations)}${created ? `, creationTimestamp: "${created}"` : ''} }
spec:
  gatewayClassName: kong
  listeners: [${listeners.map((one) => `{ ${one} }`).join(', ')}]
${infrastructure ? `  infrastructure: { ${infrastructure} }\n` : ''}---
`
}

export const HTTP = 'name: web, port: 80, protocol: HTTP'
export const HTTP_8080 = 'name: more, port: 8080, protocol: HTTP'
export const TCP = 'name: raw, port: 9000, protocol: TCP'
export const TLS = 'name: tls, port: 8443, protocol: TLS, tls: { mode: Passthrough }'
export const https = (name: string, port: number, ...certificates: readonly string[]): string =>
  `name: ${name}, port: ${port}, protocol: HTTPS, tls: { certificateRefs: [${certificates.map((one) => `{ name: ${one} }`).join(', ')}] }`

export function service(name: string, ports: string, namespace = 'default'): string {
  return `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: { ports: [${ports}] }
---
`
}

export const PROXY = service(
  'kong-proxy',
  '{ name: proxy, port: 80 }, { name: proxy-tls, port: 443 }, { name: dns, port: 53, protocol: UDP }',
  'kong',
)

/** What the routes name; in every cluster. */
export const BACKENDS = `${service('shop', '{ port: 80 }')}${service('beta', '{ port: 80 }')}`

/** A route to the Services of `BACKENDS`. */
export function route(spec: readonly string[], { kind = 'HTTPRoute', name = 'shop' } = {}): string {
  return `${API}
kind: ${kind}
metadata: { name: ${name}, namespace: default }
spec:
${spec.map((line) => `  ${line}`).join('\n')}
---
`
}

export const TO_EDGE = 'parentRefs: [{ name: edge }]'
export const RULES = 'rules: [{ backendRefs: [{ name: shop, port: 80 }] }]'

export function certificate(name: string): string {
  return `apiVersion: v1
kind: Secret
metadata: { name: ${name}, namespace: default }
type: kubernetes.io/tls
data: { tls.crt: Y2VydA==, tls.key: a2V5 }
---
`
}
