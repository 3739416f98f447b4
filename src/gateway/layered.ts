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
  return {
    get<K extends Kind>(kind: K, namespace: string | undefined, name: string): Lookup<ObjectOf[K]> {
      const above = top.get(kind, namespace, name)
      return above.state === 'found' ? above : base.get(kind, namespace, name)
    },
    ...(base.all && {
      *all<K extends Kind>(kind: K) {
        for (const object of base.all?.(kind) ?? []) if (!isLaidOver(object)) yield object
        yield* top.all(kind)
      },
    }),
    gatewaysOfClass: (className) => listed(base.gatewaysOfClass(className), top.gatewaysOfClass(className)),
    classesOfController: (name) => listed(base.classesOfController(name), top.classesOfController(name)),
    listenerSetsOf: (gateway) => listed(base.listenerSetsOf(gateway), top.listenerSetsOf(gateway)),
    routesOf: (parent) => listed(base.routesOf(parent), top.routesOf(parent)),
    grantsIn: (namespace) => listed(base.grantsIn(namespace), top.grantsIn(namespace)),
    policiesOf: (target) => listed(base.policiesOf(target), top.policiesOf(target)),
    stakeholdersOf: (kind, stake, besides) => listed(base.stakeholdersOf(kind, stake, besides), top.stakeholdersOf(kind, stake, besides)),
    referrersInto: (namespace) => listed(base.referrersInto(namespace), top.referrersInto(namespace)),
  }
}
