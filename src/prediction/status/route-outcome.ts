import { servedHostnames } from '../../gateway/hostname.ts'
import { GATEWAY_GROUP, type RouteKind } from '../../gateway/kinds.ts'
import type { ListenerSet, Route } from '../../gateway/objects.ts'
import { type ParentRef, parentRefOf, type RawParentRef } from '../../gateway/parents.ts'
import type { RouteStatusChoices } from '../../gateway/route-choices.ts'
import { isRecord, recordEntries, records, text } from '../../gateway/shape.ts'
import type { Tell } from '../../gateway/status-steps.ts'
import { settleClosest } from './closest-listener.ts'
import { Conditions } from './conditions.ts'
import { type Context, keyOf, memo, type Served } from './context.ts'
import { type GatewayOutcome, gatewayOutcome } from './gateway-outcome.ts'
import { hostnamesOf, settleHostnamesFirst } from './hostnames-first.ts'
import type { ListenerOutcome } from './listener-outcome.ts'
import { concludeMapped, mappedEntryKey, walkListeners } from './mapped-route.ts'
import { takesNamespace } from './namespaces.ts'
import { tellHostnames, tellNarrowing } from './narrowing.ts'
import type { Attachment, ParentOutcome, RouteOutcome, Steps, UnwrittenParent } from './parent-outcome.ts'
import { concludeOwnChecks } from './route-own-checks.ts'
import { settleRules } from './rule-conditions.ts'
import { serviceParents } from './service-parent.ts'
import { parentPart, tellerOf } from './tell.ts'

export type { Attachment, ParentOutcome, RouteOutcome } from './parent-outcome.ts'

const L4: readonly RouteKind[] = ['TCPRoute', 'UDPRoute']

/** What becomes of a route at each of its parents whose controller is known. */
export function routeOutcome(route: Route, context: Context): RouteOutcome {
  return memo(context, 'route', keyOf(route), () => {
    const namespace = route.metadata.namespace ?? ''
    const parents = recordEntries(route.spec?.parentRefs).flatMap(([index, raw]) => {
      const ref = parentRefOf(raw as unknown as RawParentRef, namespace)
      const outcome = parentOutcome(route, ref, text(raw.namespace) !== undefined, context)
      return outcome ? [{ index, ...outcome }] : []
    })
    return concludeOwnChecks(route, concludeMapped(route, parents, context), serviceParents(route, context), context)
  })
}

function parentOutcome(route: Route, ref: ParentRef, isNamespaceWritten: boolean, context: Context): Omit<ParentOutcome, 'index'> | undefined {
  if (ref.group !== GATEWAY_GROUP) return undefined
  const found = ref.kind === 'Gateway' ? gatewayOutcome(ref, context) : ref.kind === 'ListenerSet' ? gatewayOfSet(ref, context) : undefined
  if (!found || found.refused || !found.served.implementation.routeKinds.includes(route.kind)) return undefined
  const { mapped } = found.served.choices.routes
  // Who maps goes another way, and tells of that.
  const tell = mapped ? undefined : tellerOf(route, parentPart(ref), context)
  const own = found.listeners.filter(
    ({ owner, isParent }) =>
      isParent && owner.kind === ref.kind && owner.metadata.name === ref.name && (owner.metadata.namespace ?? '') === ref.namespace,
  )
  const named = own.filter(({ facts }) => ref.sectionName === undefined || ref.sectionName === facts.name)
  tellNarrowing(tell, 'section', own, named, ref.sectionName)
  const selected = named.filter(({ facts }) => ref.port === undefined || ref.port === facts.port)
  tellNarrowing(tell, 'port', named, selected, ref.port)
  const { kindsIgnored } = found.served.choices.routes
  const ofKind = kindsIgnored ? selected : selected.filter(({ facts }) => facts.supportedKinds.includes(route.kind))
  tellNarrowing(tell, 'route kind', selected, ofKind, route.kind)
  const allowed = ofKind.filter((listener) => takesNamespace(listener, route.metadata.namespace ?? '', context, found.served.choices.listeners))
  tellNarrowing(tell, 'namespace', ofKind, allowed, route.metadata.namespace)
  const matching = attachmentsOf(route, allowed, found, context, tell)
  if (mapped) {
    const walked = walkListeners(route, ref, found, context)
    const attachments = matching.filter(({ listener }) => walked.fitting.includes(listener))
    return { ref, isNamespaceWritten, gateway: found, selected, allowed, attachments, conditions: walked.conditions }
  }
  const conditions = new Conditions(tell)
  const choices = found.served.choices.routes
  const unwritten: UnwrittenParent | undefined =
    choices.read?.includes(route.kind) === false ? 'kind not read' : choices.closestListener && own.length === 0 ? 'no listener' : undefined
  const steps = { selected, allowed, matching, named: attachmentsOf(route, selected, found, context, undefined) }
  const settleParent = choices.hostnamesFirst ? settleHostnamesFirst : choices.closestListener ? settleClosest : settle
  const attachments = unwritten ? [] : settleParent(route, conditions, steps, found.served, context)
  return { ref, isNamespaceWritten, gateway: found, selected, allowed, attachments, conditions, ...(unwritten && { unwritten }) }
}

