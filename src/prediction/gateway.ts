import { grantFor } from '../gateway/grants.ts'
import type { Implementation, ListenerChoices } from '../gateway/implementation.ts'
import { isLeaving } from '../gateway/lifecycle.ts'
import type { Gateway } from '../gateway/objects.ts'
import type { ClusterView } from '../gateway/ports.ts'
import { referencesOf } from '../gateway/references.ts'
import { isRecord, recordEntries, text } from '../gateway/shape.ts'
import { addressFacts } from './addresses.ts'
import { clashConditions, clashOf, type ListenerSlot, listenerClashes, slotOf } from './clashes.ts'
import { isManaged, type ResolvedClass, resolveClass } from './class.ts'
import { credentials } from './credentials.ts'
import { classRefusal, formerClass, unservedGateway } from './gateway-class.ts'
import { gatewayLimits } from './limits/owners.ts'
import { listenerFilterTroubles } from './listener-filters.ts'
import { listenerFacts } from './listeners.ts'
import { gatewayOddities } from './oddities/index.ts'
import type { ParametersFact, SharedPortClash } from './owner-facts.ts'
import { kindsNamed, parametersFact } from './parameters.ts'
import type { GatewayPrediction, UnservedPrediction } from './prediction.ts'
import type { Context } from './status/context.ts'
import { type WrittenOwner, writtenOf } from './written.ts'

/** What its controller would make of a Gateway, or that nobody known here serves it; undefined where even that is not known. `view` holds it as it is to be. */
export function predictGateway(gateway: Gateway, before: Gateway | undefined, context: Context): GatewayPrediction | UnservedPrediction | undefined {
  const { view, implementations } = context
  const served = resolveClass(text(gateway.spec?.gatewayClassName) ?? '', view, implementations)
  if (!served) return unservedGateway(gateway, before, context)
  const { implementation, gatewayClass } = served
  const slots = slotsOf(gateway)
  const clashes = listenerClashes(slots, implementation.listeners)
  const holder = classHolder(gateway, before, served, view)
  const refusal = classRefusal(served, context)
  const written = writtenOf(gateway, context)
  const parameters = gatewayParameters(gateway, implementation, written, context)
  return {
    kind: 'Gateway',
    object: gateway,
    implementation,
    listeners: slots.map((slot) => ({ name: slot.name, conditions: clashConditions(slot, clashes, implementation.listeners) })),
    clashes,
    sharedPortClashes: sharedPortClashes(gateway, before, slots, served, view),
    ...(holder && { classHolder: holder }),
    ...formerClass(gateway, before),
    ...(refusal && { classRefusal: refusal }),
    ...(parameters && { parameters }),
    addresses: addressFacts(gateway, implementation, gatewayClass, written),
    listenerFacts: listenerFacts(gateway, implementation, gatewayClass, clashes, written),
    credentials: credentials(gateway, implementation, written, context),
    limits: gatewayLimits(gateway, served, context),
    // Who does not read the listeners follows none of their references.
    references: implementation.listeners.judged
      ? referencesOf('Gateway', gateway).map((reference) => ({ reference, grant: grantFor(reference, view) }))
      : [],
    listenerFilters: implementation.listeners.judged ? listenerFilterTroubles(gateway, served, context) : [],
    oddities: gatewayOddities(gateway, implementation),
  }
}

function gatewayParameters(
  gateway: Gateway,
  { status, listeners }: Implementation,
  written: WrittenOwner,
  context: Context,
): ParametersFact | undefined {
  const infrastructure: unknown = gateway.spec?.infrastructure
  if (!listeners.judged || !isRecord(infrastructure)) return undefined
  const asked = {
    path: 'spec.infrastructure.parametersRef',
    ownNamespace: gateway.metadata.namespace ?? '',
    fitting: kindsNamed(status?.gatewayParameters),
    written: written.own('InvalidParameters'),
  }
  return parametersFact(infrastructure.parametersRef, asked, context)
}

function slotsOf(gateway: Gateway): ListenerSlot[] {
  return recordEntries(gateway.spec?.listeners)
    .map(slotOf)
    .filter((slot) => slot !== undefined)
}

/** The Gateway that came before this one to a class with room for one: the oldest, unless this one held its place already. */
function classHolder(gateway: Gateway, before: Gateway | undefined, served: ResolvedClass, view: ClusterView): Gateway | undefined {
  if (!served.implementation.gatewaysPerClass || isManaged(served.gatewayClass)) return undefined
  const className = gateway.spec.gatewayClassName
  const all = view.gatewaysOfClass(className)
  if (all.state === 'unknown') return undefined
  // What is being deleted holds nothing against what takes its place.
  const others = all.items.filter((other) => !isSame(other, gateway) && !isLeaving(other))
  const oldest = others.length === 0 ? undefined : others.reduce((a, b) => (cameFirst(b, a) ? b : a))
  if (!oldest) return undefined
  const stays = before !== undefined && before.spec?.gatewayClassName === className
  return stays && cameFirst(before, oldest) ? undefined : oldest
}

interface Offer {
  readonly other: Gateway
  readonly slot: ListenerSlot
}

/** What other Gateways offer on each socket: the oldest of each protocol, and of each protocol and hostname. */
type Offers = ReadonlyMap<string, { readonly byProtocol: Map<string, Offer>; readonly byHostname: Map<string, Offer> }>

