import type { UntypedObject } from '../../src/gateway/objects.ts'
import type { Finding } from '../../src/rules/finding.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { gateway, gatewayClass, route } from '../gateway/objects.ts'
import { type Beside, foundBy } from './found.ts'

/** A class and a Gateway `edge` of a controller that nobody claims, under the bare specification. */
export const SPEC = ['gateway-api@1.7']
export const CLASS = gatewayClass('bare', 'example.com/controller')
const EDGE = gateway({ className: 'bare', listeners: ['web HTTP 80'] })

/** What a rule finds in a route with this spec, attached to `edge`. */
export const inRoute = (rule: Rule, spec: Record<string, unknown>, kind = 'HTTPRoute', entries = SPEC): readonly Finding[] =>
  foundBy(rule, route(spec, { kind }), [CLASS, EDGE], entries)

/** What a rule finds in a Gateway with this spec. */
export const inGateway = (
  rule: Rule,
  spec: Record<string, unknown>,
  entries = SPEC,
  gatewayClassOf = CLASS,
  others: readonly UntypedObject[] = [],
  beside?: Beside,
): readonly Finding[] => foundBy(rule, gateway({ className: gatewayClassOf.metadata.name, spec }), [gatewayClassOf, ...others], entries, beside)

/** What a rule finds in a ListenerSet with these listeners, attached to `edge`. */
export const inSet = (rule: Rule, listeners: readonly unknown[], others: readonly UntypedObject[] = []): readonly Finding[] =>
  foundBy(rule, listenerSet(listeners), [CLASS, EDGE, ...others], SPEC)

function listenerSet(listeners: readonly unknown[]): UntypedObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'ListenerSet',
    metadata: { name: 'more', namespace: 'default' },
    spec: { parentRef: { name: 'edge' }, listeners },
  }
}

export const paths = (findings: readonly Finding[]): string[] => findings.map(({ path }) => path)

/** A Secret as a file holds it; without data, as a cluster shows it. */
export const secret = (name: string, { namespace = 'default', type = 'kubernetes.io/tls', data }: SecretParts = {}): UntypedObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace },
  type,
  keyCount: data ? Object.keys(data).length : 2,
  ...(data && { data }),
})

interface SecretParts {
  namespace?: string
  type?: string
  data?: Record<string, string>
}

export const configMap = (name: string, data?: Record<string, string>, namespace = 'default'): UntypedObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace },
  ...(data && { data }),
})

/** A listener that terminates TLS with these certificates. */
export const https = (name: string, certificateRefs: readonly unknown[], more: Record<string, unknown> = {}) => ({
  name,
  port: 443,
  protocol: 'HTTPS',
  hostname: `${name}.example`,
  tls: { mode: 'Terminate', certificateRefs },
  ...more,
})

export const ENVOY = gatewayClass('envoy', 'gateway.envoyproxy.io/gatewayclass-controller')
