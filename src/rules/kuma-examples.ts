import { KUMA_CLASS, SERVICES } from './examples.ts'

/** What every cluster has. */
export const NAMESPACE = `apiVersion: v1
kind: Namespace
metadata: { name: default }
`

const PARTS = `${NAMESPACE}---
${KUMA_CLASS}`
const HTTP = '{ name: web, port: 80, protocol: HTTP }'

/** A class of Kuma's, and a Gateway `edge` with these listeners; `meta` is what else its metadata has, `more` what else its spec has. */
export function kumaGateway({ listeners = HTTP, meta = '', more = '' } = {}): string {
  return `${PARTS}apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: default${meta} }
spec:
  gatewayClassName: kuma
${more && `  ${more}\n`}  listeners: [${listeners}]
`
}

/** The same with Services `shop` and `beta`, and an HTTPRoute with this spec. */
export function kumaRoute(spec: string, { gateway = kumaGateway(), services = SERVICES, name = 'shop', meta = '' } = {}): string {
  return `${gateway}---
${services}apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: ${name}, namespace: default${meta} }
spec:
${spec}
`
}

/** Services `shop` and `beta` whose one port is HTTP, and that have an address of their own. */
export const HTTP_SERVICES = SERVICES.replaceAll('{ port: 80 }', '{ port: 80, appProtocol: http }')

export const TO_EDGE = '  parentRefs: [{ name: edge }]\n'
export const TO_SHOP = '  parentRefs: [{ group: "", kind: Service, name: shop }]\n'
export const BACKENDS = '  rules: [{ backendRefs: [{ name: beta, port: 80 }] }]'
