import type { Implementations } from '../gateway/implementation.ts'
import { GATEWAY_GROUP, type Kind } from '../gateway/kinds.ts'
import type { AnyObject, Gateway, GatewayClass, ListenerSet, Route } from '../gateway/objects.ts'
import { overlay } from '../gateway/overlay.ts'
import { type ParentRef, parentRefOf, type RawParentRef } from '../gateway/parents.ts'
import type { ClusterView } from '../gateway/ports.ts'
import { records } from '../gateway/shape.ts'
import type { ParentListener } from './parent-facts.ts'
import { listenersOfParent, settleListeners } from './parent-listeners.ts'
import { type Context, contextOf, keyOf } from './status/context.ts'
import { type GatewayOutcome, gatewayOutcome } from './status/gateway-outcome.ts'
import { classStatus } from './status/owner-status.ts'
import { gatewayOfListenerSet } from './status/route-outcome.ts'

/** What of others a changed Gateway, ListenerSet or GatewayClass leaves without. */
export interface Detached {
  /** Routes that some listener served before and none does after. */
  readonly routes: readonly Route[]
  /** ListenerSets that are no longer let in. */
  readonly sets: readonly ListenerSet[]
  /** ListenerSets of which some listener was served and is not any more, and how many such listeners there are. */
  readonly displaced: readonly ListenerSet[]
  readonly displacedListeners: number
  readonly more: boolean
}

/** A Gateway as it is with what decides about its routes: nothing else is looked at for each of them. */
interface World {
  readonly context: Context
  readonly outcome: GatewayOutcome
  readonly owners: ReadonlyMap<string, readonly ParentListener[]>
}

/**
 * Compares who is served by a Gateway before and after a change of it or of a ListenerSet of it; undefined where nothing is lost, or nothing
 * is known. At most `most` routes are looked at. Source: gateway-api.md 2.14 (D-LISTENER, D-ALLOWED-LS), 2.4 (LS-DISPLACE).
 */
export function detachedBy(
  kind: Kind,
  before: AnyObject,
  after: AnyObject,
  view: ClusterView,
  implementations: Implementations,
  most: number,
): Detached | undefined {
  if (kind !== 'Gateway' && kind !== 'ListenerSet') return undefined
  const worldWith = (object: AnyObject): World | undefined => {
    const { namespace, name } = object.metadata
    const context = contextOf(overlay(view, kind, namespace, name, object), implementations, {})
    const outcome =
      kind === 'Gateway' ? gatewayOutcome({ namespace: namespace ?? '', name }, context) : gatewayOfListenerSet(object as ListenerSet, context)
    return outcome && { context, outcome, owners: ownersOf(outcome) }
  }
  const [was, is] = [worldWith(before), worldWith(after)]
  if (!was || !is) return undefined
  // A ListenerSet that goes to another Gateway takes only its own routes along.
  const isMoved = keyOf(was.outcome.gateway) !== keyOf(is.outcome.gateway)
  if (!isMoved && serving(was) === serving(is)) return undefined
  const found = { routes: [] as Route[], more: false }
  let looked = 0
  for (const owner of isMoved ? [keyOf(before)] : was.owners.keys()) {
    const [ownerKind, namespace = '', name = ''] = owner.split('/')
    const listing = view.routesOf({ kind: ownerKind as 'Gateway' | 'ListenerSet', namespace, name })
    for (const route of listing.state === 'known' ? listing.items : []) {
      looked += 1
      if (looked > most) return isMoved ? routesOnly({ ...found, more: true }) : lost(was, is, { ...found, more: true })
      const refs = refsTo(route, owner)
      if (refs.some((ref) => isServed(route, ref, owner, was)) && !refs.some((ref) => isServed(route, ref, owner, is))) found.routes.push(route)
    }
  }
  return isMoved ? routesOnly(found) : lost(was, is, found)
}

function routesOnly({ routes, more }: Pick<Detached, 'routes' | 'more'>): Detached | undefined {
  return routes.length > 0 ? { routes, sets: [], displaced: [], displacedListeners: 0, more } : undefined
}

function lost(was: World, is: World, { routes, more }: Pick<Detached, 'routes' | 'more'>): Detached | undefined {
  const letIn = ({ outcome }: World) => new Set(outcome.sets.flatMap(({ set, isAllowed }) => (isAllowed ? [keyOf(set)] : [])))
  const [before, after] = [letIn(was), letIn(is)]
  const isStill = new Set(is.outcome.sets.map(({ set }) => keyOf(set)))
  const sets = was.outcome.sets.flatMap(({ set }) => (before.has(keyOf(set)) && isStill.has(keyOf(set)) && !after.has(keyOf(set)) ? [set] : []))
  const ready = new Set(is.outcome.listeners.flatMap((one) => (one.isReady ? [nameOf(one)] : [])))
  const there = new Set(is.outcome.listeners.map(nameOf))
  const displaced = was.outcome.listeners.filter(
    (one) => one.owner.kind === 'ListenerSet' && one.isReady && there.has(nameOf(one)) && !ready.has(nameOf(one)),
  )
  if (routes.length === 0 && sets.length === 0 && displaced.length === 0) return undefined
  const losers = new Map(displaced.map(({ owner }) => [keyOf(owner), owner as ListenerSet]))
  return { routes, sets, displaced: [...losers.values()], displacedListeners: displaced.length, more }
}

/** Whether a class that was accepted is not any more, so that its Gateways are left alone. */
export function losesAcceptance(before: GatewayClass, after: GatewayClass, view: ClusterView, implementations: Implementations): boolean {
  const isAccepted = (one: GatewayClass) => {
    const context = contextOf(overlay(view, 'GatewayClass', undefined, one.metadata.name, one), implementations, {})
    return classStatus(one, context)?.conditions?.some(({ type, status }) => type === 'Accepted' && status === 'True') === true
  }
  return isAccepted(before) && !isAccepted(after)
}

/** The Gateway and the ListenerSets that are let in, each with its listeners of which something is served. */
function ownersOf(outcome: GatewayOutcome): ReadonlyMap<string, readonly ParentListener[]> {
  if (outcome.refused) return new Map()
  const ready = new Set(outcome.listeners.flatMap((one) => (one.isReady ? [nameOf(one)] : [])))
  const owners = [outcome.gateway, ...outcome.sets.flatMap(({ set, isAllowed }): (Gateway | ListenerSet)[] => (isAllowed ? [set] : []))]
  return new Map(owners.map((owner) => [keyOf(owner), listenersOfParent(owner, outcome).filter(({ name }) => ready.has(`${keyOf(owner)} ${name}`))]))
}

const nameOf = ({ owner, facts }: GatewayOutcome['listeners'][number]) => `${keyOf(owner)} ${facts.name}`

/** All that decides who is served, to be compared: most changes of a Gateway leave it as it is. */
const serving = ({ owners }: World) => JSON.stringify([...owners])

function refsTo(route: Route, owner: string): ParentRef[] {
  return records(route.spec?.parentRefs).flatMap((raw) => {
    const ref = parentRefOf(raw as unknown as RawParentRef, route.metadata.namespace ?? '')
    return ref.group === GATEWAY_GROUP && `${ref.kind}/${ref.namespace}/${ref.name}` === owner ? [ref] : []
  })
}

function isServed(route: Route, ref: ParentRef, owner: string, { owners, context }: World): boolean {
  const listeners = owners.get(owner)
  return listeners !== undefined && 'taking' in settleListeners(route, ref, listeners, context)
}
