import { INDEXED, type IndexName } from './indexes.ts'
import type { Kind } from './kinds.ts'
import type { ObjectStore } from './object-store.ts'
import type { AnyObject, ObjectOf } from './objects.ts'
import type { ClusterView, Listing, Lookup } from './ports.ts'

/** A view that may also be able to list a kind. */
export interface ListableView extends ClusterView {
  all?<K extends Kind>(kind: K): Iterable<ObjectOf[K]>
}

/** A cluster as it would be with all objects of a store applied to it. What the cluster does not know stays unknown. */
export function layered(base: ListableView, top: ObjectStore): ListableView {
  const isLaidOver = ({ kind, metadata }: AnyObject) => top.get(kind as Kind, metadata.namespace, metadata.name).state === 'found'
  const listed = <T extends AnyObject>(below: Listing<T>, above: Listing<T>): Listing<T> =>
    below.state === 'unknown' || above.state === 'unknown'
      ? below
      : { state: 'known', items: [...below.items.filter((item) => !isLaidOver(item)), ...above.items] }
  // Most of what is asked for is of kinds of which nothing is laid over.
  const both = <T extends AnyObject>(index: IndexName, ask: (view: ClusterView) => Listing<T>): Listing<T> =>
    INDEXED[index].some((kind) => top.count(kind) > 0) ? listed(ask(base), ask(top)) : ask(base)
  return {
    get<K extends Kind>(kind: K, namespace: string | undefined, name: string): Lookup<ObjectOf[K]> {
      if (top.count(kind) === 0) return base.get(kind, namespace, name)
      const above = top.get(kind, namespace, name)
      return above.state === 'found' ? above : base.get(kind, namespace, name)
    },
    ...(base.all && {
      *all<K extends Kind>(kind: K) {
        for (const object of base.all?.(kind) ?? []) if (!isLaidOver(object)) yield object
        yield* top.all(kind)
      },
    }),
    gatewaysOfClass: (className) => both('gatewaysOfClass', (view) => view.gatewaysOfClass(className)),
    defaultGateways: (scope) => both('defaultGateways', (view) => view.defaultGateways(scope)),
    classesOfController: (name) => both('classesOfController', (view) => view.classesOfController(name)),
    listenerSetsOf: (gateway) => both('listenerSetsOf', (view) => view.listenerSetsOf(gateway)),
    routesOf: (parent) => both('routesOf', (view) => view.routesOf(parent)),
    grantsIn: (namespace) => both('grantsIn', (view) => view.grantsIn(namespace)),
    policiesOf: (kind, target) => both('policiesOf', (view) => view.policiesOf(kind, target)),
    referrersInto: (namespace) => both('referrersInto', (view) => view.referrersInto(namespace)),
    stakeholdersOf(kind, stake, besides) {
      const below = base.stakeholdersOf(kind, stake, besides)
      return top.count(kind) === 0 ? below : listed(below, top.stakeholdersOf(kind, stake, besides))
    },
  }
}
