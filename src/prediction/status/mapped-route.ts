import { intersection } from '../../gateway/hostname.ts'
import { GATEWAY_GROUP, type RouteKind } from '../../gateway/kinds.ts'
import type { MappedRouteChoices } from '../../gateway/mapped-choices.ts'
import type { Route } from '../../gateway/objects.ts'
import { type ParentRef, parentRefOf, type RawParentRef } from '../../gateway/parents.ts'
import { records } from '../../gateway/shape.ts'
import { backendReason } from './backends.ts'
import { Conditions } from './conditions.ts'
import type { Context } from './context.ts'
import type { GatewayOutcome } from './gateway-outcome.ts'
import type { ListenerFacts, ListenerOutcome } from './listener-outcome.ts'
import { takesNamespace } from './namespaces.ts'
import { tellHostnames, tellNarrowing } from './narrowing.ts'
import type { ParentOutcome, UnwrittenParent } from './parent-outcome.ts'
import { rulesOutcome } from './rules.ts'
import { parentPart, tellerOf } from './tell.ts'
import { translationOf } from './translation.ts'

/** The protocols, each with the TLS modes, on which a kind of route can be carried, whatever kinds a listener names. */
const CARRIED_BY: Readonly<Record<RouteKind, (listener: ListenerFacts) => boolean>> = {
  HTTPRoute: ({ protocol, tls }) => (protocol === 'HTTP' || protocol === 'HTTPS') && tls !== 'Passthrough',
  GRPCRoute: ({ protocol }) => protocol === 'HTTP' || protocol === 'HTTPS',
  TCPRoute: ({ protocol, tls }) => protocol === 'TCP' && tls !== 'Passthrough',
  UDPRoute: ({ protocol, tls }) => protocol === 'UDP' && tls === 'none',
  TLSRoute: ({ protocol, tls }) => protocol === 'TLS' && tls !== 'Terminate',
}

export interface Walk {
  /** The listeners that the route fits, programmed or not. */
  readonly fitting: readonly ListenerOutcome[]
  readonly conditions: Conditions
}

/**
 * Walks a route through the listeners of one parent. A listener is left at the first check that fails; whether the route is accepted, and why
 * not, rests on how far any listener came. Source: getSupportedGatewayForRoute in internal/controllers/gateway/route_utils.go of Kong's controller.
 */
export function walkListeners(route: Route, ref: ParentRef, { listeners }: GatewayOutcome, context: Context): Walk {
  const takes = (one: ListenerOutcome) => takesNamespace(one, route.metadata.namespace ?? '', context)
  const tell = tellerOf(route, parentPart(ref), context)
  const programmed = listeners.filter(({ isReady }) => isReady)
  tellNarrowing(tell, 'programmed', listeners, programmed, undefined)
  const ofKind = programmed.filter(({ facts }) => facts.supportedKinds.includes(route.kind))
  tellNarrowing(tell, 'route kind', programmed, ofKind, route.kind)
  const ready = ofKind.filter(takes)
  tellNarrowing(tell, 'namespace', ofKind, ready, route.metadata.namespace)
  const named = ready.filter((one) => isOfSection(ref, one))
  tellNarrowing(tell, 'section', ready, named, ref.sectionName)
  const onPort = named.filter((one) => isOnPort(ref, one))
  tellNarrowing(tell, 'port', named, onPort, ref.port)
  const carrying = onPort.filter((one) => CARRIED_BY[route.kind](one.facts))
  tellNarrowing(tell, 'carrier', onPort, carrying, route.kind)
  for (const one of tell ? carrying : []) {
    const meets = meetsHostnames(route, one) ? ['any'] : []
    if (tell) tellHostnames(tell, one, hostnamesOf(route), meets, meets)
  }
  const conditions = new Conditions(tell)
  const accept = (reason?: string) => conditions.set('Accepted', reason ? 'False' : 'True', reason ?? 'Accepted')
  if (carrying.some((listener) => meetsHostnames(route, listener))) accept()
  else if (carrying.length > 0) accept('NoMatchingListenerHostname')
  else if (ref.sectionName !== undefined && named.length === 0) accept('NoMatchingParent')
  else if (ready.length === 0) accept('NotAllowedByListeners')
  else accept('NoMatchingParent')
  return { fitting: fittingListeners(route, ref, listeners, takes), conditions }
}

