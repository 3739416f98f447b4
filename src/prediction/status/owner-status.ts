import type { Gateway, GatewayClass, ListenerSet } from '../../gateway/objects.ts'
import { records, text } from '../../gateway/shape.ts'
import type { StatusChoices } from '../../gateway/status-choices.ts'
import type { Tell } from '../../gateway/status-steps.ts'
import type { Condition } from '../condition.ts'
import { type Context, keyOf, servedClass, titleOf } from './context.ts'
import { type GatewayOutcome, gatewayOutcome } from './gateway-outcome.ts'
import { gatewayOwnFaults } from './gateway-own-checks.ts'
import type { ListenerOutcome } from './listener-outcome.ts'
import { isMapped } from './mapped-gateway.ts'
import { isClassRefused } from './parameters.ts'
import { gatewayOfListenerSet } from './route-outcome.ts'
import { tellerOf, told } from './tell.ts'
import { trafficOf } from './traffic.ts'
import type { ListenerStatus, ObjectStatus } from './written.ts'

const ACCEPTED: Condition = { type: 'Accepted', status: 'True', reason: 'Accepted' }

/** What a ListenerSet says of itself as a whole. */
const BOTH = ['Accepted', 'Programmed']

export function classStatus(gatewayClass: GatewayClass, context: Context): ObjectStatus | undefined {
  const served = servedClass(gatewayClass.metadata.name, context)
  if (!served || text(gatewayClass.spec?.controllerName) !== served.controllerName) return undefined
  const { mapped, gatewaysImplemented } = served.choices
  if (gatewaysImplemented === false || (mapped && !mapped.otherClassesAccepted && !isMapped(gatewayClass, mapped))) return undefined
  const tell = tellerOf(gatewayClass, '', context)
  const accepted = !mapped && isClassRefused(served, context, tell) ? refusal('InvalidParameters') : ACCEPTED
  return { kind: 'GatewayClass', name: gatewayClass.metadata.name, conditions: told([accepted], tell) }
}

export function gatewayStatus(gateway: Gateway, context: Context): ObjectStatus | undefined {
  const { namespace = '', name } = gateway.metadata
  const tell = tellerOf(gateway, '', context)
  const outcome = gatewayOutcome({ namespace, name }, context)
  if (!outcome || outcome.unwritten || gatewayOwnFaults(outcome, context).length > 0) return undefined
  const conditions = conditionsOf(outcome, tell)
  const listeners = outcome.refused ? [] : listenerStatuses(ownListeners(outcome), outcome, context)
  return { kind: 'Gateway', namespace, name, conditions, listeners }
}

/** The conditions of a Gateway itself; its routes do not count for them. */
export function conditionsOf(outcome: GatewayOutcome, tell?: Tell): readonly Condition[] {
  const { served, refused, fault } = outcome
  if (refused) {
    const said = served.choices.setsOfRefusedGateway === 'as the Gateway' ? refusals(refused) : [refusal(refused)]
    return told([...said, ...outcome.conditions], tell)
  }
  const accepted = fault ? refusal(fault.reason) : gatewayAcceptance(ownListeners(outcome), served.choices, tell)
  return told([accepted, ...programming(outcome, tell), ...outcome.conditions], tell)
}

function ownListeners({ listeners }: GatewayOutcome): readonly ListenerOutcome[] {
  return listeners.filter(({ owner }) => owner.kind === 'Gateway')
}

export function listenerSetStatus(set: ListenerSet, context: Context): ObjectStatus | undefined {
  const conditions = listenerSetConditions(set, context)
  const outcome = gatewayOfListenerSet(set, context)
  if (!conditions || !outcome) return undefined
  // Refused, or not let in: none of its listeners are in the outcome.
  const own = outcome.listeners.filter(({ owner }) => keyOf(owner) === keyOf(set))
  const { namespace = '', name } = set.metadata
  return { kind: 'ListenerSet', namespace, name, conditions, listeners: own.length > 0 ? listenerStatuses(own, outcome, context) : [] }
}

/** The conditions of a ListenerSet itself; the routes of its Gateway do not count for them. */
export function listenerSetConditions(set: ListenerSet, context: Context): readonly Condition[] | undefined {
  const outcome = gatewayOfListenerSet(set, context)
  const mine = outcome?.sets.find((one) => keyOf(one.set) === keyOf(set))
  if (!outcome || !mine) return undefined
  const tell = tellerOf(set, '', context)
  if (outcome.refused) {
    const { setsOfRefusedGateway } = outcome.served.choices
    if (setsOfRefusedGateway === 'as the Gateway' && !mine.isAllowed) return told(refusals('NotAllowed'), tell)
    const isRefused = setsOfRefusedGateway !== 'Accepted'
    tell?.({ on: isRefused ? BOTH : [], subject: titleOf(outcome.gateway), check: 'served', asked: 'Gateway', found: outcome.refused, ok: false })
    const reason = setsOfRefusedGateway === 'as the Gateway' ? outcome.refused : 'ParentNotAccepted'
    return told(isRefused ? refusals(reason) : [acceptance([]), programmed([])], tell)
  }
  if (!mine.isAllowed) return told(refusals('NotAllowed'), tell)
  const own = outcome.listeners.filter(({ owner }) => keyOf(owner) === keyOf(set))
  return told(outcome.served.choices.listeners.each ? setConditions(own, outcome, tell) : [acceptance(own, tell), programmed(own, tell)], tell)
}

