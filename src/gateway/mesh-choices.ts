import type { RouteKind } from './kinds.ts'

/** Routes whose parent is a Service, or what a mesh has in its place. */
export interface MeshChoices {
  /** Groups in which a parentRef may name a Service. */
  readonly serviceGroups: readonly string[]
  /** Other kinds that may be such a parent, as GROUP/KIND. */
  readonly otherParents?: readonly string[]
  readonly routeKinds: readonly RouteKind[]
  /** Whether references need a ReferenceGrant. */
  readonly grants: boolean
  /** Accepted where the Service is absent; left out: nothing is written then. */
  readonly missing?: string
  /** Label of a Service, or of its namespace, that names the Gateway which serves it; where that one is another controller's, so is the parent. */
  readonly waypoint?: { readonly name: string; readonly namespace: string; readonly controllers: readonly string[] }
  /** A Service without the port that the parentRef names, by number or section, or without an address of its own, is as good as absent. */
  readonly portChecked?: boolean
  /** How long the names of route, Service and their namespaces may be together; beyond it nothing is written. */
  readonly namesTogether?: number
  /** The same where the parent is of another kind. */
  readonly namesTogetherOfOthers?: number
  /** How long they may be by the documentation. */
  readonly namesTogetherDocumented?: number
  /** One object is made of a route and a Service, whatever the ports of the parentRefs: the last one counts. */
  readonly oneObjectPerService?: boolean
  /** The `appProtocol`s of a Service's port, in lower case, of which routes see requests, and the others that are known; where it is none of them, what an annotation that says the same is called after `PORT.` counts. */
  readonly protocols?: { readonly served: readonly string[]; readonly others: readonly string[]; readonly annotation: string }
}

/** Which of several meshes an object belongs to. */
export interface MeshNameChoices {
  /** The key of a label or an annotation, on the object or else on its namespace. */
  readonly key: string
  /** Which of the two is read, the first that is there. */
  readonly from: readonly ('labels' | 'annotations')[]
  readonly byDefault: string
}
