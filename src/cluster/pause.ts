import type { Timing } from './timing.ts'

/** The wait between two attempts to reach the API server. */
export class Pause {
  readonly #timing: Timing
  #cut: (() => void) | undefined

  constructor(timing: Timing) {
    this.#timing = timing
  }

  /** Resolves after `ms`, or when the signal aborts; where it `mayBeCut` also earlier. Never rejects. */
  async take(ms: number, mayBeCut: boolean, signal: AbortSignal): Promise<void> {
    const { sleep, now, hurried } = this.#timing
    if (!mayBeCut) return sleep(ms, signal)
    const early = new AbortController()
    const since = now()
    this.#cut = () => {
      if (now() - since >= hurried) early.abort()
    }
    await sleep(ms, AbortSignal.any([signal, early.signal]))
    this.#cut = undefined
  }

  /** Ends a wait that may be cut and has lasted for a moment. */
  cut(): void {
    this.#cut?.()
  }
}
