import type { X509Certificate } from 'node:crypto'
import { type CaState, caData, isEmpty, oldIsOver, readableAuthorities, readCaState } from './ca-state.ts'
import { endOf, issuedBy, LEAF_LIFE, makeCa, makeLeaf, renewalDue } from './certificate.ts'
import { checkNames } from './names.ts'
import type { BundlePublisher, CaSecret, CaStore, CertificateSource, Clock, KeyPair, Log } from './ports.ts'
import { ServedPair } from './served-pair.ts'

const CHECK_EVERY = 30_000
const PUBLISH_WITHIN = 15_000

/**
 * How long a bundle must have been published before a leaf relies on it: every API server has read it by then. It is longer than
 * a check lasts, so a replica that read the Secret before a rotation cannot put the former bundle back after this.
 */
const SETTLE = 30_000

export interface ManagedCaOptions {
  readonly store: CaStore
  readonly publisher: BundlePublisher
  /** DNS names and IP addresses of the server. */
  readonly names: readonly string[]
  readonly clock: Clock
  readonly log: Log
  /** Called each time somebody else's caBundle had to be put right. */
  readonly onRepair?: () => void
}

/**
 * A CA in one Secret, shared by all replicas, and a leaf in memory for each. Every 30 s, by the wall clock, so that no missed timer
 * matters: read the Secret, renew the CA at two thirds of its life, publish old and new CA, and only then serve a leaf of the new one.
 */
export class ManagedCaSource implements CertificateSource {
  readonly #options: ManagedCaOptions
  readonly #served: ServedPair
  readonly #end = new AbortController()
  #running: Promise<void> | undefined
  #state: CaState | undefined
  #published: { readonly bundle: string; readonly since: number } | undefined
  #absent = false
  #repairs = 0
  #trouble: string | undefined

  constructor(options: ManagedCaOptions) {
    checkNames(options.names)
    this.#options = options
    this.#served = new ServedPair(options.log)
  }

  current(): KeyPair | undefined {
    return this.#served.pair
  }

  subscribe(listener: (pair: KeyPair) => void): void {
    this.#served.subscribe(listener)
  }

  notAfter(): Date | undefined {
    return this.#served.notAfter()
  }

