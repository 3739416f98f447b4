import type { Gateway, ListenerSet } from '../gateway/objects.ts'
import { recordEntries, text } from '../gateway/shape.ts'
import { clashOf } from './clashes.ts'
import type { LostListener } from './parent-facts.ts'
import { listenersOfParent } from './parent-listeners.ts'
import { type Context, keyOf } from './status/context.ts'
import type { GatewayOutcome } from './status/gateway-outcome.ts'
import type { ListenerOutcome } from './status/listener-outcome.ts'
import { gatewayOfListenerSet } from './status/route-outcome.ts'

/** The listeners of a ListenerSet that its controller marks Conflicted, each with one that it loses to (GEP-1713, gateway-api.md 2.4). */
export function lostListeners(set: ListenerSet, context: Context): LostListener[] {
  const outcome = gatewayOfListenerSet(set, context)
  if (!outcome) return []
  const own = outcome.listeners.filter(({ owner }) => keyOf(owner) === keyOf(set))
  return recordEntries(set.spec?.listeners).flatMap(([listener, { name }]): LostListener[] => {
    const mine = own.find(({ facts }) => facts.name === (text(name) ?? ''))
    if (!mine?.conditions.is('Conflicted', 'True')) return []
    const winner = winnerOver(mine, outcome)
    return [{ listener, conditions: mine.conditions.list(), ...(winner && { winner }) }]
  })
}

function winnerOver(loser: ListenerOutcome, outcome: GatewayOutcome): LostListener['winner'] {
  const { clashes, unsetIsEqual } = outcome.served.implementation.listeners
  const reason = loser.conditions.get('Conflicted')?.reason
  const meets = outcome.listeners.filter((other) => other !== loser && other.facts.port === loser.facts.port)
  const clashing = meets.filter((other) => clashOf(other.facts, loser.facts, clashes, unsetIsEqual) === reason)
  // The listeners come in the order of precedence; one that stands is told rather than one that lost as well.
  const won = clashing.find(({ conditions }) => !conditions.is('Conflicted', 'True')) ?? clashing[0]
  const listener = won && listenersOfParent(won.owner as Gateway | ListenerSet, outcome).find(({ name }) => name === won.facts.name)
  return won && listener && { owner: won.owner, listener }
}
