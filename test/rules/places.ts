import type { UntypedObject } from '../../src/gateway/objects.ts'
import type { Finding } from '../../src/rules/finding.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { gateway, gatewayClass, route } from '../gateway/objects.ts'
import { foundBy } from './found.ts'

/** A class and a Gateway `edge` of a controller that nobody claims, under the bare specification. */
export const SPEC = ['gateway-api@1.7']
export const CLASS = gatewayClass('bare', 'example.com/controller')
const EDGE = gateway({ className: 'bare', listeners: ['web HTTP 80'] })

/** What a rule finds in a route with this spec, attached to `edge`. */
export const inRoute = (rule: Rule, spec: Record<string, unknown>, kind = 'HTTPRoute', entries = SPEC): readonly Finding[] =>
  foundBy(rule, route(spec, { kind }), [CLASS, EDGE], entries)

/** What a rule finds in a Gateway with this spec. */
export const inGateway = (rule: Rule, spec: Record<string, unknown>, entries = SPEC, gatewayClassOf = CLASS): readonly Finding[] =>
  foundBy(rule, gateway({ className: gatewayClassOf.metadata.name, spec }), [gatewayClassOf], entries)

/** What a rule finds in a ListenerSet with these listeners, attached to `edge`. */
export const inSet = (rule: Rule, listeners: readonly unknown[]): readonly Finding[] => foundBy(rule, listenerSet(listeners), [CLASS, EDGE], SPEC)

function listenerSet(listeners: readonly unknown[]): UntypedObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'ListenerSet',
    metadata: { name: 'more', namespace: 'default' },
    spec: { parentRef: { name: 'edge' }, listeners },
  }
}

export const paths = (findings: readonly Finding[]): string[] => findings.map(({ path }) => path)
