import type { UntypedObject } from '../../src/gateway/objects.ts'
import type { Finding } from '../../src/rules/finding.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { gateway, gatewayClass, route } from '../gateway/objects.ts'
import { foundBy } from './found.ts'

export const SPEC = ['gateway-api@1.7']
export const CLASS = gatewayClass('bare', 'example.com/controller')
export const ENVOY = gatewayClass('envoy', 'gateway.envoyproxy.io/gatewayclass-controller')
export const FOREIGN = [gatewayClass('foreign', 'example.com/x'), gateway({ name: 'foreign', className: 'foreign', listeners: ['web HTTP 80'] })]

/** A Gateway of the class `bare`. */
export const bare = (spec: Record<string, unknown>, more: { name?: string; namespace?: string } = {}): UntypedObject =>
  gateway({ className: 'bare', spec, ...more })

export function listenerSet(
  spec: Record<string, unknown>,
  { name = 'more', namespace = 'default', created }: { name?: string; namespace?: string; created?: string } = {},
): UntypedObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'ListenerSet',
    metadata: { name, namespace, ...(created && { creationTimestamp: created }) },
    spec: { parentRef: { name: 'edge' }, ...spec },
  }
}

/** What a rule finds in a route with these parentRefs, or with this spec, beside others; the class `bare` is there. */
export function atParents(
  rule: Rule,
  parentRefs: readonly unknown[],
  others: readonly UntypedObject[],
  { kind = 'HTTPRoute', entries = SPEC, ...spec }: { kind?: string; entries?: readonly string[]; hostnames?: readonly string[] } = {},
): readonly Finding[] {
  return foundBy(rule, route({ parentRefs, ...spec }, { kind }), [CLASS, ...others], entries)
}

/** Path, whether the whole object is dead, and what was said. */
export const told = (findings: readonly Finding[]) => findings.map(({ path, whole, message }) => [path, whole, message])
