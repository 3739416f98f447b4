import type { ListenerChoices } from '../../gateway/implementation.ts'
import type { ListenerStatusChoices } from '../../gateway/listener-choices.ts'
import { clashOf } from '../clashes.ts'
import type { ListenerOutcome } from './listener-outcome.ts'
import { tellClash } from './owner-steps.ts'

type Reason = 'ProtocolConflict' | 'HostnameConflict'

export type { Reason as ConflictReason }

type Clashes = (a: ListenerOutcome, b: ListenerOutcome) => boolean

/**
 * Sets the conditions of listeners that clash with others on their port: those of the Gateway itself first, then those of its ListenerSets
 * in the order of precedence. Inside the Gateway nobody wins; over a ListenerSet it does; between ListenerSets the earlier one does.
 * Source: GEP-1713 and gateway-api.md 2.3, 2.4. The work grows with the pairs on one port only.
 */
export function settleConflicts(listeners: readonly ListenerOutcome[], table: ListenerChoices, choices: ListenerStatusChoices): void {
  const ports = new Map<number, ListenerOutcome[]>()
  for (const listener of listeners) {
    if (!choices.mapped) {
      if (!listener.facts.isProtocolSupported && !choices.unsupportedInConflicts) continue
      if (!choices.faultyInConflicts && !listener.isSound) continue
    }
    const onPort = ports.get(listener.facts.port)
    if (onPort) onPort.push(listener)
    else ports.set(listener.facts.port, [listener])
  }
  for (const onPort of ports.values()) {
    if (onPort.length < 2) continue
    if (table.losers === 'later') settleByOrder(onPort, table)
    else settlePort(onPort, table, choices)
  }
}

/** Each listener against those before it that have won, whosever they are; who lost stands in nobody's way. */
function settleByOrder(onPort: readonly ListenerOutcome[], table: ListenerChoices): void {
  const winners: ListenerOutcome[] = []
  for (const listener of onPort) {
    const clash = (winner: ListenerOutcome) => clashOf(winner.facts, listener.facts, table.clashes, table.unsetIsEqual)
    const winner = winners.find((one) => clash(one) !== undefined)
    const reason = winner && clash(winner)
    if (!reason) winners.push(listener)
    else {
      tellClash(winner, listener, reason)
      loseToEarlier(listener, reason)
    }
  }
}

/** What a listener says that lost to an earlier one: nothing is served on it, and of the rest only its route kinds are looked at. */
export function loseToEarlier(listener: ListenerOutcome, reason: Reason): void {
  const { conditions } = listener
  conditions.set('Accepted', 'False', reason)
  conditions.set('Conflicted', 'True', reason)
  conditions.set('Programmed', 'False', reason)
  if (conditions.get('ResolvedRefs')?.reason !== 'InvalidRouteKinds') conditions.drop('ResolvedRefs')
  listener.isSound = false
  listener.isReady = false
  listener.isParent = false
}

function settlePort(onPort: readonly ListenerOutcome[], table: ListenerChoices, choices: ListenerStatusChoices): void {
  const clashing = (wanted: Reason): Clashes => {
    return (a, b) => {
      if (choices.secondL4 !== 'any clash' && isSameL4(a, b)) return false
      const isClash = clashOf(a.facts, b.facts, table.clashes, table.unsetIsEqual) === wanted
      if (isClash) tellClash(a, b, wanted)
      return isClash
    }
  }
  const first = choices.conflictSettledFirst
  const second: Reason = first === 'ProtocolConflict' ? 'HostnameConflict' : 'ProtocolConflict'
  const lost = losers(onPort, clashing(first), first, choices)
  for (const loser of lost) lose(loser, first, choices)
  const left = onPort.filter((listener) => !lost.has(listener))
  for (const loser of losers(left, clashing(second), second, choices)) lose(loser, second, choices)
  if (choices.secondL4 !== 'any clash') settleL4(onPort, choices)
}

function losers(onPort: readonly ListenerOutcome[], clash: Clashes, reason: Reason, choices: ListenerStatusChoices): Set<ListenerOutcome> {
  const lost = new Set<ListenerOutcome>()
  const own = onPort.filter(({ owner }) => owner.kind === 'Gateway')
  for (const a of own) if (own.some((b) => a !== b && clash(a, b))) lost.add(a)
  const merged = onPort.filter(({ owner }) => owner.kind === 'ListenerSet')
  const undecided = merged.filter((listener) => {
    if (!own.some((one) => clash(one, listener))) return true
    lost.add(listener)
    return false
  })
  const doomed = choices.clashInOneSet === 'all lose' ? selfDefeating(merged, own, clash, reason) : new Set()
  const kept: ListenerOutcome[] = []
  for (const listener of undecided) {
    if (doomed.has(listener) || kept.some((earlier) => clash(earlier, listener))) lost.add(listener)
    else kept.push(listener)
  }
  return lost
}

/** Listeners of ListenerSets that no order can save, because their own ListenerSet clashes with itself (validate.go:1008, 1124). */
function selfDefeating(merged: readonly ListenerOutcome[], own: readonly ListenerOutcome[], clash: Clashes, reason: Reason): Set<ListenerOutcome> {
  const contested = merged.filter((a) => merged.some((b) => a !== b && a.owner === b.owner && clash(a, b)))
  if (reason === 'HostnameConflict') return new Set(merged.filter((a) => contested.includes(a) || contested.some((b) => clash(a, b))))
  // A protocol of the Gateway's own on the port decides instead.
  if (own.some(({ facts }) => facts.protocol !== 'UDP')) return new Set()
  const owners = new Set(contested.map(({ owner }) => owner))
  return new Set(merged.filter(({ owner, facts }) => owners.has(owner) && facts.protocol !== 'UDP'))
}

/** Two TCP listeners, or two UDP listeners: the second on a port, which only a ListenerSet can bring. */
function isSameL4(a: ListenerOutcome, b: ListenerOutcome): boolean {
  return a.facts.protocol === b.facts.protocol && (a.facts.protocol === 'TCP' || a.facts.protocol === 'UDP')
}

function settleL4(onPort: readonly ListenerOutcome[], choices: ListenerStatusChoices): void {
  onPort.forEach((later, index) => {
    const earlier = onPort.slice(0, index).find((one) => isSameL4(one, later))
    if (!earlier) return
    tellClash(earlier, later, 'ProtocolConflict')
    if (choices.secondL4 === 'loses') lose(later, 'ProtocolConflict', choices)
    else later.conditions.set('Conflicted', 'True', 'ProtocolConflict')
  })
}

function lose({ conditions, owner }: ListenerOutcome, reason: Reason, choices: ListenerStatusChoices): void {
  conditions.set('Conflicted', 'True', reason)
  if (owner.kind === 'ListenerSet' || (choices.acceptedWhenFaulty && !choices.mapped)) conditions.set('Accepted', 'False', reason)
  if (owner.kind === 'ListenerSet') conditions.set('Programmed', 'False', reason)
}
