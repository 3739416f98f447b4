import { implementationsFrom } from '../../src/implementations/index.ts'
import type { ObjectStatus } from '../../src/prediction/status.ts'
import { bad, listenerOf, statusesOf } from './statuses.ts'

/** The statuses that Istio writes for a YAML stream; the class is `istio`, whose name is enough. */
export function byIstio(text: string, entry = 'istio@1.31'): Record<string, ObjectStatus> {
  const readKeyPair = (certificate: string) => (certificate === 'junk' ? { problem: 'no certificate' } : PAIR)
  return statusesOf(text, { readKeyPair, exists: () => false }, [], implementationsFrom([entry]))
}

// Over long since: Istio does not look.
const PAIR = { validFrom: 0, validUntil: 1, algorithm: 'RSA', names: ['a.example.com'] }

interface GatewayParts {
  readonly name?: string
  readonly className?: string
  readonly more?: string
  readonly metadata?: string
}

/** A Gateway in `infra` that lets in every ListenerSet. */
export function gateway(listeners: readonly string[], { name = 'gw', className = 'istio', more = '', metadata = '' }: GatewayParts = {}): string {
  return `{kind: Gateway, metadata: {name: ${name}, namespace: infra, ${metadata}}, spec: {gatewayClassName: ${className}, allowedListeners: {namespaces: {from: All}}, ${more} listeners: [${listeners.join(', ')}]}}\n---\n`
}

export function set(name: string, listeners: readonly string[], created = '2026-01-02T00:00:00Z'): string {
  return `{kind: ListenerSet, metadata: {name: ${name}, namespace: infra, creationTimestamp: "${created}"}, spec: {parentRef: {name: gw}, listeners: [${listeners.join(', ')}]}}\n---\n`
}

export const listener = (name: string, protocol: string, port: number, more = '') => `{name: ${name}, protocol: ${protocol}, port: ${port}, ${more}}`
export const service = (name: string, namespace = 'shop', more = '') =>
  `{kind: Service, metadata: {name: ${name}, namespace: ${namespace}, ${more}}, spec: {ports: [{name: http, port: 80}]}}\n---\n`
export const secret = (name: string, { namespace = 'infra', type = 'kubernetes.io/tls', data = 'tls.crt: good, tls.key: key' } = {}) =>
  `{kind: Secret, metadata: {name: ${name}, namespace: ${namespace}}, type: ${type}, keyCount: 2, data: {${data}}}\n---\n`
export const route = (spec: string, { kind = 'HTTPRoute', name = 'r', namespace = 'shop' } = {}) =>
  `{kind: ${kind}, metadata: {name: ${name}, namespace: ${namespace}}, spec: ${spec}}\n---\n`
export const grant = (from: string, to: string, namespace = 'other') =>
  `{kind: ReferenceGrant, metadata: {name: grant, namespace: ${namespace}}, spec: {from: [${from}], to: [${to}]}}\n---\n`

export const badOf = (statuses: Record<string, ObjectStatus>, title: string) => bad(statuses[title]?.conditions)
export const badListener = (statuses: Record<string, ObjectStatus>, title: string, name: string) => bad(listenerOf(statuses[title], name).conditions)
export const badParents = (statuses: Record<string, ObjectStatus>, title: string) =>
  statuses[title]?.parents?.map(({ conditions }) => bad(conditions))
