import type { Logger } from 'pino'
import { KINDS, type Kind } from '../gateway/kinds.ts'
import { ObjectStore } from '../gateway/object-store.ts'
import type { ClusterView, Witness } from '../gateway/ports.ts'
import { Discovery } from './discovery.ts'
import type { KindStatus } from './kind-status.ts'
import { PendingObjects } from './pending.ts'
import { Reflector } from './reflector.ts'
import { realTiming, type Timing } from './timing.ts'
import type { Transport } from './transport.ts'
import { LiveWitness } from './witness.ts'

export interface LiveClusterOptions {
  /** Stays the caller's: close it after `stop`. */
  readonly transport: Transport
  readonly logger: Logger
  /** What differs from a real cluster's timing. `now` is the clock of every time in `status`. */
  readonly timing?: Partial<Timing>
}

/**
 * The cluster as it is now: every cached kind listed and watched from `start` to `stop`, whatever fails in between.
 *
 * Ready means that each cached kind has once been listed, or found not to be served (no CRD), or found forbidden (rights withheld, as
 * the overlay without the Secret rule does: the view then says unknown). Ready is never lost again: without its API server a replica
 * goes on with what it last saw, or all replicas would leave the Service at once.
 */
export class LiveCluster {
  readonly #store = new ObjectStore()
  readonly #stop = new AbortController()
  readonly #reflectors: readonly Reflector[]
  readonly #logger: Logger
  readonly #server: string
  readonly #ready = Promise.withResolvers<void>()
  readonly #pending: PendingObjects
  /** Confirms live what a refusal by `view` would rest on. */
  readonly witness: Witness
  #running: Promise<unknown> | undefined
  #unsettled: number

  constructor({ transport, logger, timing: differing }: LiveClusterOptions) {
    const timing = { ...realTiming(), ...differing }
    const discovery = new Discovery(transport, timing, this.#stop.signal)
    const onSettled = () => this.#settledOne()
    const cached = KINDS.filter((facts) => facts.cached !== false)
    this.#reflectors = cached.map((facts) => new Reflector({ facts, store: this.#store, transport, discovery, timing, logger, onSettled }))
    this.#unsettled = cached.length
    this.#logger = logger
    this.#server = transport.server
    const clock = () => performance.now()
    this.#pending = new PendingObjects(this.#store, clock)
    const versionOf = (kind: Kind) => this.#reflectors.find((reflector) => reflector.kind === kind)?.status().version
    const signOfLife = () => {
      for (const reflector of this.#reflectors) reflector.hurry()
    }
    this.witness = new LiveWitness({ transport, discovery, versionOf, timing, pending: this.#pending, clock, signOfLife })
  }

  /** What was listed and watched, and what was admitted and is not seen yet. */
  get view(): ClusterView {
    return this.#pending.view
  }

  /** Objects that were admitted and are not seen yet. */
  get pending(): number {
    return this.#pending.size
  }

  /** Begins to list and watch. Returns at once and never throws: what fails is tried again and shown in `status`. */
  start(): void {
    this.#running ??= Promise.all(this.#reflectors.map((reflector) => reflector.run(this.#stop.signal)))
  }

  ready(): boolean {
    return this.#unsettled === 0
  }

  /** Resolves when `ready` becomes true, and not at all when it never does: race it with a timeout or with `stop`. */
  whenReady(): Promise<void> {
    return this.#ready.promise
  }

  status(): readonly KindStatus[] {
    return this.#reflectors.map((reflector) => reflector.status())
  }

  /** Ends every watch and resolves when nothing is left open. */
  async stop(): Promise<void> {
    this.#stop.abort(new Error('stopped'))
    await this.#running
  }

  #settledOne(): void {
    this.#unsettled -= 1
    if (this.#unsettled > 0) return
    const status = this.status()
    const objects = status.reduce((sum, kind) => sum + kind.objects, 0)
    const listed = status.filter((kind) => kind.state === 'listed').length
    this.#logger.info(`cluster ${this.#server} is in view: ${objects} objects of ${listed} kinds`)
    this.#ready.resolve()
  }
}