function meetsHostnames(route: Route, { facts }: ListenerOutcome): boolean {
  const hostnames = hostnamesOf(route)
  return hostnames.length === 0 || facts.hostname === '' || hostnames.some((one) => intersection(facts.hostname, one))
}

function hostnamesOf({ kind, spec }: Route): string[] {
  const own = (spec as { hostnames?: unknown } | undefined)?.hostnames
  return Array.isArray(own) && kind !== 'TCPRoute' && kind !== 'UDPRoute' ? own.filter((one) => typeof one === 'string') : []
}

/** The listeners of a Gateway that count a route which has an entry for it (getAttachedRoutesForListener in gateway_utils.go). */
export function countingListeners(
  route: Route,
  parents: readonly ParentOutcome[],
  outcome: GatewayOutcome,
  context: Context,
): ReadonlySet<ListenerOutcome> {
  const hasEntry = parents.some(({ gateway, unwritten }) => gateway === outcome && !unwritten)
  if (!hasEntry || !outcome.served.choices.routes.mapped?.counted.includes(route.kind)) return new Set()
  const own = route.metadata.namespace ?? ''
  const { namespace: place } = outcome.gateway.metadata
  return new Set(
    records(route.spec?.parentRefs).flatMap((raw) => {
      const ref = parentRefOf(raw as unknown as RawParentRef, own)
      // "Same" is held against the namespace that the parentRef writes.
      const isSame = raw.namespace === undefined ? place === own : ref.namespace === own
      return fittingListeners(route, ref, outcome.listeners, (one) => (one.facts.from === 'Same' ? isSame : takesNamespace(one, own, context)))
    }),
  )
}

/** The listeners that a parentRef and a route fit, programmed or not. */
function fittingListeners(
  route: Route,
  ref: ParentRef,
  listeners: readonly ListenerOutcome[],
  isAllowed: (listener: ListenerOutcome) => boolean,
): readonly ListenerOutcome[] {
  return listeners.filter(
    (one) =>
      one.facts.supportedKinds.includes(route.kind) &&
      isAllowed(one) &&
      isOfSection(ref, one) &&
      isOnPort(ref, one) &&
      CARRIED_BY[route.kind](one.facts) &&
      meetsHostnames(route, one),
  )
}

function isOfSection({ sectionName }: ParentRef, { facts }: ListenerOutcome): boolean {
  return !sectionName || sectionName === facts.name
}

function isOnPort({ port }: ParentRef, { facts }: ListenerOutcome): boolean {
  return port === undefined || port === facts.port
}

/** Parents with one key share one entry: the last is left. */
export function mappedEntryKey(kind: RouteKind, { ref, gateway }: ParentOutcome): string {
  const section = gateway.served.choices.routes.mapped?.entryForSection.includes(kind) ? (ref.sectionName ?? '') : ''
  return `${ref.namespace}/${ref.name}/${section}`
}

/** What a controller writes on all of its parents at once, or why it writes nothing; parents of other controllers stay as they are. */
export function concludeMapped(route: Route, parents: readonly ParentOutcome[], context: Context): readonly ParentOutcome[] {
  const controllers = new Set(
    parents.filter(({ gateway }) => gateway.served.choices.routes.mapped).map(({ gateway }) => gateway.served.controllerName),
  )
  return [...controllers].reduce((all, controller) => {
    const isOwn = ({ gateway }: ParentOutcome) => gateway.served.controllerName === controller
    const own = all.filter(isOwn)
    const unwritten = unwrittenBecause(route, own)
    if (unwritten) return all.map((parent) => (isOwn(parent) ? { ...parent, unwritten, attachments: [], conditions: new Conditions() } : parent))
    conclude(route, own, context)
    return all
  }, parents)
}

