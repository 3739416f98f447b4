import type { Kind, PolicyKind, RouteKind } from './kinds.ts'
import type { AnyObject, Gateway, GatewayClass, ListenerSet, ObjectOf, ReferenceGrant, Referrer, Route } from './objects.ts'
import type { Stake } from './stakes.ts'

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
  /** Gateways of every namespace that take routes of this scope without being named (GEP-3793). */
  defaultGateways(scope: string): Listing<Gateway>
  /** GatewayClasses whose controllerName is this. */
  classesOfController(controllerName: string): Listing<GatewayClass>
  /** ListenerSets whose parentRef names this Gateway. */
  listenerSetsOf(gateway: ObjectName): Listing<ListenerSet>
  /** Routes with a parentRef to this Gateway, ListenerSet or Service. */
  routesOf(parent: ObjectName & { readonly kind: 'Gateway' | 'ListenerSet' | 'Service' }): Listing<Route>
  /** ReferenceGrants that live in this namespace. */
  grantsIn(namespace: string): Listing<ReferenceGrant>
  /** Policies of a kind that name this target, which is in their own namespace. */
  policiesOf<K extends PolicyKind>(kind: K, target: ObjectName & { readonly group: string; readonly kind: string }): Listing<ObjectOf[K]>
  /** Gateways, ListenerSets, routes and policies of other namespaces with a reference into this one that needs a ReferenceGrant. */
  referrersInto(namespace: string): Listing<Referrer>
  /** Routes of a kind, other than the named one, that have a stake (stakes.ts); of very many only some, and now and then one that has another. */
  stakeholdersOf(kind: RouteKind, stake: Stake, besides?: ObjectName): Listing<Route>
}

/** What a view says that a refusal rests on: an object by its name, or without one all of its kind in a namespace. */
export interface Claim {
  readonly kind: Kind
  readonly namespace?: string
  readonly name?: string
}

/** What a live read said of claims. */
export interface Testimony {
  /** The cluster with what was read in its place. */
  readonly view: ClusterView
  /** Claims that were read in time: what the view says of them is so. */
  readonly heard: readonly Claim[]
  /** Claims about an object that was admitted a moment ago and that nobody has seen yet. */
  readonly pending: readonly Claim[]
}

/** Confirms by a live read what a refusal would rest on: a view may lag behind the cluster. */
export interface Witness {
  /** Resolves by `deadline` (the clock of `performance.now`); never rejects. */
  testify(claims: readonly Claim[], deadline: number): Promise<Testimony>
  /**
   * A review of this object was answered with yes: until the view shows it, it counts as there. `deadline`: when its caller gives up; `seen` is
   * called once, when the view shows it, if it ever does.
   */
  admitted(kind: Kind, object: AnyObject, deadline: number, seen?: () => void): void
  /** This very object, by its uid, as the view holds it now; undefined where it is gone. */
  current(kind: Kind, object: AnyObject): AnyObject | undefined
}

/** An object that was admitted and is found to contradict another one. */
export interface Contradiction {
  readonly kind: Kind
  readonly object: AnyObject
  readonly rule: string
  /** What a refusal would have said. */
  readonly message: string
}
