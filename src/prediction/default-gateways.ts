import { askedScopeOf } from '../gateway/default-scope.ts'
import { isLeaving } from '../gateway/lifecycle.ts'
import type { Route } from '../gateway/objects.ts'
import type { ClusterView } from '../gateway/ports.ts'

/** The default Gateways for which a route asks. */
export interface DefaultGateways {
  readonly scope: string
  /** `leaving`: each that is there is being deleted. */
  readonly state: 'found' | 'leaving' | 'absent' | 'unknown'
}

/**
 * Whether any Gateway takes routes of the scope for which a route asks; undefined where it asks for none. They come beside the parentRefs, and
 * all of them take it, whoever serves them (GEP-3793, "Creating a Defaulted Route" and "Multiple Default Gateways").
 */
export function defaultGatewaysFor(route: Route, view: ClusterView): DefaultGateways | undefined {
  const scope = askedScopeOf(route)
  if (scope === undefined) return undefined
  const listing = view.defaultGateways(scope)
  if (listing.state === 'unknown') return { scope, state: 'unknown' }
  if (listing.items.length === 0) return { scope, state: 'absent' }
  return { scope, state: listing.items.every(isLeaving) ? 'leaving' : 'found' }
}

/** Whether a route attaches to no Gateway that it does not name, or will not in a moment. */
export function lacksDefaultGateways(asked: DefaultGateways | undefined): boolean {
  return asked?.state === 'absent' || asked?.state === 'leaving'
}
