import { type IndexName, indexKey, indexKeys } from './indexes.ts'
import { isRouteKind, type Kind } from './kinds.ts'
import type { AnyObject, Route } from './objects.ts'
import { hasSameContent } from './projection.ts'
import { StakeIndex } from './stake-index.ts'
import type { Stake } from './stakes.ts'

/** The objects of one kind with their indexes: what a store holds of it, or is about to hold. */
export class KindTable {
  readonly kind: Kind
  readonly #objects = new Map<string, AnyObject>()
  readonly #index = new Map<string, Map<string, AnyObject>>()
  readonly #stakes: StakeIndex | undefined

  constructor(kind: Kind) {
    this.kind = kind
    this.#stakes = isRouteKind(kind) ? new StakeIndex() : undefined
  }

  get size(): number {
    return this.#objects.size
  }

  get(namespace: string | undefined, name: string): AnyObject | undefined {
    return this.#objects.get(keyOf(namespace, name))
  }

  /** In the order in which they came. */
  all(): Iterable<AnyObject> {
    return this.#objects.values()
  }

  put(object: AnyObject): void {
    const key = keyOf(object.metadata.namespace, object.metadata.name)
    const before = this.#objects.get(key)
    if (before && isSame(before, object) && hasSameContent(before, object)) {
      // As when a controller writes a status, or somebody a label: every index holds the object already.
      before.metadata = object.metadata
      return
    }
    const entries = indexKeys(this.kind, object)
    // Most of an update is as it was: what is only replaced leaves no gap in a Map, which would have to be closed again and again.
    if (before) this.#unindex(key, before, entries)
    this.#objects.set(key, object)
    this.#stakes?.put(object as Route, before as Route | undefined)
    for (const entry of entries) {
      const found = this.#index.get(entry)
      if (found) found.set(key, object)
      else this.#index.set(entry, new Map([[key, object]]))
    }
  }

  remove(namespace: string | undefined, name: string): boolean {
    const key = keyOf(namespace, name)
    const before = this.#objects.get(key)
    if (!before) return false
    this.#stakes?.remove(before as Route)
    this.#unindex(key, before, [])
    return this.#objects.delete(key)
  }

  list(index: IndexName, key: string): Iterable<AnyObject> {
    return this.#index.get(indexKey(index, key))?.values() ?? []
  }

  holders(stake: Stake): Route[] {
    return this.#stakes?.holders(stake) ?? []
  }

  #unindex(key: string, object: AnyObject, kept: readonly string[]): void {
    for (const entry of indexKeys(this.kind, object)) {
      if (kept.includes(entry)) continue
      const found = this.#index.get(entry)
      found?.delete(key)
      if (found?.size === 0) this.#index.delete(entry)
    }
  }
}

/** Whether both are one object of a cluster, as it was and as it is. */
function isSame(a: AnyObject, b: AnyObject): boolean {
  return a.metadata.uid !== undefined && a.metadata.uid === b.metadata.uid && a.apiVersion === b.apiVersion
}

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`
}
