import type { Logger } from 'pino'
import type { Kind, KindFacts } from '../gateway/kinds.ts'
import type { ObjectStore } from '../gateway/object-store.ts'
import { ApiError, BadAnswer } from './api-error.ts'
import { applyEvent, type Deletions } from './apply-event.ts'
import { Backoff } from './backoff.ts'
import type { Discovery } from './discovery.ts'
import { driftOf } from './drift.ts'
import { blankNotes, type KindStatus, type Notes, type ReflectorState } from './kind-status.ts'
import { listAll, watchPath } from './paging.ts'
import { Silence } from './patience.ts'
import { Pause } from './pause.ts'
import { representationOf } from './representation.ts'
import { later } from './resource-version.ts'
import type { Timing } from './timing.ts'
import type { Transport } from './transport.ts'
import { Trouble } from './trouble.ts'
import { watchEvents } from './watch-events.ts'

export interface ReflectorParts {
  readonly facts: KindFacts
  readonly store: ObjectStore
  readonly transport: Transport
  readonly discovery: Discovery
  readonly timing: Timing
  readonly logger: Logger
  /** Called once, when `settled` of its status becomes true. */
  readonly onSettled: () => void
}

/** A 403 must come this often in a row before a kind that was readable counts as forbidden: a server that starts up refuses for a moment. */
const FORBIDDEN_AFTER = 3
/** After so many watches in a row that fell silent a list is due: they may wait for a version that the server, restored from a backup, is far from. */
const MUTE_AFTER = 2
const NOT_LISTED = { state: 'unknown', why: 'not listed yet' } as const

/** Keeps one kind of a store equal to the API server's: list, watch, and try again whatever happens, until its signal aborts. */
export class Reflector {
  readonly #parts: ReflectorParts
  readonly #kind: Kind
  readonly #backoff: Backoff
  readonly #pause: Pause
  readonly #trouble: Trouble
  readonly #notes: Notes
  /** Where the next watch goes on from; undefined when a list must come first. */
  #position: { readonly version: string; resourceVersion: string } | undefined
  #isFirstWatch = true
  #relistAt = Number.POSITIVE_INFINITY
  #forbidden = 0
  #mute = 0
  #notServed = 0
  #believeDiscovery = true
  #expired = false
  #isUnreached = false

  constructor(parts: ReflectorParts) {
    this.#parts = parts
    this.#kind = parts.facts.kind as Kind
    this.#backoff = new Backoff(parts.timing)
    this.#pause = new Pause(parts.timing)
    this.#trouble = new Trouble(this.#kind, parts.logger)
    this.#notes = blankNotes(this.#kind)
  }

  get kind(): Kind {
    return this.#kind
  }