function unwrittenBecause(route: Route, own: readonly ParentOutcome[]): UnwrittenParent | undefined {
  const written = own[0]?.gateway.served.choices.routes.mapped?.written
  if (!written) return 'not known'
  if (!written.includes(route.kind)) return 'kind not read'
  const refs = records(route.spec?.parentRefs).map((raw) => parentRefOf(raw as unknown as RawParentRef, route.metadata.namespace ?? ''))
  if (refs.some(({ group, kind }) => group !== GATEWAY_GROUP || kind !== 'Gateway')) return 'parent of another kind'
  if (own.some(({ gateway }) => hasUnusableSelector(route.kind, gateway))) return 'unusable selector'
  return own.some(({ gateway }) => gateway.unwritten) ? 'Gateway without status' : undefined
}

/** Whether the selector of a listener that a route comes to cannot be read; one that is not there chooses nothing. */
export function hasUnusableSelector(kind: RouteKind, { listeners }: GatewayOutcome): boolean {
  return listeners.some(
    ({ facts: { from, selector, isSelectorUsable, supportedKinds } }) =>
      from === 'Selector' && selector !== undefined && selector !== null && !isSelectorUsable && supportedKinds.includes(kind),
  )
}

function conclude(route: Route, own: readonly ParentOutcome[], context: Context): void {
  const [first] = own
  if (!first) return
  const { served } = first.gateway
  const choices = served.choices.routes.mapped as MappedRouteChoices
  if (choices.resolvedRefs.includes(route.kind)) {
    const { backends } = rulesOutcome(route, served, context)
    const reason = backends
      .filter(({ reference }) => reference.role === 'backend')
      .map((fact) => backendReason(fact, served.choices))
      .find(Boolean)
    for (const { conditions } of own) conditions.set('ResolvedRefs', reason ? 'False' : 'True', reason ?? 'ResolvedRefs')
  }
  const isConfigured = unsettledParents(route.kind, own).length === 0 && own.some(({ conditions }) => conditions.is('Accepted', 'True'))
  const translation = isConfigured ? translationOf(route, served, context) : 'skipped'
  if (choices.saidAccepted.includes(route.kind)) for (const { conditions } of own) conditions.set('Accepted', 'True', 'Accepted')
  if (!choices.programmed) return
  for (const { conditions } of own) {
    conditions.tell?.({ on: ['Programmed'], subject: '', check: 'translation', ok: translation === 'skipped' ? undefined : translation === 'done' })
    if (translation === 'skipped') conditions.set('Programmed', 'Unknown', 'Unknown')
    else if (translation === 'failed') conditions.set('Programmed', 'False', 'TranslationError')
    else conditions.set('Programmed', 'True', 'ConfiguredInGateway')
  }
}

/** A parent whose entry never comes to rest: it is removed again for its port, or written over by that of another parent. */
export interface Unsettled {
  readonly parent: ParentOutcome
  readonly because: 'port' | 'shared entry'
  /** The parent with which it shares an entry. */
  readonly with?: ParentOutcome
}

export function unsettledParents(kind: RouteKind, own: readonly ParentOutcome[]): Unsettled[] {
  const entries = new Map<string, ParentOutcome>()
  const content = ({ ref, conditions }: ParentOutcome) => `${ref.sectionName ?? ''} ${conditions.get('Accepted')?.reason}`
  return own.flatMap((parent): Unsettled[] => {
    if (parent.ref.port !== undefined && parent.gateway.served.choices.routes.mapped?.unsettledByPort.includes(kind))
      return [{ parent, because: 'port' }]
    const key = mappedEntryKey(kind, parent)
    const before = entries.get(key)
    entries.set(key, parent)
    return before === undefined || content(before) === content(parent) ? [] : [{ parent, because: 'shared entry', with: before }]
  })
}
