import type { UntypedObject } from '../../src/gateway/objects.ts'
import type { Finding } from '../../src/rules/finding.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { gateway, gatewayClass, route } from '../gateway/objects.ts'
import { foundBy } from './found.ts'

export const ENVOY = gatewayClass('envoy', 'gateway.envoyproxy.io/gatewayclass-controller')
export const BARE = gatewayClass('bare', 'example.com/controller')

export interface Parts {
  readonly name?: string
  readonly namespace?: string
  /** The day of January 2026 on which it was created. */
  readonly day?: number
  readonly kind?: string
}

export const at = (day: number) => ({ creationTimestamp: `2026-01-0${day}T00:00:00Z` })

/** A route with a birthday. */
export function born(spec: Record<string, unknown>, { name = 'old', namespace = 'default', day = 1, kind = 'HTTPRoute' }: Parts = {}): UntypedObject {
  const made = route(spec, { name, namespace, kind })
  return { ...made, metadata: { ...made.metadata, ...at(day) } }
}

export const path = (value: string, more = {}) => ({ path: { type: 'PathPrefix', value }, ...more })
export const rules = (...all: unknown[][]) => ({ rules: all.map((matches) => ({ matches })) })

/** What a rule finds in a route of the fifth day, beside others on Gateway `edge`. */
export function contested(
  rule: Rule,
  spec: Record<string, unknown>,
  others: readonly UntypedObject[],
  { listeners, kind = 'HTTPRoute', entry, name = 'mine' }: { listeners: readonly string[]; kind?: string; entry?: string; name?: string },
): readonly Finding[] {
  const [className, entries] = entry === undefined ? ['envoy', []] : ['bare', [entry]]
  const open = { allowedRoutes: { namespaces: { from: 'All' } } }
  const tls = (text: string) => (text.includes(' TLS ') ? { tls: { mode: 'Passthrough' } } : {})
  const base = gateway({ className, listeners })
  const spelled = (base.spec as { listeners: object[] }).listeners.map((one, index) => ({ ...one, ...open, ...tls(listeners[index] ?? '') }))
  const edge = { ...base, spec: { ...(base.spec as object), listeners: spelled } }
  return foundBy(rule, born(spec, { name, day: 5, kind }), [ENVOY, BARE, edge, ...others], entries)
}
