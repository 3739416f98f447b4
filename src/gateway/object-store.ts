import { INDEXED, type IndexName, policyTargetKey } from './indexes.ts'
import { KindTable } from './kind-table.ts'
import { KINDS, type Kind, type PolicyKind, type RouteKind } from './kinds.ts'
import type { AnyObject, Gateway, GatewayClass, ListenerSet, ObjectOf, ReferenceGrant, Referrer, Route } from './objects.ts'
import type { ClusterView, Listing, Lookup, ObjectName } from './ports.ts'
import type { Stake } from './stakes.ts'

/** What a store knows of a kind as a whole. `absent`: the cluster does not serve it (its CRD is not installed), which is a normal state. */
export type KindState = { readonly state: 'listed' } | { readonly state: 'absent' } | { readonly state: 'unknown'; readonly why: string }

const NONE: Listing<never> = { state: 'known', items: [] }

/** Told of what comes into a store, after it is there. */
export interface StoreObserver {
  put(kind: Kind, object: AnyObject): void
  /** A whole table took the place of another. */
  adopted(kind: Kind): void
}

/**
 * Objects in memory, indexed by what prediction asks. The one implementation of `ClusterView` that holds objects: reflectors and
 * manifest folders fill it. A kind is unknown until its state is set.
 */
export class ObjectStore implements ClusterView {
  readonly #tables = new Map<Kind, KindTable>()
  readonly #states = new Map<Kind, KindState>()
  readonly #observers: StoreObserver[] = []

  constructor(initial: KindState = { state: 'unknown', why: 'not listed yet' }) {
    for (const { kind } of KINDS) {
      this.#tables.set(kind as Kind, new KindTable(kind as Kind))
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
    return this.table(kind).size
  }

  observe(observer: StoreObserver): void {
    this.#observers.push(observer)
  }

  put(kind: Kind, object: AnyObject): void {
    this.table(kind).put(object)
    for (const observer of this.#observers) observer.put(kind, object)
  }

  remove(kind: Kind, namespace: string | undefined, name: string): boolean {
    return this.table(kind).remove(namespace, name)
  }

  /** What is held of a kind; it is the store's to change. */
  table(kind: Kind): KindTable {
    return this.#tables.get(kind) as KindTable
  }

  /** Makes a table, filled at whatever pace, all there is of its kind: in one step, whatever its size. */
  adopt(table: KindTable): void {
    this.#tables.set(table.kind, table)
    for (const observer of this.#observers) observer.adopted(table.kind)
  }

  /** Makes the given objects all there is of a kind. */
  replace(kind: Kind, objects: Iterable<AnyObject>): void {
    const table = new KindTable(kind)
    for (const object of objects) table.put(object)
    this.adopt(table)
  }

  /** Every object of a kind, in the order in which it came. */
  *all<K extends Kind>(kind: K): Iterable<ObjectOf[K]> {
    yield* this.table(kind).all() as Iterable<ObjectOf[K]>
  }

  get<K extends Kind>(kind: K, namespace: string | undefined, name: string): Lookup<ObjectOf[K]> {
    const state = this.stateOf(kind)
    if (state.state === 'unknown') return state
    const object = this.table(kind).get(namespace, name)
    return object ? { state: 'found', object: object as ObjectOf[K] } : { state: 'absent' }
  }

  gatewaysOfClass(className: string): Listing<Gateway> {
    return this.#list('gatewaysOfClass', () => className) as Listing<Gateway>
  }

  defaultGateways(scope: string): Listing<Gateway> {
    return this.#list('defaultGateways', () => scope) as Listing<Gateway>
  }

  classesOfController(controllerName: string): Listing<GatewayClass> {
    return this.#list('classesOfController', () => controllerName) as Listing<GatewayClass>
  }

  listenerSetsOf(gateway: ObjectName): Listing<ListenerSet> {
    return this.#list('listenerSetsOf', () => `${gateway.namespace}/${gateway.name}`) as Listing<ListenerSet>
  }

  routesOf(parent: ObjectName & { kind: string }): Listing<Route> {
    return this.#list('routesOf', () => `${parent.kind}/${parent.namespace}/${parent.name}`) as Listing<Route>
  }

  grantsIn(namespace: string): Listing<ReferenceGrant> {
    return this.#list('grantsIn', () => namespace) as Listing<ReferenceGrant>
  }

  policiesOf<K extends PolicyKind>(kind: K, target: ObjectName & { group: string; kind: string }): Listing<ObjectOf[K]> {
    return this.#list('policiesOf', () => policyTargetKey(target), [kind]) as Listing<ObjectOf[K]>
  }

  referrersInto(namespace: string): Listing<Referrer> {
    return this.#list('referrersInto', () => namespace) as Listing<Referrer>
  }

  stakeholdersOf(kind: RouteKind, stake: Stake, besides?: ObjectName): Listing<Route> {
    const state = this.stateOf(kind)
    if (state.state === 'unknown') return state
    const items = this.table(kind).holders(stake)
    return { state: 'known', items: besides && items.length > 0 ? items.filter((one) => !isNamed(one, besides)) : items }
  }

  #list(index: IndexName, key: () => string, kinds: readonly Kind[] = INDEXED[index]): Listing<AnyObject> {
    let items: AnyObject[] | undefined
    for (const kind of kinds) {
      const state = this.stateOf(kind)
      if (state.state === 'unknown') return state
      const table = this.table(kind)
      if (table.size === 0) continue
      for (const object of table.list(index, key())) {
        items ??= []
        items.push(object)
      }
    }
    return items ? { state: 'known', items } : NONE
  }
}

/** Whether an object of a kind with namespaces has this name. */
export function isNamed({ metadata }: AnyObject, { namespace, name }: ObjectName): boolean {
  return metadata.name === name && (metadata.namespace ?? '') === namespace
}
