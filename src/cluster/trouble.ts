import type { Logger } from 'pino'
import type { Kind } from '../gateway/kinds.ts'

/** Logs of one kind's failures: a line when trouble begins, none while it lasts, and one when it is over. */
export class Trouble {
  readonly #kind: Kind
  readonly #logger: Logger
  #isOn = false

  constructor(kind: Kind, logger: Logger) {
    this.#kind = kind
    this.#logger = logger
  }

  /** `ordinary` failures are to be expected now and then. */
  met(message: string, ordinary: boolean, meanwhile: string): void {
    const line = `${this.#kind}: ${message}`
    if (this.#isOn || ordinary) {
      this.#logger.debug({ kind: this.#kind }, line)
      return
    }
    this.#isOn = true
    this.#logger.warn({ kind: this.#kind }, `${line}; ${meanwhile}`)
  }

  over(): void {
    if (!this.#isOn) return
    this.#isOn = false
    this.#logger.info({ kind: this.#kind }, `${this.#kind}: the API server answers again`)
  }
}
