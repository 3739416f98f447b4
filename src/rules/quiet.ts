import { lacksDefaultGateways } from '../prediction/default-gateways.ts'
import type { Prediction } from '../prediction/prediction.ts'

/**
 * Whether nothing of what was predicted of a route is out of order, as with most: no rule has anything to say of it then, and none need be
 * asked. A test holds every rule to it over every state that is known.
 */
export function isQuiet(prediction: Prediction): boolean {
  if (prediction.kind !== 'Route' || prediction.isInert || lacksDefaultGateways(prediction.defaultGateways)) return false
  const { parentFacts, unmatchedHostnames, references, unsupported, contests, limits, oddities, rules } = prediction
  const found = unmatchedHostnames.length + unsupported.length + contests.length + limits.length + oddities.length
  return (
    found + rules.filters.length + rules.values.length === 0 &&
    rules.backends.every(({ troubles }) => troubles.length === 0) &&
    references.every(({ grant }) => grant === 'not needed' || grant === 'permitted') &&
    parentFacts.every(({ standing, obstacle }) => standing === 'judged' && !obstacle)
  )
}
