import { grantFor } from '../gateway/grants.ts'
import type { Implementations, ListenerChoices } from '../gateway/implementation.ts'
import type { Gateway } from '../gateway/objects.ts'
import type { ClusterView } from '../gateway/ports.ts'
import { referencesOf } from '../gateway/references.ts'
import { recordEntries, text } from '../gateway/shape.ts'
import { clashConditions, clashOf, type ListenerSlot, listenerClashes, slotOf } from './clashes.ts'
import { type ResolvedClass, resolveClass } from './class.ts'
import type { GatewayPrediction, SharedPortClash } from './prediction.ts'

/** What its controller would make of a Gateway; undefined where the controller is not known. `view` holds the Gateway as it is to be. */
export function predictGateway(
  gateway: Gateway,
  before: Gateway | undefined,
  view: ClusterView,
  implementations: Implementations,
): GatewayPrediction | undefined {
  const served = resolveClass(text(gateway.spec?.gatewayClassName) ?? '', view, implementations)
  if (!served) return undefined
  const { implementation } = served
  const slots = slotsOf(gateway)
  const clashes = listenerClashes(slots, implementation.listeners)
  const holder = classHolder(gateway, before, served, view)
  return {
    kind: 'Gateway',
    object: gateway,
    implementation,
    listeners: slots.map((slot) => ({ name: slot.name, conditions: clashConditions(slot, clashes, implementation.listeners) })),
    clashes,
    sharedPortClashes: sharedPortClashes(gateway, before, slots, served, view),
    ...(holder && { classHolder: holder }),
    // Who does not read the listeners follows none of their references.
    references: implementation.listeners.judged
      ? referencesOf('Gateway', gateway).map((reference) => ({ reference, grant: grantFor(reference, view) }))
      : [],
  }
}

function slotsOf(gateway: Gateway): ListenerSlot[] {
  return recordEntries(gateway.spec?.listeners)
    .map(slotOf)
    .filter((slot) => slot !== undefined)
}

/** The Gateway that came before this one to a class with room for one: the oldest, unless this one held its place already. */
function classHolder(gateway: Gateway, before: Gateway | undefined, served: ResolvedClass, view: ClusterView): Gateway | undefined {
  if (!served.implementation.gatewaysPerClass) return undefined
  const className = gateway.spec.gatewayClassName
  const all = view.gatewaysOfClass(className)
  if (all.state === 'unknown') return undefined
  const others = all.items.filter((other) => !isSame(other, gateway))
  const oldest = others.length === 0 ? undefined : others.reduce((a, b) => (cameFirst(b, a) ? b : a))
  if (!oldest) return undefined
  const stays = before !== undefined && before.spec?.gatewayClassName === className
  return stays && cameFirst(before, oldest) ? undefined : oldest
}

/** Listeners that meet those of other Gateways in a data plane that is shared: the gravest meeting of each listener. */
function sharedPortClashes(
  gateway: Gateway,
  before: Gateway | undefined,
  slots: readonly ListenerSlot[],
  served: ResolvedClass,
  view: ClusterView,
): SharedPortClash[] {
  const { sharedDataPlane, listeners } = served.implementation
  if (!sharedDataPlane || !listeners.judged) return []
  const others = gatewaysOfController(served.controllerName, view)
    .filter((other) => !isSame(other, gateway))
    .sort((a, b) => (cameFirst(a, b) ? -1 : 1))
  const met = meetings(slots, others, listeners)
  if (met.length === 0 || before === undefined) return gravest(met)
  // Between two that are there, the younger one is told, unless this change brings the clash.
  const known = new Set(meetings(slotsOf(before), others, listeners).map(meetingKey))
  return gravest(met.filter((clash) => cameFirst(clash.other, before) || !known.has(meetingKey(clash))))
}

function meetings(slots: readonly ListenerSlot[], others: readonly Gateway[], choices: ListenerChoices): SharedPortClash[] {
  const ports = new Set(slots.map((slot) => slot.port))
  const theirs = others.flatMap((other) =>
    slotsOf(other)
      .filter((slot) => ports.has(slot.port))
      .map((slot) => ({ other, slot })),
  )
  return slots.flatMap((mine) =>
    theirs.flatMap(({ other, slot }): SharedPortClash[] => {
      const reason = mine.port === slot.port ? clashOf(mine, slot, choices.clashes, choices.unsetIsEqual) : undefined
      if (!reason) return []
      // Two TCP listeners on one port are one and the same offer here, as equal hostnames are: they merge.
      const merges = reason === 'HostnameConflict' || mine.protocol === slot.protocol
      return [
        {
          listener: mine.position,
          other,
          otherListener: slot.name,
          otherProtocol: slot.protocol,
          reason: merges ? 'HostnameConflict' : 'ProtocolConflict',
        },
      ]
    }),
  )
}

function gravest(clashes: readonly SharedPortClash[]): SharedPortClash[] {
  const byListener = new Map<number, SharedPortClash>()
  for (const clash of clashes) {
    const held = byListener.get(clash.listener)
    if (!held || (held.reason === 'HostnameConflict' && clash.reason === 'ProtocolConflict')) byListener.set(clash.listener, clash)
  }
  return [...byListener.values()]
}

function meetingKey({ other, otherListener, reason }: SharedPortClash): string {
  return `${other.metadata.namespace}/${other.metadata.name}/${otherListener}/${reason}`
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
