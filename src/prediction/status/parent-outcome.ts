import type { Route } from '../../gateway/objects.ts'
import type { OwnFault } from '../../gateway/own-checks.ts'
import type { ParentRef } from '../../gateway/parents.ts'
import type { Conditions } from './conditions.ts'
import type { GatewayOutcome } from './gateway-outcome.ts'
import type { ListenerOutcome } from './listener-outcome.ts'
import type { ServiceParentOutcome } from './service-parent.ts'

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
 * Why a route that names a Gateway or ListenerSet gets no entry: what is written for it is not known, its kind is not read, another parent or a
 * selector stops the controller, a Gateway gets no status, no listener of it can be a parent, or what the controller makes of the route fails a
 * check of its own.
 */
export type UnwrittenParent =
  | 'not known'
  | 'kind not read'
  | 'parent of another kind'
  | 'unusable selector'
  | 'Gateway without status'
  | 'no listener'
  | 'own check'

export interface RouteOutcome {
  readonly route: Route
  /** The Gateways and ListenerSets whose controller is known, in the order of the spec. */
  readonly parents: readonly ParentOutcome[]
  /** The parents that are Services, at each mesh that takes them. */
  readonly serviceParents: readonly ServiceParentOutcome[]
  /** By controllerName, the checks of its own for which a controller writes nothing at all. */
  readonly ownFaults: ReadonlyMap<string, readonly OwnFault[]>
}

/** The listeners of a parent that are left after each step. */
export interface Steps {
  readonly selected: readonly ListenerOutcome[]
  readonly allowed: readonly ListenerOutcome[]
  readonly matching: readonly Attachment[]
  /** Those of the selected ones whose hostname is one of the route's, whether or not they let it in. */
  readonly named: readonly Attachment[]
}
