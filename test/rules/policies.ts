import type { UntypedObject } from '../../src/gateway/objects.ts'
import type { Finding } from '../../src/rules/finding.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { foundBy } from './found.ts'

export const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'
const core = (kind: string, name: string, more: object): UntypedObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'default' },
  ...more,
})
export const service = (name: string, ...ports: unknown[]) => core('Service', name, { spec: { ports } })
export const configMap = (name: string, data?: object) => core('ConfigMap', name, data ? { data } : {})
export const target = (name: string, more = {}) => ({ group: '', kind: 'Service', name, ...more })
export const authority = (name: string, more = {}) => ({ group: '', kind: 'ConfigMap', name, ...more })

export function policy(targetRefs: unknown, validation: unknown, { name = 'mine', namespace = 'default', day = 5 } = {}): UntypedObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'BackendTLSPolicy',
    metadata: { name, namespace, creationTimestamp: `2026-01-0${day}T00:00:00Z` },
    spec: { targetRefs, validation },
  }
}

export const SYSTEM = { hostname: 'shop.example', wellKnownCACertificates: 'System' }

/** What a rule finds in a policy with these targets. */
export const inTargets = (rule: Rule, targetRefs: unknown, others: readonly UntypedObject[]): readonly Finding[] =>
  foundBy(rule, policy(targetRefs, SYSTEM), others)

/** What a rule finds in a policy for Service `shop` with these CA certificates. */
export const inAuthorities = (rule: Rule, caCertificateRefs: unknown, others: readonly UntypedObject[]): readonly Finding[] =>
  foundBy(rule, policy([target('shop')], { hostname: 'shop.example', caCertificateRefs }), [service('shop', { port: 80 }), ...others])

const GATEWAYS = 'gateway.networking.k8s.io'
/** A target of an XTelemetryPolicy. */
export const gatewayTarget = (name: string, more = {}) => ({ group: GATEWAYS, kind: 'Gateway', name, ...more })

/** A policy of the experimental group. */
export function experimental(
  kind: 'XTelemetryPolicy' | 'XBackendTrafficPolicy',
  spec: object,
  { name = 'mine', namespace = 'default', day = 5 } = {},
): UntypedObject {
  const metadata = { name, namespace, creationTimestamp: `2026-01-0${day}T00:00:00Z` }
  return { apiVersion: 'gateway.networking.x-k8s.io/v1alpha1', kind, metadata, spec }
}

/** An XTelemetryPolicy that sends spans to these. */
export const tracing = (backendRef: unknown, parts = {}): UntypedObject =>
  experimental('XTelemetryPolicy', { targetRefs: [gatewayTarget('edge')], tracing: { mode: 'Enabled', provider: { backendRef } } }, parts)
