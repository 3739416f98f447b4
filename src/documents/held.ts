import type { Kind } from '../gateway/kinds.ts'
import { KINDS } from '../gateway/kinds.ts'
import type { ObjectStore } from '../gateway/object-store.ts'
import type { AnyObject } from '../gateway/objects.ts'
import { isCached } from '../gateway/projection.ts'
import { clusterObject, impliedNamespace } from './cluster-object.ts'
import type { Document, Documents, Problem } from './document.ts'
import { firstOfEach } from './read.ts'

/** Every kind that a cluster of files knows. */
export const CACHED: readonly Kind[] = KINDS.map(({ kind }) => kind as Kind).filter(isCached)

/** One object of a file; `kind` and `object` are absent for a kind that prediction never reads. */
export interface Held {
  readonly document: Document
  readonly kind?: Kind
  readonly object?: AnyObject
}

export interface Holding {
  readonly held: readonly Held[]
  readonly problems: readonly Problem[]
}

/** What a cluster would hold of these documents; what it would not take is a problem. */
export function hold({ documents, problems: unread }: Documents): Holding {
  const held: Held[] = []
  const problems: Problem[] = [...unread]
  for (const document of documents) {
    const converted = clusterObject(document.object)
    if ('problem' in converted) problems.push({ file: document.file, ...document.position(converted.field), message: converted.problem })
    else held.push('ignored' in converted ? { document } : { document, ...converted })
  }
  return { held, problems }
}

/** What several files hold together: of the same object the first counts, and each later one is a problem. */
export function united(holdings: readonly Holding[]): Holding {
  const held = holdings.flatMap((holding) => holding.held)
  const unique = firstOfEach(held.map(({ document }) => document))
  const kept = new Set(unique.documents)
  return {
    held: held.filter(({ document }) => kept.has(document)),
    problems: [...holdings.flatMap(({ problems }) => problems), ...unique.problems],
  }
}

/**
 * Makes these objects all that a store holds, and with `implied` the namespaces that they live in. Nothing is awaited here: a reader sees
 * the store before or after, never between.
 */
export function fillStore(store: ObjectStore, held: readonly Held[], implied = true): void {
  const byKind = new Map<Kind, AnyObject[]>(CACHED.map((kind) => [kind, []]))
  const namespaces = new Set<string>()
  for (const { document, kind, object } of held) {
    const { namespace } = document.object.metadata
    if (implied && namespace) namespaces.add(namespace)
    if (kind && object) byKind.get(kind)?.push(object)
  }
  const declared = byKind.get('Namespace') as AnyObject[]
  for (const { metadata } of declared) namespaces.delete(metadata.name)
  declared.push(...[...namespaces].sort().map(impliedNamespace))
  for (const [kind, objects] of byKind) store.replace(kind, objects)
}
