import { intersection, isWildcard } from '../../gateway/hostname.ts'
import type { Route } from '../../gateway/objects.ts'
import type { RouteStatusChoices } from '../../gateway/route-choices.ts'
import type { Conditions } from './conditions.ts'
import type { Context, Served } from './context.ts'
import { takesNamespace } from './namespaces.ts'
import type { Attachment, Steps } from './parent-outcome.ts'
import { settleRules } from './rule-conditions.ts'

/** The hostnames of a route, as they are written; TCPRoutes and UDPRoutes have none. */
export function hostnamesOf(route: Route): string[] {
  if (route.kind === 'TCPRoute' || route.kind === 'UDPRoute') return []
  const own = (route.spec as { hostnames?: unknown } | undefined)?.hostnames
  return Array.isArray(own) ? own.filter((one) => typeof one === 'string') : []
}

/**
 * Sets the conditions of one parent where hostnames come first, and returns the listeners that serve the route; there may be none although it
 * is accepted. Source: attachment.go of Kuma (`evaluateGatewayAttachment`).
 */
export function settleHostnamesFirst(
  route: Route,
  conditions: Conditions,
  { selected, matching }: Steps,
  served: Served,
  context: Context,
): readonly Attachment[] {
  const names = selected.map(({ facts }) => facts.hostname)
  if (!hostnamesMeet(names, hostnamesOf(route), served.choices.routes)) {
    conditions.set('Accepted', 'False', 'NoMatchingListenerHostname')
  } else if (selected.length === 0) conditions.set('Accepted', 'False', 'NoMatchingParent')
  else if (!selected.some((listener) => takesNamespace(listener, route.metadata.namespace ?? '', context))) {
    conditions.set('Accepted', 'False', 'NotAllowedByListeners')
  } else conditions.set('Accepted', 'True', 'Accepted')
  settleRules(route, conditions, served, context)
  return conditions.is('Accepted', 'True') ? matching : []
}

/** Whether a route without hostnames, or one of its hostnames, is served under one of the listeners'. */
export function hostnamesMeet(
  listeners: readonly string[],
  route: readonly string[],
  { wildcardsAsText = false }: Pick<RouteStatusChoices, 'wildcardsAsText'>,
): boolean {
  return route.length === 0 || listeners.some((listener) => route.some((hostname) => intersects(listener, hostname, wildcardsAsText)))
}

function intersects(listener: string, route: string, asText: boolean): boolean {
  if (intersection(listener, route) !== undefined) return true
  return asText && (endsLike(listener, route) || endsLike(route, listener))
}

function endsLike(wildcard: string, hostname: string): boolean {
  return isWildcard(wildcard) && hostname.endsWith(wildcard.slice(2)) && hostname !== wildcard.slice(2)
}
