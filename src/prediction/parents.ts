import { intersection } from '../gateway/hostname.ts'
import type { Implementation } from '../gateway/implementation.ts'
import { GATEWAY_GROUP } from '../gateway/kinds.ts'
import type { Gateway, ListenerSet, Route } from '../gateway/objects.ts'
import { isKnownParentKind, type ParentRef, parentRefOf, type RawParentRef } from '../gateway/parents.ts'
import type { Lookup } from '../gateway/ports.ts'
import { isRecord, recordEntries, records, text } from '../gateway/shape.ts'
import { type ResolvedClass, resolveClass } from './class.ts'
import type { Meant, Obstacle, ParentFact, ParentListener } from './parent-facts.ts'
import { hostnamesOf, listenersOfParent, settleListeners } from './parent-listeners.ts'
import { type Context, keyOf } from './status/context.ts'
import { type GatewayOutcome, gatewayOutcome } from './status/gateway-outcome.ts'
import { isClassIgnored } from './status/gateway-own-checks.ts'
import { routeOutcome } from './status/route-outcome.ts'
import { meshes } from './status/service-parent.ts'

/**
 * What is the case with each parentRef of a route, by the steps of the specification (gateway-api.md 2.5), whatever order its controller
 * takes. A parent of a controller that nobody here knows is nobody's business; one that is not there may yet come.
 */
export function parentFacts(route: Route, context: Context): ParentFact[] {
  const namespace = route.metadata.namespace ?? ''
  const { parents, serviceParents } = routeOutcome(route, context)
  return recordEntries(route.spec?.parentRefs).map(([index, raw]) => {
    const parentRef = parentRefOf(raw as unknown as RawParentRef, namespace)
    const of = parents.find((parent) => parent.index === index) ?? serviceParents.find((parent) => parent.index === index && parent.isWritten)
    const conditions = of?.conditions.list() ?? []
    const standing = standingOf(route, parentRef, context)
    return { index, path: `spec.parentRefs[${index}]`, parentRef, conditions, ...withIsolation(standing, conditions) }
  })
}

/** What is the case with the parentRef of a ListenerSet (gateway-api.md 2.4). */
export function listenerSetParent(set: ListenerSet, context: Context): Omit<ParentFact, 'conditions'> | undefined {
  const parentRef = gatewayRefOf(set)
  return parentRef && { index: 0, path: 'spec.parentRef', parentRef, ...standingOfSet(set, parentRef, context) }
}

type Standing = Pick<ParentFact, 'standing' | 'implementation' | 'gateway' | 'obstacle' | 'taking'>

function standingOf(route: Route, ref: ParentRef, context: Context): Standing {
  if (!isKnownParentKind(ref)) return { standing: 'unclaimed', obstacle: { at: 'parent kind', ...ignoringMesh(ref, context) } }
  if (ref.group === '' && ref.kind === 'Service') return serviceStanding(route, ref, context)
  if (ref.group !== GATEWAY_GROUP) return { standing: 'foreign' }
  if (ref.kind === 'Gateway') return gatewayStanding(ref, ref, route.metadata.namespace, context, (served) => atGateway(route, ref, served, context))
  if (ref.kind !== 'ListenerSet') return { standing: 'foreign' }
  const found = context.view.get('ListenerSet', ref.namespace, ref.name)
  if (found.state === 'unknown') return { standing: 'unknown' }
  if (found.state === 'absent') return { standing: 'unclaimed', obstacle: absence(ref, route.metadata.namespace, context) }
  const of = gatewayRefOf(found.object)
  if (of?.group !== GATEWAY_GROUP || of.kind !== 'Gateway') return { standing: 'foreign' }
  return gatewayStanding(of, ref, undefined, context, (served) => atListenerSet(route, ref, found.object, served, context))
}

function standingOfSet(set: ListenerSet, ref: ParentRef, context: Context): Standing {
  if (ref.group !== GATEWAY_GROUP || ref.kind !== 'Gateway') return { standing: 'unclaimed', obstacle: { at: 'parent kind' } }
  return gatewayStanding(ref, ref, set.metadata.namespace, context, (served) => {
    const obstacle = setObstacle(set, served, context)
    return obstacle ? { obstacle } : {}
  })
}

function serviceStanding(route: Route, ref: ParentRef, context: Context): Standing {
  const { namespace, name, port } = ref
  const found = context.view.get('Service', namespace, name)
  const known = meshes(context)
  const [mesh] = known
  if (mesh && known.every(({ choices }) => !choices.mesh?.routeKinds.includes(route.kind)))
    return { standing: 'foreign', implementation: mesh.implementation, ...notRead(route, mesh.implementation) }
  if (found.state === 'absent') return { standing: 'unclaimed', obstacle: { at: 'existence', kind: 'Service', namespace, name } }
  if (found.state === 'unknown' || port === undefined) return { standing: 'foreign' }
  const ports = records(found.object.spec?.ports).map((one) => one.port)
  if (ports.includes(port)) return { standing: 'foreign' }
  return { standing: 'foreign', obstacle: { at: 'service port', port, offered: ports.filter((one) => typeof one === 'number') } }
}

