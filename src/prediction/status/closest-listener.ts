import type { Route } from '../../gateway/objects.ts'
import type { Conditions } from './conditions.ts'
import type { Context, Served } from './context.ts'
import type { Attachment, Steps } from './parent-outcome.ts'
import { settleRules } from './rule-conditions.ts'

/**
 * Sets the conditions of one parent by the listener that the route comes closest to, and returns the listeners that count it. Source:
 * referenceAllowed and createRouteStatus in pilot/pkg/config/kube/gateway of Istio.
 */
export function settleClosest(route: Route, conditions: Conditions, steps: Steps, served: Served, context: Context): readonly Attachment[] {
  const reason = closestReason(steps)
  conditions.set('Accepted', reason ? 'False' : 'True', reason ?? 'Accepted')
  settleRules(route, conditions, served, context)
  return steps.matching
}

/** A hostname in common is closer than none, whether or not the listener lets the route in. */
function closestReason({ selected, matching, named }: Steps): string | undefined {
  if (matching.length > 0) return undefined
  if (named.length > 0) return 'NotAllowedByListeners'
  return selected.length > 0 ? 'NoMatchingListenerHostname' : 'NoMatchingParent'
}
