import { type IndexName, indexKey, indexKeys, policyTargetKey } from './indexes.ts'
import { isRouteKind, KINDS, type Kind, ROUTE_KINDS, type RouteKind } from './kinds.ts'
import type { AnyObject, BackendTLSPolicy, Gateway, GatewayClass, ListenerSet, ObjectOf, ReferenceGrant, Referrer, Route } from './objects.ts'
import type { ClusterView, Listing, Lookup, ObjectName } from './ports.ts'
import { StakeIndex } from './stake-index.ts'
import type { Stake } from './stakes.ts'

/** What a store knows of a kind as a whole. `absent`: the cluster does not serve it (its CRD is not installed), which is a normal state. */
export type KindState = { readonly state: 'listed' } | { readonly state: 'absent' } | { readonly state: 'unknown'; readonly why: string }

const INDEXED: Readonly<Record<IndexName, readonly Kind[]>> = {
  gatewaysOfClass: ['Gateway'],
  classesOfController: ['GatewayClass'],
  listenerSetsOf: ['ListenerSet'],
  routesOf: ROUTE_KINDS,
  grantsIn: ['ReferenceGrant'],
  policiesOf: ['BackendTLSPolicy'],
  referrersInto: ['Gateway', 'ListenerSet', ...ROUTE_KINDS],
}

/**
 * Objects in memory, indexed by what prediction asks. The one implementation of `ClusterView` that holds objects: reflectors and
 * manifest folders fill it. A kind is unknown until its state is set.
 */
export class ObjectStore implements ClusterView {
  readonly #objects = new Map<Kind, Map<string, AnyObject>>()
  readonly #states = new Map<Kind, KindState>()
  readonly #index = new Map<string, Map<string, AnyObject>>()
  readonly #observers: ((kind: Kind, object: AnyObject) => void)[] = []
  readonly #stakes = new StakeIndex()

  constructor(initial: KindState = { state: 'unknown', why: 'not listed yet' }) {
    for (const { kind } of KINDS) {
      this.#objects.set(kind as Kind, new Map())
      this.#states.set(kind as Kind, initial)
    }
  }

  setState(kind: Kind, state: KindState): void {
    this.#states.set(kind, state)
    if (state.state === 'absent') this.replace(kind, [])
  }

  stateOf(kind: Kind): KindState {
    return this.#states.get(kind) as KindState
  }

  count(kind: Kind): number {
    return this.#of(kind).size
  }

  /** Told of every object that is put, after it is there. */
  observe(observer: (kind: Kind, object: AnyObject) => void): void {
    this.#observers.push(observer)
  }

  put(kind: Kind, object: AnyObject): void {
    const key = keyOf(object.metadata.namespace, object.metadata.name)
    const before = this.#of(kind).get(key)
    if (before) this.#unindex(kind, key, before)
    this.#of(kind).set(key, object)
    if (isRouteKind(kind)) this.#stakes.add(object as Route)
    for (const entry of indexKeys(kind, object)) {
      const found = this.#index.get(entry)
      if (found) found.set(`${kind}/${key}`, object)
      else this.#index.set(entry, new Map([[`${kind}/${key}`, object]]))
    }
    for (const observer of this.#observers) observer(kind, object)
  }

  remove(kind: Kind, namespace: string | undefined, name: string): boolean {
    const key = keyOf(namespace, name)
    const before = this.#of(kind).get(key)
    if (!before) return false
    this.#unindex(kind, key, before)
    return this.#of(kind).delete(key)
  }

  /** Makes the given objects all there is of a kind, as one step for every reader: nothing is awaited between. */
  replace(kind: Kind, objects: Iterable<AnyObject>): void {
    const gone = new Set(this.#of(kind).keys())
    for (const object of objects) {
      gone.delete(keyOf(object.metadata.namespace, object.metadata.name))
      this.put(kind, object)
    }
    for (const key of gone) {
      const object = this.#of(kind).get(key) as AnyObject
      this.remove(kind, object.metadata.namespace, object.metadata.name)
    }
  }

  /** Every object of a kind, in the order in which it came. */
  *all<K extends Kind>(kind: K): Iterable<ObjectOf[K]> {
    yield* this.#of(kind).values() as Iterable<ObjectOf[K]>
  }

  get<K extends Kind>(kind: K, namespace: string | undefined, name: string): Lookup<ObjectOf[K]> {
    const state = this.stateOf(kind)
    if (state.state === 'unknown') return state
    const object = this.#of(kind).get(keyOf(namespace, name))
    return object ? { state: 'found', object: object as ObjectOf[K] } : { state: 'absent' }
  }

  gatewaysOfClass(className: string): Listing<Gateway> {
    return this.#list('gatewaysOfClass', className) as Listing<Gateway>
  }

  classesOfController(controllerName: string): Listing<GatewayClass> {
    return this.#list('classesOfController', controllerName) as Listing<GatewayClass>
  }

  listenerSetsOf(gateway: ObjectName): Listing<ListenerSet> {
    return this.#list('listenerSetsOf', `${gateway.namespace}/${gateway.name}`) as Listing<ListenerSet>
  }

  routesOf(parent: ObjectName & { kind: string }): Listing<Route> {
    return this.#list('routesOf', `${parent.kind}/${parent.namespace}/${parent.name}`) as Listing<Route>
  }

  grantsIn(namespace: string): Listing<ReferenceGrant> {
    return this.#list('grantsIn', namespace) as Listing<ReferenceGrant>
  }

  policiesOf(target: ObjectName & { group: string; kind: string }): Listing<BackendTLSPolicy> {
    return this.#list('policiesOf', policyTargetKey(target)) as Listing<BackendTLSPolicy>
  }

  referrersInto(namespace: string): Listing<Referrer> {
    return this.#list('referrersInto', namespace) as Listing<Referrer>
  }

  stakeholdersOf(kind: RouteKind, stake: Stake): Listing<Route> {
    const state = this.stateOf(kind)
    if (state.state === 'unknown') return state
    return { state: 'known', items: this.#stakes.holders(stake).filter((route) => route.kind === kind) }
  }

  #list(index: IndexName, key: string): Listing<AnyObject> {
    for (const kind of INDEXED[index]) {
      const state = this.stateOf(kind)
      if (state.state === 'unknown') return state
    }
    return { state: 'known', items: [...(this.#index.get(indexKey(index, key))?.values() ?? [])] }
  }

  #of(kind: Kind): Map<string, AnyObject> {
    return this.#objects.get(kind) as Map<string, AnyObject>
  }

  #unindex(kind: Kind, key: string, object: AnyObject): void {
    if (isRouteKind(kind)) this.#stakes.remove(object as Route)
    for (const entry of indexKeys(kind, object)) {
      const found = this.#index.get(entry)
      found?.delete(`${kind}/${key}`)
      if (found?.size === 0) this.#index.delete(entry)
    }
  }
}

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`
}