/** The mesh that is known to run and does not take a Service whose group was left out, where no other mesh is known that does. */
function ignoringMesh({ group, kind }: ParentRef, context: Context): { readonly ignoredBy?: Implementation } {
  if (kind !== 'Service') return {}
  const known = meshes(context)
  const [first] = known.map(({ implementation }) => implementation)
  return first && known.every(({ choices }) => !choices.mesh?.serviceGroups.includes(group)) ? { ignoredBy: first } : {}
}

type AtServed = Pick<Standing, 'obstacle' | 'taking'>

/** Where a Gateway stands that `ref` names, directly or through a ListenerSet, and then what `judge` says of its controller. */
function gatewayStanding(
  { namespace, name }: ParentRef,
  ref: ParentRef,
  ownNamespace: string | undefined,
  context: Context,
  judge: (served: ServedGateway) => AtServed,
): Standing {
  const gateway: Meant = { kind: 'Gateway', namespace, name }
  const found: Lookup<Gateway> = context.view.get('Gateway', namespace, name)
  if (found.state === 'unknown') return { standing: 'unknown' }
  if (found.state === 'absent') {
    const obstacle: Obstacle = ref.kind === 'Gateway' ? absence(ref, ownNamespace, context) : { at: 'existence', ...gateway }
    return { standing: 'unclaimed', gateway, obstacle }
  }
  const className = text(found.object.spec?.gatewayClassName) ?? ''
  const served = resolveClass(className, context.view, context.implementations)
  if (!served) {
    const { state } = context.view.get('GatewayClass', undefined, className)
    if (state !== 'absent') return { standing: state === 'unknown' ? 'unknown' : 'foreign', gateway }
    return { standing: 'unclaimed', gateway, obstacle: { at: 'class', className, state } }
  }
  const { implementation } = served
  const refused = isRefused(served, context)
  return {
    standing: 'judged',
    implementation,
    gateway,
    ...(refused ? { obstacle: { at: 'class', className, state: 'refused' } as const } : judge({ ...served, gateway: found.object })),
  }
}

interface ServedGateway extends ResolvedClass {
  readonly gateway: Gateway
}

function isRefused(served: ResolvedClass, context: Context): boolean {
  const { status } = served.implementation
  return status !== undefined && isClassIgnored({ ...served, choices: status }, context)
}

/** A parent that is not there; `meant` is one of that name that is, of the other kind, or in the own namespace. */
function absence({ kind, namespace, name }: ParentRef, ownNamespace: string | undefined, { view }: Context): Obstacle {
  const other = kind === 'Gateway' ? 'ListenerSet' : 'Gateway'
  const candidates: readonly [kind: 'Gateway' | 'ListenerSet', namespace: string | undefined][] = [
    [kind === 'Gateway' ? kind : 'ListenerSet', ownNamespace],
    [other, namespace],
  ]
  const meant = candidates.find(([as, at]) => at !== undefined && view.get(as, at, name).state === 'found')
  return { at: 'existence', kind, namespace, name, ...(meant && { meant: { kind: meant[0], namespace: meant[1] as string, name } }) }
}

/** Whether the controller has this kind of route, and its settings do not switch it off. */
function isRead({ kind }: Route, { routeKinds, status }: Implementation): boolean {
  return routeKinds.includes(kind) && status?.routes.read?.includes(kind) !== false
}

function notRead({ kind }: Route, { limits }: Implementation): AtServed {
  const gate = limits?.gatedKinds
  return { obstacle: { at: 'route kind not read', ...(gate?.kinds.includes(kind) && { gate }) } }
}

function atGateway(route: Route, ref: ParentRef, served: ServedGateway, context: Context): AtServed {
  const { implementation, gateway } = served
  if (!isRead(route, implementation)) return notRead(route, implementation)
  const outcome = outcomeOf(gateway, context)
  if (outcome?.refused) return { obstacle: { at: 'gateway', reason: outcome.refused } }
  return atListeners(route, ref, gateway, served, outcome, context)
}

function atListenerSet(route: Route, ref: ParentRef, set: ListenerSet, served: ServedGateway, context: Context): AtServed {
  if (!isRead(route, served.implementation)) return notRead(route, served.implementation)
  const obstacle = setObstacle(set, served, context)
  return obstacle ? { obstacle } : atListeners(route, ref, set, served, outcomeOf(served.gateway, context), context)
}

