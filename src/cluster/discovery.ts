import type { KindFacts } from '../gateway/kinds.ts'
import { isRecord, records } from '../gateway/shape.ts'
import { ApiError } from './api-error.ts'
import { getJson } from './get-json.ts'
import type { Timing } from './timing.ts'
import type { Transport } from './transport.ts'

/** Which kinds, in which versions, the API server serves now. Answers are shared for a moment: all reflectors ask at once. */
export class Discovery {
  readonly #transport: Transport
  readonly #timing: Timing
  readonly #signal: AbortSignal
  readonly #answers = new Map<string, { readonly at: number; readonly answer: Promise<unknown> }>()

  constructor(transport: Transport, timing: Timing, signal: AbortSignal) {
    this.#transport = transport
    this.#timing = timing
    this.#signal = signal
  }

  /**
   * The first of the kind's versions that the server serves, or undefined where it serves none (its CRD is not installed).
   * An answer older than `maxAge` ms is not believed. Rejects when the server does not say.
   */
  async versionOf(facts: KindFacts, maxAge = this.#timing.probe / 2): Promise<string | undefined> {
    // The core group has one version, and no server lacks it.
    if (facts.group === '') return facts.versions[0]
    const group = await this.#get(`/apis/${facts.group}`, maxAge)
    if (!isRecord(group)) return undefined
    const served = new Set(records(group.versions).map(({ version }) => version))
    for (const version of facts.versions) {
      if (!served.has(version)) continue
      const list = await this.#get(`/apis/${facts.group}/${version}`, maxAge)
      if (isRecord(list) && records(list.resources).some(({ name }) => name === facts.plural)) return version
    }
    return undefined
  }

  /** Undefined for 404. */
  #get(path: string, maxAge: number): Promise<unknown> {
    const known = this.#answers.get(path)
    if (known && this.#timing.now() - known.at < maxAge) return known.answer
    const answer = getJson(this.#transport, path, 'application/json', this.#timing, this.#signal).catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 404) return undefined
      this.#answers.delete(path)
      throw error
    })
    this.#answers.set(path, { at: this.#timing.now(), answer })
    return answer
  }
}
