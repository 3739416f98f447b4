import type { Logger } from 'pino'
import type { Kind, KindFacts } from '../gateway/kinds.ts'
import type { ObjectStore } from '../gateway/object-store.ts'
import { ApiError, BadAnswer } from './api-error.ts'
import { applyEvent, type Deletions } from './apply-event.ts'
import { Backoff } from './backoff.ts'
import type { Discovery } from './discovery.ts'
import { driftOf } from './drift.ts'
import type { KindStatus, ReflectorState } from './kind-status.ts'
import { collectionPath, listAll } from './paging.ts'
import { representationOf } from './representation.ts'
import { later } from './resource-version.ts'
import type { Timing } from './timing.ts'
import type { Transport } from './transport.ts'
import { watchEvents } from './watch-events.ts'

export interface ReflectorParts {
  readonly facts: KindFacts
  readonly store: ObjectStore
  readonly transport: Transport
  readonly discovery: Discovery
  readonly timing: Timing
  readonly logger: Logger
  /** Called whenever `settled` becomes true. */
  readonly onSettled: () => void
}

/** A 403 must come this often in a row before a kind that was readable counts as forbidden: a server that starts up refuses for a moment. */
const FORBIDDEN_AFTER = 3
const NOT_LISTED = { state: 'unknown', why: 'not listed yet' } as const

/** Keeps one kind of a store equal to the API server's: list, watch, and try again whatever happens, until its signal aborts. */
export class Reflector {
  readonly #parts: ReflectorParts
  readonly #kind: Kind
  readonly #backoff: Backoff
  /** Where the next watch goes on from; undefined when a list must come first. */
  #position: { readonly version: string; resourceVersion: string } | undefined
  #state: ReflectorState = 'waiting'
  #settled = false
  #version: string | undefined
  #watching = false
  #lastEvent: number | undefined
  #lastList: number | undefined
  #lists = 0
  #relistAt = Number.POSITIVE_INFINITY
  #drift = 0
  #errors = 0
  #lastError: string | undefined
  #forbidden = 0
  #notServed = 0
  #believeDiscovery = true
  #troubled = false

  constructor(parts: ReflectorParts) {
    this.#parts = parts
    this.#kind = parts.facts.kind as Kind
    this.#backoff = new Backoff(parts.timing)
  }

  get kind(): Kind {
    return this.#kind
  }

  /** Listed, absent or forbidden has been known once. It stays true: a view grows stale rather than unready. */
  get settled(): boolean {
    return this.#settled
  }

