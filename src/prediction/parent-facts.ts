import type { Implementation } from '../gateway/implementation.ts'
import type { Limit } from '../gateway/limits.ts'
import type { Gateway, ListenerSet } from '../gateway/objects.ts'
import type { ParentRef } from '../gateway/parents.ts'
import type { Condition } from './condition.ts'

/** A listener of a parent, as far as it decides who attaches. */
export interface ParentListener {
  readonly name: string
  readonly port: number
  readonly protocol: string
  /** `''` where it is unset. */
  readonly hostname: string
  /** The route kinds that it takes; by the specification they may be others. */
  readonly kinds: readonly string[]
  readonly kindsBySpecification: readonly string[]
  /** Which namespaces it takes routes from: `All`, `Same` (that of its own object, `namespace`), or those that `selector` chooses. */
  readonly from: string
  readonly selector: unknown
  readonly namespace: string
  /** By a fault of its own it takes no route kind, or none of any namespace: no reason to refuse a route. */
  readonly takesNobody: boolean
}

/** Another object that a reference may have meant. */
export interface Meant {
  readonly kind: string
  readonly namespace: string
  readonly name: string
}

/** The first step at which a route fails at a parent, or a ListenerSet at its own, in the order of the specification (gateway-api.md 2.5). */
export type Obstacle =
  /** `ignoredBy`: the mesh that leaves a Service alone for its group. */
  | { readonly at: 'parent kind'; readonly ignoredBy?: Implementation }
  /** The parent is not there, or the Gateway of the ListenerSet that is. */
  | { readonly at: 'existence'; readonly kind: string; readonly namespace: string; readonly name: string; readonly meant?: Meant }
  | { readonly at: 'class'; readonly className: string; readonly state: 'absent' | 'refused' }
  /** With what it would be read. */
  | { readonly at: 'route kind not read'; readonly gate?: Limit }
  | { readonly at: 'gateway'; readonly reason: string }
  /** The controller does not read ListenerSets, or the Gateway does not let this one in: it takes those of `from`. */
  | { readonly at: 'listener set'; readonly because: 'not read' }
  | { readonly at: 'listener set'; readonly because: 'NotAllowed'; readonly from: string; readonly selector: unknown }
  | { readonly at: 'service port'; readonly port: number; readonly offered: readonly number[] }
  /** With all listeners of the parent; `meant` has one of that name, and is merged with the parent or is what it is merged into. */
  | { readonly at: 'section'; readonly listeners: readonly ParentListener[]; readonly meant?: Meant }
  | { readonly at: 'port'; readonly listeners: readonly ParentListener[] }
  /** With those that were left before this step. */
  | { readonly at: 'route kind'; readonly listeners: readonly ParentListener[] }
  | { readonly at: 'namespace'; readonly listeners: readonly ParentListener[] }
  /** `isolated`: the hostnames fit, but other listeners on the port have them for themselves. */
  | { readonly at: 'hostname'; readonly listeners: readonly ParentListener[]; readonly isolated: boolean }

/** What is the case with one parentRef. */
export interface ParentFact {
  readonly index: number
  readonly path: string
  readonly parentRef: ParentRef
  /** Judged by a known controller; `unclaimed` while nothing says whose it is; `foreign` where it is another's. */
  readonly standing: 'judged' | 'unclaimed' | 'foreign' | 'unknown'
  readonly implementation?: Implementation
  /** The Gateway that decides: the parent, or what a ListenerSet names. */
  readonly gateway?: Meant
  /** Absent where the route attaches, or where that is not known. */
  readonly obstacle?: Obstacle
  /** The listeners that take the route, where that is known. */
  readonly taking?: readonly ParentListener[]
  /** What the controller would write for this parentRef; empty where it writes nothing. */
  readonly conditions: readonly Condition[]
}

/** A listener of a ListenerSet that loses to another on its port. */
export interface LostListener {
  /** Position in `spec.listeners`. */
  readonly listener: number
  readonly conditions: readonly Condition[]
  /** Whose listener wins, and which; absent where that is not known. */
  readonly winner?: { readonly owner: Gateway | ListenerSet; readonly listener: ParentListener }
}
