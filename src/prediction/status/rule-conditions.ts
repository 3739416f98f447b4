import type { RouteKind } from '../../gateway/kinds.ts'
import type { Route } from '../../gateway/objects.ts'
import type { Conditions } from './conditions.ts'
import type { Context, Served } from './context.ts'
import { lastRouteError } from './last-error.ts'
import { rulesOutcome } from './rules.ts'

const WITH_MATCHES: readonly RouteKind[] = ['HTTPRoute', 'GRPCRoute']

/** Sets what the rules of a route bring to the conditions of one parent (gateway-api.md 2.6). */
export function settleRules(route: Route, conditions: Conditions, served: Served, context: Context): void {
  const { lastError } = served.choices.routes
  if (lastError) {
    setResolved(conditions, lastRouteError(route, served, lastError, context))
    return
  }
  const { unaccepted, unresolved, areAllRefused } = rulesOutcome(route, served, context)
  if (unaccepted.length > 0 && WITH_MATCHES.includes(route.kind)) {
    if (areAllRefused) conditions.set('Accepted', 'False', unaccepted.join(','))
    else {
      conditions.set('PartiallyInvalid', 'True', unaccepted.join(','))
      conditions.set('Accepted', 'True', 'Accepted')
    }
  }
  const reason = served.choices.backends.joinReasons ? [...new Set(unresolved)].sort().join(',') : unresolved[0]
  setResolved(conditions, reason)
}

function setResolved(conditions: Conditions, reason: string | undefined): void {
  if (reason) conditions.set('ResolvedRefs', 'False', reason)
  else conditions.set('ResolvedRefs', 'True', 'ResolvedRefs')
}
