import type { Kind } from './kinds.ts'
import type { BackendTLSPolicy, Gateway, GatewayClass, ListenerSet, ObjectOf, ReferenceGrant, Referrer, Route } from './objects.ts'

/** What a view knows of one object: it is there, it is not there, or the view cannot tell (not listed yet, no right to read). */
export type Lookup<T> =
  | { readonly state: 'found'; readonly object: T }
  | { readonly state: 'absent' }
  | { readonly state: 'unknown'; readonly why: string }

/** What a view knows of a set of objects. */
export type Listing<T> = { readonly state: 'known'; readonly items: readonly T[] } | { readonly state: 'unknown'; readonly why: string }

export interface ObjectName {
  readonly namespace: string
  readonly name: string
}

/**
 * A read-only, synchronous view of the cluster. Unknown is never an error and never means absent.
 * Every lookup costs the same whatever the size of the cluster (a listing costs what it returns).
 */
export interface ClusterView {
  get<K extends Kind>(kind: K, namespace: string | undefined, name: string): Lookup<ObjectOf[K]>
  /** Gateways whose gatewayClassName is this. */
  gatewaysOfClass(className: string): Listing<Gateway>
  /** GatewayClasses whose controllerName is this. */
  classesOfController(controllerName: string): Listing<GatewayClass>
  /** ListenerSets whose parentRef names this Gateway. */
  listenerSetsOf(gateway: ObjectName): Listing<ListenerSet>
  /** Routes with a parentRef to this Gateway, ListenerSet or Service. */
  routesOf(parent: ObjectName & { readonly kind: 'Gateway' | 'ListenerSet' | 'Service' }): Listing<Route>
  /** ReferenceGrants that live in this namespace. */
  grantsIn(namespace: string): Listing<ReferenceGrant>
  /** BackendTLSPolicies that name this target, which is in their own namespace. */
  policiesOf(target: ObjectName & { readonly group: string; readonly kind: string }): Listing<BackendTLSPolicy>
  /** Gateways, ListenerSets and routes of other namespaces with a reference into this one that needs a ReferenceGrant. */
  referrersInto(namespace: string): Listing<Referrer>
}
