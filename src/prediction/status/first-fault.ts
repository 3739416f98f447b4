import type { ListenerChoices } from '../../gateway/implementation.ts'
import type { ListenerStatusChoices } from '../../gateway/listener-choices.ts'
import type { Gateway, ListenerSet } from '../../gateway/objects.ts'
import type { Tell } from '../../gateway/status-steps.ts'
import { clashOf } from '../clashes.ts'
import { certificatesOutcome } from './certificates.ts'
import { Conditions } from './conditions.ts'
import type { ListenerFacts, ListenerOutcome } from './listener-outcome.ts'
import { tellClash } from './owner-steps.ts'

/**
 * Listeners whose conditions end with the first thing that is wrong: the protocol, a conflict that all of its members lose, the references.
 * Source: gateway_conversion.go of Kuma (`ValidateListeners`, `handleConditions`).
 */
export function judgeByFirstFault(
  judged: readonly { readonly owner: Gateway | ListenerSet; readonly facts: ListenerFacts; readonly tell?: Tell }[],
  table: ListenerChoices,
  choices: ListenerStatusChoices,
): ListenerOutcome[] {
  const listeners = judged.map(({ owner, facts, tell }): ListenerOutcome => {
    return { owner, facts, conditions: new Conditions(tell), isSound: facts.isProtocolSupported, isReady: false, isParent: true }
  })
  for (const listener of listeners) {
    const { conditions, facts } = listener
    const conflict = facts.isProtocolSupported ? conflictOf(listener, listeners, table, choices) : undefined
    if (!facts.isProtocolSupported) conditions.set('Accepted', 'False', 'UnsupportedProtocol')
    else if (conflict) conditions.set('Conflicted', 'True', conflict)
    else judgeReferences(listener, choices)
    if (!conditions.is('ResolvedRefs', 'True')) conditions.set('Programmed', 'False', 'Invalid')
  }
  return listeners
}

/** A refused protocol still makes others lose by its hostname. */
function conflictOf(mine: ListenerOutcome, all: readonly ListenerOutcome[], table: ListenerChoices, { conflictSettledFirst }: ListenerStatusChoices) {
  const clashes = all.flatMap((other) => {
    const meets = other !== mine && other.facts.port === mine.facts.port
    const reason = meets ? clashOf(mine.facts, other.facts, table.clashes, table.unsetIsEqual) : undefined
    return reason ? [{ other, reason }] : []
  })
  const lost = clashes.find(({ reason }) => reason === conflictSettledFirst) ?? clashes[0]
  if (lost) tellClash(mine, lost.other, lost.reason)
  return lost?.reason
}

/** What names a wrong kind is served, though its condition hides what is wrong with its certificates; what has a bad certificate is not. */
function judgeReferences(outcome: ListenerOutcome, choices: ListenerStatusChoices): void {
  const { facts, conditions } = outcome
  const [fault] = certificatesOutcome(facts.certificates, choices).faults
  outcome.isReady = fault === undefined
  conditions.set('Accepted', 'True', 'Accepted')
  conditions.set('Conflicted', 'False', 'NoConflicts')
  if (facts.wrongKinds.length > 0) conditions.set('ResolvedRefs', 'False', 'InvalidRouteKinds')
  else if (fault) conditions.set('ResolvedRefs', 'False', fault)
  else {
    conditions.set('ResolvedRefs', 'True', 'ResolvedRefs')
    conditions.set('Programmed', 'True', 'Programmed')
  }
}