/**
 * Listeners that meet those of other Gateways in a data plane that is shared: the gravest meeting of each listener, with the oldest that
 * it meets. The work is one look at each listener of those Gateways that is on a port in question.
 */
function sharedPortClashes(
  gateway: Gateway,
  before: Gateway | undefined,
  slots: readonly ListenerSlot[],
  served: ResolvedClass,
  view: ClusterView,
): SharedPortClash[] {
  const choices = served.implementation.listeners
  if (!served.implementation.sharedDataPlane || !choices.judged || isManaged(served.gatewayClass)) return []
  const sockets = new Set(slots.map(socketOf))
  const others = gatewaysOfController(served.controllerName, view).filter((other) => !isSame(other, gateway) && !isLeaving(other))
  const [older, younger] = before ? [others.filter((o) => cameFirst(o, before)), others.filter((o) => !cameFirst(o, before))] : [others, []]
  const held = offersOf(older, sockets)
  const later = offersOf(younger, sockets)
  const kept = new Set((before ? slotsOf(before) : []).map(offerKey))
  return slots.flatMap((slot) => {
    // Between two that are there, the younger one is told, unless this change brings the meeting.
    const clash = meeting(slot, held, choices) ?? (kept.has(offerKey(slot)) ? undefined : meeting(slot, later, choices))
    return clash ? [clash] : []
  })
}

function offersOf(gateways: readonly Gateway[], sockets: ReadonlySet<string>): Offers {
  const offers = new Map<string, { byProtocol: Map<string, Offer>; byHostname: Map<string, Offer> }>()
  const keepOldest = (map: Map<string, Offer>, key: string, offer: Offer) => {
    const kept = map.get(key)
    if (!kept || (kept.other !== offer.other && cameFirst(offer.other, kept.other))) map.set(key, offer)
  }
  for (const other of gateways) {
    for (const slot of slotsOf(other)) {
      const socket = socketOf(slot)
      if (!sockets.has(socket)) continue
      const onPort = offers.get(socket) ?? { byProtocol: new Map(), byHostname: new Map() }
      offers.set(socket, onPort)
      keepOldest(onPort.byProtocol, slot.protocol, { other, slot })
      keepOldest(onPort.byHostname, `${slot.protocol} ${slot.hostname}`, { other, slot })
    }
  }
  return offers
}

function meeting(mine: ListenerSlot, offers: Offers, choices: ListenerChoices): SharedPortClash | undefined {
  const onPort = offers.get(socketOf(mine))
  if (!onPort) return undefined
  const found = (offer: Offer, reason: SharedPortClash['reason']): SharedPortClash => ({
    listener: mine.position,
    other: offer.other,
    otherListener: offer.slot.name,
    otherProtocol: offer.slot.protocol,
    reason,
  })
  const others = [...onPort.byProtocol].flatMap(([protocol, offer]) =>
    protocol !== mine.protocol && clashOf(mine, { ...offer.slot, hostname: `not ${mine.hostname}` }, choices.clashes, choices.unsetIsEqual)
      ? [offer]
      : [],
  )
  const mixed = oldestOf(others)
  if (mixed) return found(mixed, 'ProtocolConflict')
  // The same protocol on the same port merges, where the hostnames are equal; so do two that share a port in one Gateway.
  const alike = [...onPort.byProtocol.keys()].flatMap((protocol) => {
    const offer = onPort.byHostname.get(`${protocol} ${mine.hostname}`)
    return offer && clashOf(mine, offer.slot, choices.clashes, choices.unsetIsEqual) ? [offer] : []
  })
  const merged = oldestOf(alike)
  return merged && found(merged, 'HostnameConflict')
}

function oldestOf(offers: readonly Offer[]): Offer | undefined {
  const before = (a: Offer, b: Offer) => (a.other === b.other ? a.slot.position < b.slot.position : cameFirst(a.other, b.other))
  return offers.length === 0 ? undefined : offers.reduce((a, b) => (before(b, a) ? b : a))
}

/** TCP and UDP have ports of their own. */
function socketOf({ port, protocol }: ListenerSlot): string {
  return `${port} ${protocol === 'UDP' ? 'UDP' : 'TCP'}`
}

function offerKey({ port, protocol, hostname }: ListenerSlot): string {
  return `${port} ${protocol} ${hostname}`
}

function gatewaysOfController(controllerName: string, view: ClusterView): Gateway[] {
  const classes = view.classesOfController(controllerName)
  if (classes.state === 'unknown') return []
  return classes.items.flatMap((gatewayClass) => {
    const gateways = view.gatewaysOfClass(gatewayClass.metadata.name)
    return gateways.state === 'known' ? gateways.items : []
  })
}

function isSame(a: Gateway, b: Gateway): boolean {
  return a.metadata.name === b.metadata.name && a.metadata.namespace === b.metadata.namespace
}

/** Older first, then by namespace and name (gateway-api, guideline on conflicts). Without a timestamp an object counts as the newest. */
function cameFirst(a: Gateway, b: Gateway): boolean {
  const when = (g: Gateway) => {
    // Generated manifests say `creationTimestamp: null`.
    const time = Date.parse(text(g.metadata.creationTimestamp) ?? '')
    return Number.isNaN(time) ? Number.POSITIVE_INFINITY : time
  }
  const [first, second] = [when(a), when(b)]
  if (first !== second) return first < second
  const name = (g: Gateway) => `${g.metadata.namespace}/${g.metadata.name}`
  return name(a) < name(b)
}
