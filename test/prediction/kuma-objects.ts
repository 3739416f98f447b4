import { implementationsFrom } from '../../src/implementations/index.ts'
import { statusesOf } from './statuses.ts'

export const KUMA = 'gateways.kuma.io/controller'
export const CLASS = `{kind: GatewayClass, metadata: {name: kuma}, spec: {controllerName: ${KUMA}}}\n---\n`
export const at = (name: string, { day = 1, namespace = 'infra', labels = '', annotations = '' } = {}) =>
  `metadata: {name: ${name}, namespace: ${namespace}, creationTimestamp: "2026-01-0${day}T00:00:00Z", labels: {${labels}}, annotations: {${annotations}}}`
export const gateway = (listeners: readonly string[], meta = at('gw'), className = 'kuma') =>
  `{kind: Gateway, ${meta}, spec: {gatewayClassName: ${className}, listeners: [${listeners.join(', ')}]}}\n---\n`
export const listener = (name: string, protocol: string, port: number, more = '') => `{name: ${name}, protocol: ${protocol}, port: ${port}, ${more}}`
export const cert = (...refs: string[]) => `tls: {certificateRefs: [${refs.map((ref) => `{${ref}}`).join(', ')}]}`
export const secret = (name: string, namespace = 'infra') =>
  `{kind: Secret, metadata: {name: ${name}, namespace: ${namespace}}, type: kubernetes.io/tls, keyCount: 2}\n---\n`
export const HTTP = listener('http', 'HTTP', 80)
export const ROUTE_TO = 'parentRefs: [{name: gw}]'
export const BACKENDS = 'backendRefs: [{name: web, port: 80}]'
export const route = (rules: readonly string[], more = ROUTE_TO, meta = at('r')) =>
  `{kind: HTTPRoute, ${meta}, spec: {${more}, rules: [${rules.map((rule) => `{${rule}}`).join(', ')}]}}\n---\n`
export const service = (name: string, more = '', namespace = 'infra') =>
  `{kind: Service, metadata: {name: ${name}, namespace: ${namespace}}, spec: {${more} ports: [{name: web, port: 80}, {port: 9090}]}}\n---\n`

export const predicted = (text: string, entry = 'kuma@2.14,gatewaySecretsInAllNamespaces=true', unknownMesh?: string) =>
  statusesOf(CLASS + text, unknownMesh === undefined ? {} : { exists: (_, kind) => kind === unknownMesh }, [], implementationsFrom([entry]))
/** Which Gateways and routes get a status. */
export const written = (text: string, entry?: string) => Object.keys(predicted(text, entry)).filter((title) => /^(Gateway|HTTPRoute) /.test(title))
