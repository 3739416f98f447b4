import type { Kind } from '../gateway/kinds.ts'
import type { ObjectStore } from '../gateway/object-store.ts'
import type { AnyObject } from '../gateway/objects.ts'
import { isOlder } from './resource-version.ts'
import type { WatchEvent } from './watch-events.ts'

/** The resourceVersion at which each object went that was deleted during a watch, by namespace and name. */
export type Deletions = Map<string, string | undefined>

const REMEMBERED = 1000

/** Puts one event into the store, unless the store (or a deletion during this watch) already knows better. Returns whether it did. */
export function applyEvent(store: ObjectStore, kind: Kind, type: WatchEvent['type'], object: AnyObject, deletions: Deletions): boolean {
  const { namespace, name, resourceVersion } = object.metadata
  const key = `${namespace ?? ''}/${name}`
  const before = store.get(kind, namespace, name)
  const known = before.state === 'found' ? before.object.metadata.resourceVersion : deletions.get(key)
  if (isOlder(resourceVersion, known)) return false
  if (type === 'DELETED') {
    store.remove(kind, namespace, name)
    deletions.set(key, resourceVersion)
    if (deletions.size > REMEMBERED) deletions.delete(deletions.keys().next().value as string)
    return true
  }
  deletions.delete(key)
  store.put(kind, object)
  return true
}