/** The Gateway into which the ListenerSet of this name was merged. */
function gatewayOfSet(ref: ParentRef, context: Context): GatewayOutcome | undefined {
  const found = context.view.get('ListenerSet', ref.namespace, ref.name)
  if (found.state !== 'found') return undefined
  const outcome = gatewayOfListenerSet(found.object, context)
  return outcome?.sets.some(({ set, isAllowed }) => isAllowed && keyOf(set) === keyOf(found.object)) ? outcome : undefined
}

/** The Gateway that a ListenerSet names, whether or not it lets it in. */
export function gatewayOfListenerSet(set: ListenerSet, context: Context): GatewayOutcome | undefined {
  const raw: unknown = set.spec?.parentRef
  if (!isRecord(raw)) return undefined
  const parent = parentRefOf(raw as unknown as RawParentRef, set.metadata.namespace ?? '')
  return parent.kind === 'Gateway' ? gatewayOutcome(parent, context) : undefined
}

function attachmentsOf(
  route: Route,
  allowed: readonly ListenerOutcome[],
  outcome: GatewayOutcome,
  context: Context,
  tell: Tell | undefined,
): Attachment[] {
  if (L4.includes(route.kind)) return allowed.map((listener) => ({ listener, hostnames: [] }))
  const hostnames = hostnamesOf(route)
  const isolates = outcome.served.choices.routes.isolation && hostnames.length > 0
  const held = isolates ? heldHostnames(outcome, context) : undefined
  return allowed.flatMap((listener) => {
    const all = servedHostnames(listener.facts.hostname, hostnames)
    const left = held ? all.filter((hostname) => !belongsToAnother(hostname, listener, held)) : all
    if (tell) tellHostnames(tell, listener, hostnames, all, left)
    return left.length > 0 ? [{ listener, hostnames: left }] : []
  })
}

/** How many listeners of a Gateway have each hostname, by `PORT HOSTNAME`. */
function heldHostnames({ gateway, listeners }: GatewayOutcome, context: Context): ReadonlyMap<string, number> {
  return memo(context, 'hostnames', keyOf(gateway), () => {
    const held = new Map<string, number>()
    for (const { facts } of listeners) {
      const key = `${facts.port} ${facts.hostname}`
      if (facts.hostname !== '') held.set(key, (held.get(key) ?? 0) + 1)
    }
    return held
  })
}

function belongsToAnother(hostname: string, { facts }: ListenerOutcome, held: ReadonlyMap<string, number>): boolean {
  return (held.get(`${facts.port} ${hostname}`) ?? 0) > (facts.hostname === hostname ? 1 : 0)
}

/** Sets the conditions of one parent, in the order of the specification (gateway-api.md 2.5), and returns the listeners that count the route. */
function settle(
  route: Route,
  conditions: Conditions,
  { selected, allowed, matching }: Steps,
  served: Served,
  context: Context,
): readonly Attachment[] {
  const choices = served.choices.routes
  if (selected.length === 0) conditions.set('Accepted', 'False', 'NoMatchingParent')
  else if (allowed.length === 0) conditions.set('Accepted', 'False', 'NotAllowedByListeners')
  else conditions.set('Accepted', 'True', 'Accepted')
  if (choices.oneRule.includes(route.kind) && records(route.spec?.rules).length !== 1) {
    conditions.tell?.({ on: ['Accepted'], subject: 'spec.rules', check: 'one rule', found: String(records(route.spec?.rules).length), ok: false })
    conditions.set('Accepted', 'False', 'InvalidRule')
    return []
  }
  settleRules(route, conditions, served, context)
  if (conditions.is('Accepted', 'False') && isNotCounted(route.kind, choices)) return []
  if (allowed.length > 0 && matching.length === 0) conditions.set('Accepted', 'False', 'NoMatchingListenerHostname')
  return matching
}

function isNotCounted(kind: RouteKind, { refusedNotCounted }: RouteStatusChoices): boolean {
  return L4.includes(kind) || refusedNotCounted.includes(kind)
}

/** The status entries of a route: parentRefs that share one are written over each other, the first gives the name. */
export function statusEntries({ route, parents }: RouteOutcome): { readonly first: ParentOutcome; readonly last: ParentOutcome }[] {
  const entries = new Map<string, { first: ParentOutcome; last: ParentOutcome }>()
  for (const parent of parents) {
    const { ref, gateway } = parent
    if (parent.unwritten) continue
    if (gateway.served.choices.routes.mapped) {
      const { port: _, ...written } = ref
      const own = { ...parent, ref: written }
      entries.set(mappedEntryKey(route.kind, parent), { first: own, last: own })
      continue
    }
    const isShared = gateway.served.choices.routes.portsShareEntry && ref.sectionName === undefined
    const port = isShared ? '' : (ref.port ?? '')
    const key = `${ref.kind}/${ref.namespace}/${ref.name}/${ref.sectionName ?? ''}/${port}`
    entries.set(key, { first: entries.get(key)?.first ?? parent, last: parent })
  }
  return [...entries.values()]
}
