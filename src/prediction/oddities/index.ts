import type { Implementation } from '../../gateway/implementation.ts'
import type { PolicyKind, RouteKind } from '../../gateway/kinds.ts'
import type { Gateway, ListenerSet, Route } from '../../gateway/objects.ts'
import { type Fields, isRecord, recordEntries } from '../../gateway/shape.ts'
import { backendFilters } from './backend-filters.ts'
import { addresses, allowedListeners, frontendTls } from './gateways.ts'
import { repeatedHeaderActions, repeatedHeaderMatches } from './headers.ts'
import { ipHostnames } from './hostnames.ts'
import { listenerOddities } from './listeners.ts'
import type { Oddity } from './oddity.ts'
import { duplicateParentRefs, type PlacedParent } from './parent-refs.ts'
import { deprecatedSessionPersistence, duplicateRuleNames, ruleWithoutBackends, zeroWeights } from './rules.ts'
import { shadowedMatches } from './shadowed-matches.ts'
import { retries, unlimitedBackendTimeout } from './timeouts.ts'

/** What a route shows by itself. `parents` are those whose controller is known; references to others are nobody's business. */
export function routeOddities(kind: RouteKind, route: Route, parents: readonly PlacedParent[]): Oddity[] {
  const found: Oddity[] = []
  duplicateParentRefs(parents, found)
  const spec: Fields = isRecord(route.spec) ? (route.spec as unknown as Fields) : {}
  const rules = recordEntries(spec.rules)
  for (const [index, rule] of rules) zeroWeights(rule, `spec.rules[${index}]`, found)
  if (kind !== 'HTTPRoute' && kind !== 'GRPCRoute') return found
  ipHostnames(spec.hostnames, found)
  duplicateRuleNames(rules, found)
  shadowedMatches(kind, rules, found)
  for (const [index, rule] of rules) {
    const path = `spec.rules[${index}]`
    for (const [at, match] of recordEntries(rule.matches)) {
      if (match.headers !== undefined) repeatedHeaderMatches(match, `${path}.matches[${at}]`, found)
    }
    headerFilters(rule.filters, path, found)
    for (const [at, backend] of recordEntries(rule.backendRefs)) {
      if (backend.filters !== undefined) headerFilters(backend.filters, `${path}.backendRefs[${at}]`, found)
    }
    deprecatedSessionPersistence(rule, path, found)
    if (kind === 'HTTPRoute') {
      backendFilters(rule, path, found)
      unlimitedBackendTimeout(rule, path, found)
      retries(rule, path, found)
      ruleWithoutBackends(rule, path, found)
    }
  }
  return found
}

function headerFilters(filters: unknown, path: string, found: Oddity[]): void {
  for (const [index, filter] of recordEntries(filters)) repeatedHeaderActions(filter, `${path}.filters[${index}]`, found)
}

/** What a policy shows by itself. */
export function policyOddities(kind: PolicyKind, spec: Fields): Oddity[] {
  const found: Oddity[] = []
  if (kind === 'XBackendTrafficPolicy') deprecatedSessionPersistence(spec, 'spec', found)
  return found
}

/** What a Gateway shows by itself; nothing where its controller does not read the listeners that a user writes. */
export function gatewayOddities(gateway: Gateway, implementation: Implementation): Oddity[] {
  const found: Oddity[] = []
  if (!implementation.listeners.judged || !isRecord(gateway.spec)) return found
  const spec = gateway.spec as unknown as Fields
  addresses(spec, found)
  frontendTls(spec, found)
  if (implementation.listenerSets) allowedListeners(spec, found)
  listenerOddities('Gateway', spec.listeners, implementation, found)
  return found
}

/** What a ListenerSet shows by itself. */
export function listenerSetOddities(set: ListenerSet, implementation: Implementation): Oddity[] {
  const found: Oddity[] = []
  if (implementation.listeners.judged && isRecord(set.spec)) listenerOddities('ListenerSet', set.spec.listeners, implementation, found)
  return found
}
