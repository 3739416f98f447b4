import type { Timing } from './timing.ts'

/** Delays between attempts: doubling from `firstRetry` to `lastRetry`, each drawn from its upper half, so that replicas do not march in step. */
export class Backoff {
  readonly #timing: Timing
  failures = 0

  constructor(timing: Timing) {
    this.#timing = timing
  }

  /** Counts a failure and returns the ms to wait; never less than the server asked for. */
  next(retryAfter = 0): number {
    const { firstRetry, lastRetry, random } = this.#timing
    const ceiling = Math.min(lastRetry, firstRetry * 2 ** Math.min(this.failures, 30))
    this.failures += 1
    return Math.max(retryAfter, ceiling / 2 + (random() * ceiling) / 2)
  }

  reset(): void {
    this.failures = 0
  }
}