function refusal(reason: string): Condition {
  return { type: 'Accepted', status: 'False', reason }
}

function refusals(reason: string): Condition[] {
  return [refusal(reason), { type: 'Programmed', status: 'False', reason }]
}

/** Whether a Gateway is Programmed, as far as that does not depend on what runs: mostly a running data plane decides. */
function programming({ gateway, served, listeners }: GatewayOutcome, tell?: Tell): Condition[] {
  if (served.choices.programmedWithListeners) {
    const programmedOnes = listeners.filter(({ conditions }) => conditions.is('Programmed', 'True')).length
    const isProgrammed = programmedOnes === listeners.length
    const found = `${programmedOnes} of ${listeners.length}`
    tell?.({ on: ['Programmed'], subject: '', check: 'listeners', asked: 'programmed', found, ok: isProgrammed })
    return [{ type: 'Programmed', ...(isProgrammed ? { status: 'True', reason: 'Programmed' } : { status: 'False', reason: 'Invalid' }) }]
  }
  const choices = served.choices.notProgrammed
  if (!choices) return []
  const addresses = records(gateway.spec?.addresses)
  const isIdle = choices.withoutListeners && !listeners.some(({ isReady }) => isReady)
  const isUnusable = addresses.some((address) => choices.unusableAddresses.includes(text(address.type) ?? 'IPAddress'))
  if (!isIdle && !isUnusable) return []
  if (isIdle) tell?.({ on: ['Programmed'], subject: '', check: 'served', asked: 'listeners', found: `0 of ${listeners.length}`, ok: false })
  if (isUnusable) tell?.({ on: ['Programmed'], subject: 'spec.addresses', check: 'address', asked: choices.unusableAddresses.join(', '), ok: false })
  return [{ type: 'Programmed', status: 'False', reason: addresses.length > 0 ? 'AddressNotUsable' : 'AddressNotAssigned' }]
}

/** Accepted where one listener is, or there is none to refuse. */
function acceptance(
  listeners: readonly ListenerOutcome[],
  tell?: Tell,
  isAccepted = ({ conditions }: ListenerOutcome) => conditions.is('Accepted', 'True'),
): Condition {
  const accepted = listeners.filter(isAccepted).length
  const found = `${accepted} of ${listeners.length}`
  tell?.({ on: ['Accepted'], subject: '', check: 'listeners', asked: 'accepted', found, ok: accepted === listeners.length })
  if (accepted === listeners.length) return ACCEPTED
  return { type: 'Accepted', status: accepted > 0 ? 'True' : 'False', reason: 'ListenersNotValid' }
}

/** What a Gateway says of its own listeners. */
function gatewayAcceptance(listeners: readonly ListenerOutcome[], { gatewayAccepted, mapped }: StatusChoices, tell?: Tell): Condition {
  if (gatewayAccepted === 'always' || mapped) return ACCEPTED
  return acceptance(listeners, tell, gatewayAccepted === 'one sound' ? ({ isSound }) => isSound : undefined)
}

/** What a ListenerSet says whose listeners have all of their conditions; only a running data plane can tell that it is programmed. */
function setConditions(listeners: readonly ListenerOutcome[], { fault, gateway }: GatewayOutcome, tell?: Tell): Condition[] {
  const sound = listeners.filter(({ isSound }) => isSound).length
  const isSound = listeners.length === 0 || sound > 0
  tell?.({ on: BOTH, subject: '', check: 'listeners', asked: 'accepted', found: `${sound} of ${listeners.length}`, ok: isSound })
  const unsound = isSound ? [] : refusals('ListenersNotValid')
  if (!fault?.reachesSets) return isSound ? [ACCEPTED] : unsound
  tell?.({ on: ['Accepted'], subject: titleOf(gateway), check: 'served', asked: 'Gateway', found: fault.reason, ok: false })
  return [refusal(fault.reason), ...unsound.slice(1)]
}

function programmed(listeners: readonly ListenerOutcome[], tell?: Tell): Condition {
  const found = `${listeners.filter(({ isReady }) => isReady).length} of ${listeners.length}`
  const isSome = listeners.length === 0 || listeners.some(({ isReady }) => isReady)
  tell?.({ on: ['Programmed'], subject: '', check: 'listeners', asked: 'served', found, ok: isSome })
  if (isSome) return { type: 'Programmed', status: 'True', reason: 'Programmed' }
  return { type: 'Programmed', status: 'False', reason: 'ListenersNotValid' }
}

function listenerStatuses(listeners: readonly ListenerOutcome[], outcome: GatewayOutcome, context: Context): ListenerStatus[] {
  const { attached } = trafficOf(outcome, context)
  return listeners.map((listener) => ({
    name: listener.facts.name,
    attachedRoutes: attached.get(listener) ?? 0,
    supportedKinds: listener.facts.supportedKinds,
    conditions: listener.conditions.list(),
  }))
}
