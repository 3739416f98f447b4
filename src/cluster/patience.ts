/** That nothing was heard for as long as an exchange may be silent. */
export class Silence extends Error {
  override readonly name = 'Silence'
}

/**
 * Bounds the silence of one exchange: `signal` aborts when nothing was heard for `ms`, or when `parent` aborts.
 * `end` must be called when the exchange is over.
 */
export class Patience {
  readonly #controller = new AbortController()
  readonly #timer: NodeJS.Timeout
  readonly #parent: AbortSignal
  readonly #stop: () => void

  constructor(ms: number, parent: AbortSignal) {
    this.#parent = parent
    this.#stop = () => this.#controller.abort(parent.reason)
    this.#timer = setTimeout(() => this.#controller.abort(new Silence(`nothing was heard from the API server for ${ms / 1000} s`)), ms)
    parent.addEventListener('abort', this.#stop)
    if (parent.aborted) this.#stop()
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  heard(): void {
    this.#timer.refresh()
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#parent.removeEventListener('abort', this.#stop)
  }
}
