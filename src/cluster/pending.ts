import type { Kind } from '../gateway/kinds.ts'
import { type ListableView, layered } from '../gateway/layered.ts'
import { ObjectStore } from '../gateway/object-store.ts'
import type { AnyObject } from '../gateway/objects.ts'
import type { Claim } from '../gateway/ports.ts'
import { isAlike, isCached, project } from '../gateway/projection.ts'
import { isOlder } from './resource-version.ts'

interface Entry {
  readonly kind: Kind
  readonly object: AnyObject
  /** When the caller of the review gave up, and so the write has happened or never will. */
  readonly deadline: number
  readonly expires: number
  readonly over: PromiseWithResolvers<boolean>
  readonly seen: (() => void) | undefined
}

const LIFETIME = 30_000
const MOST = 10_000

/**
 * Objects whose review was answered with yes and that the watch has not shown yet, laid over the view: between two reviews of one moment each
 * sees the other. An entry ends when the store sees the object at least as it was admitted, when it is disproved, or after 30 s. Times are
 * those of the given clock, in milliseconds.
 */
export class PendingObjects {
  readonly view: ListableView
  readonly #base: ObjectStore
  readonly #entries = new Map<string, Entry>()
  /** Keys of entries that nobody has looked at yet. Most are seen before anybody does, and so never indexed. */
  readonly #unlaid = new Set<string>()
  readonly #top = new ObjectStore({ state: 'listed' })
  readonly #now: () => number
  /** No entry ends of age before: every question of a review asks. */
  #expires = Number.POSITIVE_INFINITY

  constructor(base: ObjectStore, now: () => number) {
    this.#base = base
    this.#now = now
    const both = layered(base, this.#top)
    base.observe({ put: (kind, object) => this.#observed(kind, object), adopted: (kind) => this.#relisted(kind, base) })
    const view = (): ListableView => {
      if (this.#entries.size > 0) this.#expire()
      if (this.#entries.size === 0) return base
      this.#lay()
      return both
    }
    this.view = {
      get: (kind, namespace, name) => view().get(kind, namespace, name),
      all: (kind) => view().all?.(kind) ?? [],
      gatewaysOfClass: (className) => view().gatewaysOfClass(className),
      defaultGateways: (scope) => view().defaultGateways(scope),
      classesOfController: (name) => view().classesOfController(name),
      listenerSetsOf: (gateway) => view().listenerSetsOf(gateway),
      routesOf: (parent) => view().routesOf(parent),
      grantsIn: (namespace) => view().grantsIn(namespace),
      policiesOf: (kind, target) => view().policiesOf(kind, target),
      referrersInto: (namespace) => view().referrersInto(namespace),
      stakeholdersOf: (kind, stake, besides) => view().stakeholdersOf(kind, stake, besides),
    }
  }

  get size(): number {
    this.#expire()
    return this.#entries.size
  }

  /** Counts an object as there until it is seen, and then calls `seen`. `deadline` is when the caller of its review gives up. */
  add(kind: Kind, admitted: AnyObject, deadline: number, seen?: () => void): void {
    if (!isCached(kind)) return
    const object = project(kind, admitted as never)
    const key = keyOf(kind, object)
    const before = this.#entries.get(key)
    const known = before?.object ?? this.#base.table(kind).get(object.metadata.namespace, object.metadata.name)
    // As when only its status or its managers change: nobody's verdict rests on those.
    const isKnown = known !== undefined && isAlike(known, object)
    if (isKnown && !before) return
    this.#end(key, false, isKnown)
    // Many at once and no watch that shows them: the oldest have to go, and a live read still stands before every refusal.
    if (this.#entries.size >= MOST) this.#end(this.#entries.keys().next().value as string)
    const expires = this.#now() + LIFETIME
    this.#entries.set(key, { kind, object, deadline, expires, over: Promise.withResolvers(), seen })
    this.#expires = Math.min(this.#expires, expires)
    if (!isKnown) this.#unlaid.add(key)
  }

  /** The entry about which a claim is: when its caller gives up, and a promise for the end of the waiting: true when it is seen. */
  of({ kind, namespace, name }: Claim): { readonly deadline: number; readonly over: Promise<boolean> } | undefined {
    this.#expire()
    const entry = name === undefined ? undefined : this.#entries.get(`${kind}/${namespace ?? ''}/${name}`)
    return entry && { deadline: entry.deadline, over: entry.over.promise }
  }

  /** A live read that began after its deadline did not find it, or found it otherwise. */
  disprove({ kind, namespace, name }: Claim): void {
    this.#end(`${kind}/${namespace ?? ''}/${name}`)
  }

  #lay(): void {
    // Clearing makes a new table, and V8 leads from each that is given up to the next: one that grows old keeps all the later ones.
    if (this.#unlaid.size === 0) return
    for (const key of this.#unlaid) {
      const { kind, object } = this.#entries.get(key) as Entry
      this.#top.put(kind, object)
    }
    this.#unlaid.clear()
  }

  #relisted(kind: Kind, base: ObjectStore): void {
    for (const { kind: own, object } of [...this.#entries.values()]) {
      const found = own === kind ? base.table(kind).get(object.metadata.namespace, object.metadata.name) : undefined
      if (found) this.#observed(kind, found)
    }
  }

  #observed(kind: Kind, object: AnyObject): void {
    const key = keyOf(kind, object)
    const entry = this.#entries.get(key)
    if (!entry) return
    const [was, is] = [entry.object.metadata, object.metadata]
    // A create is seen with its uid; an update when the object is no longer what it was changed from.
    const isOld =
      was.resourceVersion !== undefined && (is.resourceVersion === was.resourceVersion || isOlder(is.resourceVersion, was.resourceVersion))
    if (isOld) return
    this.#end(key, true)
    entry.seen?.()
  }

  #expire(): void {
    const now = this.#now()
    if (now < this.#expires) return
    // In the order of their coming, and so of their end.
    for (const [key, { expires }] of this.#entries) {
      this.#expires = expires
      if (expires > now) return
      this.#end(key)
    }
    this.#expires = Number.POSITIVE_INFINITY
  }

  /** `isKept`: another entry with the same content comes in its place. */
  #end(key: string, isSeen = false, isKept = false): void {
    const entry = this.#entries.get(key)
    if (!entry) return
    this.#entries.delete(key)
    if (!isKept && !this.#unlaid.delete(key)) this.#top.remove(entry.kind, entry.object.metadata.namespace, entry.object.metadata.name)
    entry.over.resolve(isSeen)
  }
}

function keyOf(kind: Kind, { metadata }: AnyObject): string {
  return `${kind}/${metadata.namespace ?? ''}/${metadata.name}`
}
