import type { ParentRef } from '../../gateway/parents.ts'
import type { Oddity } from './oddity.ts'

/** A parentRef with its position in the list. */
export interface PlacedParent {
  readonly index: number
  readonly parentRef: ParentRef
}

/** References to one and the same parent, once an omitted namespace is read as the route's own: CEL compares what is written. */
export function duplicateParentRefs(parents: readonly PlacedParent[], found: Oddity[]): void {
  if (parents.length < 2) return
  const seen = new Map<string, string>()
  for (const { index, parentRef } of parents) {
    const { group, kind, namespace, name, sectionName, port } = parentRef
    const key = JSON.stringify([group, kind, namespace, name, sectionName || null, port ?? null])
    const path = `spec.parentRefs[${index}]`
    const first = seen.get(key)
    if (first === undefined) seen.set(key, path)
    else found.push({ oddity: 'duplicate-parent-ref', path, key, parent: { kind, namespace, name }, first })
  }
}
