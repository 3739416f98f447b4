import type { Gateway, ListenerSet, Route } from '../../gateway/objects.ts'
import { type Context, keyOf, memo, titleOf } from './context.ts'
import type { GatewayOutcome } from './gateway-outcome.ts'
import { hostnamesMeet, hostnamesOf } from './hostnames-first.ts'
import type { ListenerOutcome } from './listener-outcome.ts'
import { countingListeners } from './mapped-route.ts'
import { matchKeys } from './matches.ts'
import { routeOutcome } from './route-outcome.ts'
import { rulesOutcome } from './rules.ts'
import { shareCounts } from './same-name.ts'

/** What the routes of a Gateway come to on its listeners. */
export interface Traffic {
  /** How often a route is attached to a listener. */
  readonly attached: ReadonlyMap<ListenerOutcome, number>
  /** On each listener, the keys of the routes that match the same requests as another there. */
  readonly overlapping: ReadonlyMap<ListenerOutcome, ReadonlySet<string>>
}

/** The work grows with the routes of the Gateway and its ListenerSets, and with their matches. */
export function trafficOf(outcome: GatewayOutcome, context: Context): Traffic {
  return memo(context, 'traffic', keyOf(outcome.gateway), () => {
    const attached = new Map<ListenerOutcome, number>()
    const buckets = new Map<ListenerOutcome, Map<string, Set<string>>>()
    const routes = routesOf(outcome, context)
    for (const route of routes) {
      const { parents } = routeOutcome(route, context)
      if (outcome.served.choices.routes.mapped) {
        for (const listener of countingListeners(route, parents, outcome, context)) attached.set(listener, (attached.get(listener) ?? 0) + 1)
        continue
      }
      const counted = new Set<ListenerOutcome>()
      for (const { gateway, attachments } of parents) {
        if (gateway !== outcome) continue
        for (const { listener, hostnames } of attachments) {
          if (outcome.served.choices.routes.countedOnce && counted.has(listener)) continue
          counted.add(listener)
          if (outcome.served.choices.routes.countedBy !== 'section name') attached.set(listener, (attached.get(listener) ?? 0) + 1)
          listener.conditions.tell?.({ on: [], subject: titleOf(route), check: 'attached', found: hostnames.join(', '), ok: true })
          if (outcome.served.choices.routes.overlapCondition && carriesMatches(listener, route))
            bucket(route, listener, hostnames, outcome, buckets, context)
        }
      }
    }
    if (outcome.served.choices.listeners.each?.ownersMixedUp) shareCounts(outcome.listeners, attached)
    if (outcome.served.choices.routes.countedBy === 'section name') {
      for (const listener of outcome.listeners) attached.set(listener, countBySection(listener, routes, outcome, context))
    }
    const overlapping = new Map<ListenerOutcome, Set<string>>()
    for (const [listener, byKey] of buckets) {
      const routes = [...byKey.values()].filter((together) => together.size > 1).flatMap((together) => [...together])
      if (routes.length > 0) overlapping.set(listener, new Set(routes))
    }
    return { attached, overlapping }
  })
}

/**
 * Every accepted parentRef of a route of the Gateway counts that has the name of the listener or none, where hostnames meet: port, namespace
 * and even the parent that it names aside (gateway_status.go of Kuma, `attachedRoutesForListeners`).
 */
function countBySection({ facts }: ListenerOutcome, routes: ReadonlySet<Route>, { served }: GatewayOutcome, context: Context): number {
  let count = 0
  for (const route of routes) {
    const outcome = routeOutcome(route, context)
    if (!hostnamesMeet([facts.hostname], hostnamesOf(route), served.choices.routes)) continue
    for (const { ref, conditions } of [...outcome.parents, ...outcome.serviceParents]) {
      const isNamed = ref.sectionName === undefined || ref.sectionName === facts.name
      if (isNamed && conditions.is('Accepted', 'True')) count++
    }
  }
  return count
}

function routesOf({ gateway, sets }: GatewayOutcome, context: Context): Set<Route> {
  const owners: (Gateway | ListenerSet)[] = [gateway, ...sets.filter(({ isAllowed }) => isAllowed).map(({ set }) => set)]
  const routes = new Set<Route>()
  for (const { kind, metadata } of owners) {
    const listing = context.view.routesOf({ kind, namespace: metadata.namespace ?? '', name: metadata.name })
    for (const route of listing.state === 'known' ? listing.items : []) routes.add(route)
  }
  return routes
}

/** Whether the matches of a route on a listener reach the data plane as such. */
export function carriesMatches({ isReady, facts }: ListenerOutcome, { kind }: Route): boolean {
  return (
    isReady &&
    facts.caFault === undefined &&
    (facts.protocol === 'HTTP' || facts.protocol === 'HTTPS') &&
    (kind === 'HTTPRoute' || kind === 'GRPCRoute')
  )
}

function bucket(
  route: Route,
  listener: ListenerOutcome,
  hostnames: readonly string[],
  { served }: GatewayOutcome,
  buckets: Map<ListenerOutcome, Map<string, Set<string>>>,
  context: Context,
): void {
  const byKey = buckets.get(listener) ?? new Map<string, Set<string>>()
  buckets.set(listener, byKey)
  const keys = rulesOutcome(route, served, context).served.flatMap((position) => matchKeys(route, position))
  for (const hostname of hostnames) {
    for (const key of keys) {
      const named = `${hostname} ${key}`
      const together = byKey.get(named)
      if (together) together.add(keyOf(route))
      else byKey.set(named, new Set([keyOf(route)]))
    }
  }
}
