import type { Route } from '../../gateway/objects.ts'
import type { ParentRef } from '../../gateway/parents.ts'
import type { Conditions } from './conditions.ts'
import type { GatewayOutcome } from './gateway-outcome.ts'
import type { ListenerOutcome } from './listener-outcome.ts'

/** Under which hostnames a listener serves a route. */
export interface Attachment {
  readonly listener: ListenerOutcome
  readonly hostnames: readonly string[]
}

/** What is the case with one parentRef: which listeners are left after each step, in the order of the steps. */
export interface ParentOutcome {
  /** Position in `spec.parentRefs`. */
  readonly index: number
  readonly ref: ParentRef
  /** Whether the namespace is written in the parentRef. */
  readonly isNamespaceWritten: boolean
  readonly gateway: GatewayOutcome
  readonly selected: readonly ListenerOutcome[]
  readonly allowed: readonly ListenerOutcome[]
  /** The listeners that count the route, in the end. */
  readonly attachments: readonly Attachment[]
  readonly conditions: Conditions
  /** Why the controller writes no entry for it. */
  readonly unwritten?: UnwrittenParent
}

/**
 * Why a route that names a Gateway gets no entry: what is written for it is not known, its kind is not read, another parent or a selector
 * stops the controller, or a Gateway gets no status.
 */
export type UnwrittenParent = 'not known' | 'kind not read' | 'parent of another kind' | 'unusable selector' | 'Gateway without status'

export interface RouteOutcome {
  readonly route: Route
  /** The parents whose controller is known, in the order of the spec. */
  readonly parents: readonly ParentOutcome[]
}