/** What keeps a ListenerSet out of its Gateway. */
function setObstacle(set: ListenerSet, { implementation, gateway }: ServedGateway, context: Context): Obstacle | undefined {
  if (!implementation.listenerSets) return { at: 'listener set', because: 'not read' }
  const outcome = outcomeOf(gateway, context)
  if (!outcome) return undefined
  if (outcome.refused) return { at: 'gateway', reason: outcome.refused }
  // Where the view cannot list ListenerSets, none is held against.
  const mine = outcome.sets.find((one) => keyOf(one.set) === keyOf(set))
  if (!mine || mine.isAllowed) return undefined
  const { allowedListeners: allowed } = gateway.spec
  const namespaces: unknown = isRecord(allowed) ? allowed.namespaces : undefined
  const { from, selector } = isRecord(namespaces) ? namespaces : {}
  return { at: 'listener set', because: 'NotAllowed', from: text(from) ?? 'None', selector }
}

function outcomeOf({ metadata: { namespace = '', name } }: Gateway, context: Context): GatewayOutcome | undefined {
  return gatewayOutcome({ namespace, name }, context)
}

function atListeners(
  route: Route,
  ref: ParentRef,
  owner: Gateway | ListenerSet,
  { implementation, gateway }: ServedGateway,
  outcome: GatewayOutcome | undefined,
  context: Context,
): AtServed {
  // Who writes the listeners itself, or has its own kind of them, is not bound by these.
  if (!implementation.listeners.judged) return {}
  const settled = settleListeners(route, ref, listenersOfParent(owner, outcome), context)
  if (!('obstacle' in settled) || settled.obstacle.at !== 'section') return settled
  const meant = mergedWith(owner, gateway, outcome).find(({ spec }) => records(spec?.listeners).some(({ name }) => name === ref.sectionName))
  return meant
    ? { obstacle: { ...settled.obstacle, meant: { kind: meant.kind, namespace: meant.metadata.namespace ?? '', name: meant.metadata.name } } }
    : settled
}

/** A section is looked up in the named parent only; people expect it in what is merged with it. */
function mergedWith(owner: Gateway | ListenerSet, gateway: Gateway, outcome: GatewayOutcome | undefined): (Gateway | ListenerSet)[] {
  if (owner.kind === 'ListenerSet') return [gateway]
  return (outcome?.sets ?? []).filter(({ isAllowed }) => isAllowed).map(({ set }) => set)
}

/** A route can lose all of its hostnames to more specific listeners on the port, where the controller isolates listeners. */
function withIsolation(standing: Standing, conditions: ParentFact['conditions']): Standing {
  if (standing.obstacle || !standing.taking || !standing.implementation?.status?.routes.isolation) return standing
  const isLost = conditions.some(({ type, reason }) => type === 'Accepted' && reason === 'NoMatchingListenerHostname')
  const { taking, ...rest } = standing
  return isLost ? { ...rest, obstacle: { at: 'hostname', listeners: taking, isolated: true } } : standing
}

function gatewayRefOf(set: ListenerSet): ParentRef | undefined {
  const raw: unknown = set.spec?.parentRef
  return isRecord(raw) ? parentRefOf(raw as unknown as RawParentRef, set.metadata.namespace ?? '') : undefined
}

/**
 * Whether no parent of a route works: each that a known controller judges is in the way, and the others are not there, or of a controller that
 * nobody here knows. What cannot be looked at may work, and so may a mesh that has its Service.
 */
export function isRefusedEverywhere(facts: readonly ParentFact[]): boolean {
  return facts.every(({ standing, parentRef, obstacle, conditions }) => {
    if (standing === 'foreign') return parentRef.group === GATEWAY_GROUP || obstacle !== undefined
    // Some meshes read a Service whose group was left out.
    const maybeRead = obstacle?.at === 'parent kind' && parentRef.kind === 'Service' && !obstacle.ignoredBy
    if (standing !== 'judged') return standing === 'unclaimed' && !maybeRead
    return obstacle !== undefined && !conditions.some(({ type, status }) => type === 'Accepted' && status === 'True')
  })
}

/** Positions of a route's hostnames that meet no listener of the parents that take it; none where some parent is not judged. */
export function unmatchedHostnames(route: Route, facts: readonly ParentFact[]): number[] {
  const attached = facts.filter(({ standing, obstacle }) => !obstacle && standing !== 'unclaimed')
  if (attached.length === 0 || attached.some(({ taking }) => !taking)) return []
  const listeners: readonly ParentListener[] = attached.flatMap(({ taking = [] }) => taking)
  return hostnamesOf(route)
    .filter(([, hostname]) => !listeners.some((listener) => intersection(listener.hostname, hostname) !== undefined))
    .map(([index]) => index)
}