  status(): KindStatus {
    return {
      kind: this.#kind,
      state: this.#state,
      version: this.#version,
      objects: this.#parts.store.count(this.#kind),
      watching: this.#watching,
      lastEvent: this.#lastEvent,
      lastList: this.#lastList,
      relists: Math.max(0, this.#lists - 1),
      drift: this.#drift,
      errors: this.#errors,
      lastError: this.#lastError,
    }
  }

  /** Resolves when the signal has aborted and nothing is left open. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const { timing } = this.#parts
    while (!signal.aborted) {
      let wait = 0
      try {
        wait = await this.#round(signal)
      } catch (error) {
        if (!signal.aborted) wait = this.#failed(error)
      }
      if (wait > 0) await timing.sleep(wait, signal)
    }
    this.#watching = false
  }

  /** One list (when needed) and one watch, to the watch's orderly end. Returns the ms to wait before the next round. */
  async #round(signal: AbortSignal): Promise<number> {
    const served = await this.#servedVersion()
    // That a watch can go on proves more than discovery, which knows nothing for a moment when a server starts up.
    const version = served ?? this.#position?.version
    if (version === undefined) return this.#missing()
    if (served !== undefined) this.#notServed = 0
    if (this.#state === 'absent') this.#enter('waiting', 'is served now')
    if (this.#position?.version !== version || this.#parts.timing.now() >= this.#relistAt) await this.#list(version, signal)
    if (this.#position) await this.#watch(this.#position, signal)
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
    if (this.#state === 'listed' && this.#notServed < 2) return wait
    this.#version = undefined
    this.#alive()
    if (this.#state !== 'absent') this.#enter('absent', 'is not served by the cluster (looked for again from time to time)')
    return wait
  }

  async #list(version: string, signal: AbortSignal): Promise<void> {
    const { facts, store, transport, timing } = this.#parts
    const before = store.table(this.#kind)
    const { table, resourceVersion } = await listAll(transport, facts, version, before, timing, signal)
    if (signal.aborted) return
    // Only where a watch went on without a gap is a difference its fault.
    const watchedTo = this.#position?.version === version ? this.#position.resourceVersion : undefined
    if (watchedTo !== undefined) this.#tellDrift(await driftOf(before, table, watchedTo))
    store.adopt(table)
    this.#relistAt = timing.now() + timing.relist * (0.75 + timing.random() / 2)
    this.#position = { version, resourceVersion }
    this.#lists += 1
    this.#lastList = timing.now()
    this.#forbidden = 0
    const known = this.#state === 'listed' && this.#version === version
    this.#version = version
    if (!known) this.#enter('listed', `listed as ${version}: ${table.size} objects`)
  }

  #tellDrift(drift: number): void {
    if (drift === 0) return
    this.#drift += drift
    this.#parts.logger.warn({ kind: this.#kind, drift }, `${this.#kind}: a new list showed ${drift} objects otherwise than the watch had told`)
  }

  async #watch(position: { readonly version: string; resourceVersion: string }, signal: AbortSignal): Promise<void> {
    const { facts, store, transport, timing } = this.#parts
    const representation = representationOf(facts)
    const decoder = representation.decoder(position.version)
    const path = collectionPath(facts, position.version, {
      ...representation.query,
      watch: '1',
      allowWatchBookmarks: 'true',
      resourceVersion: position.resourceVersion,
      timeoutSeconds: String(300 + Math.floor(timing.random() * 301)),
    })
    const deletions: Deletions = new Map()
    const started = timing.now()
    let provenAlive: NodeJS.Timeout | undefined
    const opened = () => {
      this.#watching = true
      provenAlive = setTimeout(() => this.#alive(), timing.alive)
    }
    try {
      for await (const { type, object } of watchEvents(transport, path, representation.watchAccept, timing, signal, opened)) {
        if (signal.aborted) return
        const seen = decoder.event(object, type === 'BOOKMARK')
        if (seen.object) applyEvent(store, this.#kind, type, seen.object, deletions)
        if (seen.resourceVersion !== undefined) position.resourceVersion = later(position.resourceVersion, seen.resourceVersion)
        this.#lastEvent = timing.now()
        this.#alive()
      }
    } finally {
      clearTimeout(provenAlive)
      this.#watching = false
    }
    if (timing.now() - started < timing.shortest && !signal.aborted) throw new Error('the watch ended as soon as it was open')
  }

  #alive(): void {
    this.#backoff.reset()
    this.#forbidden = 0
    if (!this.#troubled) return
    this.#troubled = false
    this.#parts.logger.info({ kind: this.#kind }, `${this.#kind}: the API server answers again`)
  }

  /** Returns the ms to wait. What is held stays held: stale rather than absent. */
  #failed(error: unknown): number {
    this.#errors += 1
    this.#lastError = error instanceof Error ? error.message : String(error)
    const status = error instanceof ApiError ? error.status : undefined
    const expired = status === 410
    const proven = this.#backoff.failures === 0
    // What cannot be read twice in a row will not be readable the third time: a list leads past it.
    if (expired || status === 404 || (error instanceof BadAnswer && !proven)) this.#position = undefined
    if (status === 404) this.#believeDiscovery = false
    if (status === 403) this.#refused()
    const wait = this.#backoff.next(error instanceof ApiError ? error.retryAfter : undefined)
    if (this.#state !== 'forbidden') {
      // The ordinary ends of a watch: cut off, outlived by the server's history, or its CRD changed. Only what follows may be trouble.
      const ordinary = proven || ((expired || status === 404) && this.#backoff.failures < 4)
      this.#complain(ordinary && this.#state === 'listed')
    }
    return expired && proven ? 0 : wait
  }

  #refused(): void {
    this.#forbidden += 1
    if (this.#state === 'forbidden' || (this.#state === 'listed' && this.#forbidden < FORBIDDEN_AFTER)) return
    this.#position = undefined
    this.#enter('forbidden', `no right to read: ${this.#lastError}`)
  }

  /** One line when trouble begins, none while it lasts. */
  #complain(ordinary: boolean): void {
    const { logger } = this.#parts
    const line = `${this.#kind}: ${this.#lastError}`
    if (this.#troubled || ordinary) {
      logger.debug({ kind: this.#kind }, line)
      return
    }
    this.#troubled = true
    logger.warn({ kind: this.#kind }, `${line}; trying again${this.#state === 'listed' ? ', going on with what was last seen' : ''}`)
  }

  #enter(state: ReflectorState, words: string): void {
    const { store, logger, facts, onSettled } = this.#parts
    this.#state = state
    if (state === 'waiting') store.setState(this.#kind, NOT_LISTED)
    else if (state === 'forbidden') store.setState(this.#kind, { state: 'unknown', why: `no right to read ${facts.plural}` })
    else store.setState(this.#kind, { state })
    if (state === 'forbidden') logger.warn({ kind: this.#kind }, `${this.#kind}: ${words}`)
    else logger.info({ kind: this.#kind }, `${this.#kind}: ${words}`)
    if (state === 'waiting' || this.#settled) return
    this.#settled = true
    onSettled()
  }
}
