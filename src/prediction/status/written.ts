import type { Condition } from '../condition.ts'

/** A parentRef or ancestorRef as a status repeats it. */
export interface StatusRef {
  readonly group: string
  readonly kind: string
  readonly namespace?: string
  readonly name: string
  readonly sectionName?: string
  readonly port?: number
}

export interface ListenerStatus {
  readonly name: string
  readonly attachedRoutes: number
  readonly supportedKinds: readonly string[]
  readonly conditions: readonly Condition[]
}

export interface ParentStatus {
  readonly parentRef: StatusRef
  readonly controllerName: string
  readonly conditions: readonly Condition[]
}

export interface AncestorStatus {
  readonly ancestorRef: StatusRef
  readonly controllerName: string
  readonly conditions: readonly Condition[]
}

/**
 * The status that a controller would write for one object, in the shape of Kubernetes' own, without messages and times. What is absent is
 * not written by that controller.
 */
export interface ObjectStatus {
  readonly kind: string
  readonly namespace?: string
  readonly name: string
  readonly conditions?: readonly Condition[]
  readonly listeners?: readonly ListenerStatus[]
  readonly parents?: readonly ParentStatus[]
  readonly ancestors?: readonly AncestorStatus[]
}
