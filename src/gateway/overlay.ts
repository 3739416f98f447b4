import { INDEXED, type IndexName, indexKey, indexKeys, policyTargetKey } from './indexes.ts'
import { isRouteKind, type Kind } from './kinds.ts'
import { isNamed } from './object-store.ts'
import type { AnyObject, ObjectOf, Route } from './objects.ts'
import type { ClusterView, Listing, Lookup } from './ports.ts'
import { holderTest } from './stakes.ts'

/** The view as it would be with `object` applied (or, when it is undefined, with the named object gone). The base is not touched. */
export function overlay(base: ClusterView, kind: Kind, namespace: string | undefined, name: string, object: AnyObject | undefined): ClusterView {
  let keys: readonly string[] | undefined
  const route = object && isRouteKind(kind) ? (object as Route) : undefined
  const holds = route && holderTest(route)
  const itself = (other: AnyObject) => other.kind === kind && other.metadata.name === name && (other.metadata.namespace ?? '') === (namespace ?? '')
  const laid = <T>(index: IndexName, listing: Listing<T>, key: () => string): Listing<T> => {
    if (listing.state === 'unknown' || !INDEXED[index].includes(kind)) return listing
    const others = listing.items.filter((item) => !itself(item as AnyObject))
    // Most reviews never ask by an index of their own kind.
    if (object) keys ??= indexKeys(kind, object)
    if (keys?.includes(indexKey(index, key()))) return { state: 'known', items: [...others, object as T] }
    return others.length === listing.items.length ? listing : { state: 'known', items: others }
  }
  return {
    get<K extends Kind>(asked: K, ns: string | undefined, asName: string): Lookup<ObjectOf[K]> {
      if (asked !== (kind as string) || asName !== name || (ns ?? '') !== (namespace ?? '')) return base.get(asked, ns, asName)
      return object ? { state: 'found', object: object as ObjectOf[K] } : { state: 'absent' }
    },
    gatewaysOfClass: (className) => laid('gatewaysOfClass', base.gatewaysOfClass(className), () => className),
    defaultGateways: (scope) => laid('defaultGateways', base.defaultGateways(scope), () => scope),
    classesOfController: (name_) => laid('classesOfController', base.classesOfController(name_), () => name_),
    listenerSetsOf: (gateway) => laid('listenerSetsOf', base.listenerSetsOf(gateway), () => `${gateway.namespace}/${gateway.name}`),
    routesOf: (parent) => laid('routesOf', base.routesOf(parent), () => `${parent.kind}/${parent.namespace}/${parent.name}`),
    grantsIn: (ns) => laid('grantsIn', base.grantsIn(ns), () => ns),
    policiesOf(asked, target) {
      const listing = base.policiesOf(asked, target)
      return asked === (kind as string) ? laid('policiesOf', listing, () => policyTargetKey(target)) : listing
    },
    stakeholdersOf(asked, stake, besides) {
      const listing = base.stakeholdersOf(asked, stake, besides)
      if (listing.state === 'unknown' || asked !== kind) return listing
      const others = listing.items.length > 0 ? listing.items.filter((item) => !itself(item)) : listing.items
      const isHolder = route !== undefined && !(besides && isNamed(route, besides)) && holds?.(stake)
      return { state: 'known', items: isHolder ? [...others, route] : others }
    },
    referrersInto: (ns) => laid('referrersInto', base.referrersInto(ns), () => ns),
  }
}
