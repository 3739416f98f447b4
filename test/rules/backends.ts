import type { UntypedObject } from '../../src/gateway/objects.ts'
import type { Finding } from '../../src/rules/finding.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { gateway, gatewayClass, grant, route } from '../gateway/objects.ts'
import { foundBy } from './found.ts'

export const ENVOY = gatewayClass('envoy', 'gateway.envoyproxy.io/gatewayclass-controller')
const LISTENERS = ['web HTTP 80', 'tls TLS 443', 'tcp TCP 9000', 'udp UDP 53']

/** A Service with ports written as `80` or `53/UDP`. */
export function service(name: string, ports: readonly string[], spec: Record<string, unknown> = {}, namespace = 'default'): UntypedObject {
  const written = ports.map((one) => {
    const [port, protocol] = one.split('/')
    return { port: Number(port), ...(protocol && { protocol }) }
  })
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { ports: written, ...spec } }
}

/** Every reference of HTTPRoutes in `default` into `payments` is granted. */
export const GRANTS = ['Service', 'XBackend'].map((kind) =>
  grant(
    'payments',
    { kind: 'HTTPRoute', namespace: 'default' },
    { kind, ...(kind === 'XBackend' && { group: 'gateway.networking.x-k8s.io' }) },
    kind.toLowerCase(),
  ),
)

export interface Cluster {
  readonly kind?: string
  readonly others?: readonly UntypedObject[]
  readonly className?: UntypedObject
  readonly entries?: readonly string[]
}

/** What a rule finds in a route with these rules, attached to `edge` of Envoy Gateway unless told otherwise. */
export function inRules(
  rule: Rule,
  rules: readonly unknown[],
  { kind = 'HTTPRoute', others = [], className = ENVOY, entries = ['envoy-gateway@1.9', 'gateway-api@1.7'] }: Cluster = {},
): readonly Finding[] {
  const edge = gateway({ className: className.metadata.name, listeners: LISTENERS })
  return foundBy(rule, route({ rules }, { kind }), [className, edge, ...others], entries)
}

/** What a rule finds in a route with these backends in one rule. */
export const inBackends = (rule: Rule, backendRefs: readonly unknown[], cluster?: Cluster): readonly Finding[] =>
  inRules(rule, [{ backendRefs }], cluster)

/** Path and message of each finding. */
export const told = (findings: readonly Finding[]): string[] => findings.map(({ path, message }) => `${path}: ${message}`)