  /** Tries until there is a pair: an API server that does not answer yet is no reason to give up. */
  async start(signal: AbortSignal): Promise<void> {
    const ended = AbortSignal.any([signal, this.#end.signal])
    ended.throwIfAborted()
    const first = Promise.withResolvers<void>()
    this.#served.subscribe(() => first.resolve())
    ended.addEventListener('abort', () => first.reject(ended.reason), { once: true })
    this.#running = this.#run(ended)
    await first.promise
  }

  async stop(): Promise<void> {
    this.#end.abort()
    await this.#running
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#options
    let wait = CHECK_EVERY
    while (!signal.aborted) {
      try {
        await this.#check(signal)
        if (this.#trouble) log.info('The managed certificate is in order again.')
        this.#trouble = undefined
        wait = CHECK_EVERY
      } catch (cause) {
        if (signal.aborted) return
        const trouble = cause instanceof Error ? cause.message : String(cause)
        wait = this.#trouble === undefined ? 1000 : Math.min(wait * 2, CHECK_EVERY)
        if (trouble !== this.#trouble)
          log.warn(`${trouble} (trying again in ${wait / 1000} s, then less often, at least every ${CHECK_EVERY / 1000} s)`)
        this.#trouble = trouble
      }
      await clock.sleep(wait, signal)
    }
  }

  async #check(signal: AbortSignal): Promise<void> {
    const troubles: unknown[] = []
    try {
      this.#state = await this.#readCa(signal)
      await this.#publish(this.#state.bundle, AbortSignal.any([signal, AbortSignal.timeout(PUBLISH_WITHIN)]))
    } catch (cause) {
      troubles.push(cause)
    }
    // Also in trouble: a leaf is renewed from the CA that is known, and served before its bundle is published if there is none yet.
    if (this.#state && !signal.aborted) await this.#serveLeaf(this.#state)
    if (troubles.length > 0) throw troubles[0]
  }

  async #readCa(signal: AbortSignal): Promise<CaState> {
    const { store, clock, log } = this.#options
    for (let attempt = 0; attempt < 5; attempt++) {
      const secret = await store.read(signal)
      const now = clock.now()
      if (!secret) {
        // Nothing is kept: deleting the Secret is how a person says that its CA is not to be trusted any more.
        const data = caData({}, await makeCa('Portcullis CA', now), [], now)
        if ((await store.create(data, signal)) === 'done') log.info(`Made a CA in ${store.place}.`)
        continue
      }
      const next = await this.#nextData(secret, now)
      if ('bundle' in next) return next
      if ((await store.update(secret, next.data, signal)) === 'done') {
        if (next.warning) log.warn(next.say)
        else log.info(next.say)
      }
    }
    throw new Error(`${store.place} did not come to rest: it was changed by others in each of 5 attempts`)
  }

  async #nextData(secret: CaSecret, now: number): Promise<CaState | { data: CaSecret['data']; say: string; warning: boolean }> {
    const { place } = this.#options.store
    let state: CaState
    try {
      state = readCaState(secret.data, now)
    } catch (cause) {
      const empty = isEmpty(secret.data)
      const known = [...readableAuthorities(secret.data), ...(this.#state ? [this.#state.certificate, ...this.#state.old] : [])]
      const data = caData(secret.data, await makeCa('Portcullis CA', now), known, now)
      const say = empty ? `Made a CA in ${place}.` : `Replaced the CA in ${place}, which could not be used: ${(cause as Error).message}.`
      return { data, say, warning: !empty }
    }
    if (renewalDue(state.certificate, now)) {
      const data = caData(secret.data, await makeCa('Portcullis CA', now), [state.certificate, ...state.old], now)
      return { data, say: `Renewed the CA in ${place}; the former one stays trusted until no replica uses it.`, warning: false }
    }
    if (oldIsOver(state, now)) {
      return { data: caData(secret.data, state.ca, [], now), say: `Dropped the former CA from ${place}.`, warning: false }
    }
    return state
  }

  async #publish(bundle: string, signal: AbortSignal): Promise<void> {
    const { publisher, clock, log, onRepair } = this.#options
    const before = this.#published
    // Until it is confirmed, it is not known what the API server trusts.
    if (before?.bundle !== bundle) this.#published = undefined
    const outcome = await publisher.publish(bundle, signal)
    const since = this.#published && outcome !== 'changed' ? this.#published.since : clock.now()
    this.#published = { bundle, since }
    if (outcome === 'absent') {
      if (!this.#absent) log.warn(`There are no ${publisher.place} yet, so nothing is reviewed; they get their caBundle as soon as they exist.`)
    } else if (this.#absent || (outcome === 'changed' && before?.bundle !== bundle)) {
      log.info(`The ${publisher.place} trust the CA.`)
    } else if (outcome === 'changed') {
      this.#repairs++
      onRepair?.()
      if (this.#repairs === 1) {
        log.warn(
          `Somebody overwrote caBundle in ${publisher.place}; put right, as it will be each time. If a GitOps tool did it, let it ignore that field.`,
        )
      }
    }
    this.#absent = outcome === 'absent'
  }

  async #serveLeaf(state: CaState): Promise<void> {
    const { clock, names, log } = this.#options
    const now = clock.now()
    const leaf = this.#served.leaf
    if (leaf && !this.#mustReplace(leaf, state, now)) return
    const pair = await makeLeaf(state.ca, names, LEAF_LIFE, now)
    this.#served.serve(pair)
    log.info(`Serving a certificate that ends on ${this.#served.notAfter()?.toISOString()}.`)
  }

  #mustReplace(leaf: X509Certificate, state: CaState, now: number): boolean {
    if (issuedBy(leaf, state.certificate)) return renewalDue(leaf, now)
    const stillTrusted = state.old.some((old) => issuedBy(leaf, old)) && now < endOf(leaf) - 2 * CHECK_EVERY
    return !stillTrusted || (this.#published !== undefined && now - this.#published.since >= SETTLE)
  }
}