  status(): KindStatus {
    return { ...this.#notes, objects: this.#parts.store.count(this.#kind), failures: this.#backoff.failures }
  }

  /** Resolves when the signal has aborted and nothing is left open. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      let wait = 0
      this.#isUnreached = false
      try {
        wait = await this.#round(signal)
      } catch (error) {
        if (!signal.aborted) wait = this.#failed(error)
      }
      if (wait > 0) await this.#pause.take(wait, this.#isUnreached, signal)
    }
  }

  /** Somebody heard from the API server: who waits because it could not be reached need wait no longer. */
  hurry(): void {
    this.#pause.cut()
  }

  /** One list (when needed) and one watch, to the watch's orderly end. Returns the ms to wait before the next round. */
  async #round(signal: AbortSignal): Promise<number> {
    const served = await this.#servedVersion()
    // That a watch can go on proves more than discovery, which knows nothing for a moment when a server starts up.
    const version = served ?? this.#position?.version
    if (version === undefined) return this.#missing()
    if (served !== undefined) this.#notServed = 0
    if (this.#notes.state === 'absent') this.#enter('waiting', 'is served now')
    if (this.#position?.version !== version || this.#isListDue()) await this.#list(version, signal)
    if (this.#position && !signal.aborted) await this.#watch(this.#position, signal)
    return 0
  }

  async #servedVersion(): Promise<string | undefined> {
    const { facts, discovery } = this.#parts
    try {
      const version = await discovery.versionOf(facts, this.#believeDiscovery ? undefined : 0)
      this.#believeDiscovery = true
      return version
    } catch (error) {
      // A watch that can go on needs no discovery.
      if (this.#position) return this.#position.version
      throw error
    }
  }

  /** The server does not serve the kind. One that was listed must be missing twice: a server that starts up knows no CRD for a moment. */
  #missing(): number {
    const { timing } = this.#parts
    this.#notServed += 1
    const wait = timing.probe * (0.75 + timing.random() / 2)
    if (this.#notes.state === 'listed' && this.#notServed < 2) return wait
    this.#notes.version = undefined
    this.#notes.lastHeard = timing.now()
    this.#alive()
    if (this.#notes.state !== 'absent') this.#enter('absent', 'is not served by the cluster (looked for again from time to time)')
    return wait
  }

  #isListDue(): boolean {
    return this.#parts.timing.now() >= this.#relistAt
  }

  async #list(version: string, signal: AbortSignal): Promise<void> {
    const { facts, store, transport, timing } = this.#parts
    const notes = this.#notes
    const before = store.table(this.#kind)
    // Whatever comes of it: a list that cannot be had must not keep a watch from going on.
    this.#relistAt = timing.now() + timing.relist * (0.75 + timing.random() / 2)
    const { table, resourceVersion } = await listAll(transport, facts, version, before, timing, signal)
    // Only where a watch went on without a gap is a difference its fault.
    const watchedTo = this.#position?.version === version ? this.#position.resourceVersion : undefined
    const drift = watchedTo === undefined ? 0 : await driftOf(before, table, watchedTo)
    if (signal.aborted) return
    if (drift > 0) this.#tellDrift(drift)
    store.adopt(table)
    this.#position = { version, resourceVersion }
    this.#forbidden = 0
    if (notes.lastList !== undefined) notes.relists += 1
    notes.lastList = timing.now()
    notes.lastHeard = notes.lastList
    const known = notes.state === 'listed' && notes.version === version
    notes.version = version
    // Who may list need not be allowed to watch: what was refused counts as readable when a watch is open.
    if (!known && notes.state !== 'forbidden') this.#enterListed()
  }

  #tellDrift(drift: number): void {
    this.#notes.drift += drift
    this.#parts.logger.warn({ kind: this.#kind }, `${this.#kind}: a new list showed ${drift} objects otherwise than the watch had told`)
  }

  async #watch(position: { readonly version: string; resourceVersion: string }, signal: AbortSignal): Promise<void> {
    const { facts, store, transport, timing } = this.#parts
    const notes = this.#notes
    const representation = representationOf(facts)
    const decoder = representation.decoder(position.version)
    const path = watchPath(facts, position.version, representation, position.resourceVersion, timing)
    const deletions: Deletions = new Map()
    const started = timing.now()
    let provenAlive: NodeJS.Timeout | undefined
    const opened = () => {
      notes.watching = true
      if (!this.#isFirstWatch) notes.reconnects += 1
      this.#isFirstWatch = false
      this.#forbidden = 0
      if (notes.state === 'forbidden') this.#enterListed()
      provenAlive = setTimeout(() => this.#alive(), timing.alive)
    }
    try {
      for await (const { type, object } of watchEvents(transport, path, representation.watchAccept, timing, signal, opened)) {
        if (signal.aborted) return
        const seen = decoder.event(object, type === 'BOOKMARK')
        if (seen.object) applyEvent(store, this.#kind, type, seen.object, deletions)
        if (seen.resourceVersion !== undefined) position.resourceVersion = later(position.resourceVersion, seen.resourceVersion)
        notes.lastHeard = timing.now()
        notes[type === 'BOOKMARK' ? 'lastBookmark' : 'lastEvent'] = notes.lastHeard
        this.#mute = 0
        this.#alive()
        // A server or a proxy may never end a watch.
        if (this.#isListDue()) return
      }
    } catch (error) {
      if (error instanceof Silence && notes.watching) this.#fellSilent()
      // The server's history does not reach back to where we are.
      if (isExpired(error)) this.#position = undefined
      throw error
    } finally {
      clearTimeout(provenAlive)
      notes.watching = false
    }
    if (timing.now() - started < timing.shortest && !signal.aborted) throw new Error('the watch ended as soon as it was open')
  }

  #fellSilent(): void {
    this.#mute += 1
    if (this.#mute < MUTE_AFTER) return
    this.#mute = 0
    this.#relistAt = this.#parts.timing.now()
  }

  #alive(): void {
    this.#backoff.reset()
    this.#expired = false
    this.#trouble.over()
  }

  /** Returns the ms to wait. What is held stays held: stale rather than absent. */
  #failed(error: unknown): number {
    const notes = this.#notes
    notes.errors += 1
    notes.lastError = error instanceof Error ? error.message : String(error)
    const status = error instanceof ApiError ? error.status : undefined
    this.#isUnreached = !(error instanceof ApiError || error instanceof BadAnswer)
    const expired = isExpired(error)
    const expiredAgain = expired && this.#expired
    this.#expired = expired
    const proven = this.#backoff.failures === 0
    // What cannot be read twice in a row will not be readable the third time: a list leads past it.
    if (status === 404 || (error instanceof BadAnswer && !proven)) this.#position = undefined
    if (status === 404) this.#believeDiscovery = false
    if (status === 403) this.#refused()
    const wait = this.#backoff.next(error instanceof ApiError ? error.retryAfter : undefined)
    if (notes.state !== 'forbidden') {
      // The ordinary ends of a watch: cut off, outlived by the server's history, or its CRD changed. Only what follows may be trouble.
      const ordinary = proven || ((expired || status === 404) && this.#backoff.failures < 4)
      const held = notes.state === 'listed'
      this.#trouble.met(notes.lastError, ordinary && held, `trying again${held ? ', going on with what was last seen' : ''}`)
    }
    // Whoever says so is there: after an outage it is the usual answer, and only a list that was of no use is a reason to wait.
    return expired && !expiredAgain ? 0 : wait
  }

  #refused(): void {
    this.#forbidden += 1
    const { state } = this.#notes
    if (state === 'listed' && this.#forbidden < FORBIDDEN_AFTER) return
    this.#notes.lastHeard = this.#parts.timing.now()
    if (state !== 'forbidden') this.#enter('forbidden', `no right to read: ${this.#notes.lastError}`)
  }

  #enterListed(): void {
    this.#enter('listed', `listed as ${this.#notes.version}: ${this.#parts.store.count(this.#kind)} objects`)
  }

  #enter(state: ReflectorState, words: string): void {
    const { store, logger, facts, onSettled } = this.#parts
    this.#notes.state = state
    if (state === 'waiting') store.setState(this.#kind, NOT_LISTED)
    else if (state === 'forbidden') store.setState(this.#kind, { state: 'unknown', why: `no right to read ${facts.plural}` })
    else store.setState(this.#kind, { state })
    if (state === 'forbidden') logger.warn({ kind: this.#kind }, `${this.#kind}: ${words}`)
    else logger.info({ kind: this.#kind }, `${this.#kind}: ${words}`)
    if (state === 'waiting' || this.#notes.settled) return
    this.#notes.settled = true
    onSettled()
  }
}

function isExpired(error: unknown): boolean {
  return error instanceof ApiError && error.status === 410
}
