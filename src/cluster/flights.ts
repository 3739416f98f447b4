/** One piece of work that several wait for. */
export interface Flight<T> {
  /** Rejects where it has not landed when the last of those who wait for it gives up. */
  readonly landed: Promise<T>
  /** When it took off, by the clock of deadlines; undefined while it waits for its turn. */
  readonly began: number | undefined
}

interface Task {
  began: number | undefined
  /** When the last of those who wait gives up. */
  until: number
  readonly over: AbortController
}

/**
 * Work of one key at one time is done once, only as long as somebody waits for it, and not more than so much at one time: an API server that
 * hangs must not collect connections. Nobody joins what has already begun, since that may have seen the world as it was before they asked: they
 * share what begins when it has landed.
 */
export class Flights<T> {
  readonly #most: number
  readonly #clock: () => number
  readonly #last = new Map<string, Task & Flight<T>>()
  readonly #queue = new Set<() => void>()
  #flying = 0

  constructor(most: number, clock: () => number) {
    this.#most = most
    this.#clock = clock
  }

  /** Joins the next flight of this key; `deadline` is when the caller gives up. */
  take(key: string, deadline: number, fly: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const last = this.#last.get(key)
    if (last && last.began === undefined) {
      last.until = Math.max(last.until, deadline)
      return last
    }
    const task: Task = { began: undefined, until: deadline, over: new AbortController() }
    const flight = Object.assign(task, { landed: this.#run(task, last?.landed, fly) })
    this.#last.set(key, flight)
    const forget = () => {
      if (this.#last.get(key) === flight) this.#last.delete(key)
    }
    flight.landed.then(forget, forget)
    return flight
  }

  async #run(task: Task, before: Promise<T> | undefined, fly: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { signal } = task.over
    let timer: NodeJS.Timeout | undefined
    const givenUp = new Promise<never>((_, reject) => {
      const look = () => {
        const left = task.until - this.#clock()
        if (left > 0) {
          timer = setTimeout(look, left)
          return
        }
        const reason = new Error('nobody waits for it any more')
        reject(reason)
        task.over.abort(reason)
      }
      look()
    })
    try {
      await Promise.race([before?.catch(() => {}), givenUp])
      signal.throwIfAborted()
      await this.#turn(signal)
      try {
        task.began = this.#clock()
        return await Promise.race([fly(signal), givenUp])
      } finally {
        this.#next()
      }
    } finally {
      clearTimeout(timer)
    }
  }

  /** Resolves when there is room for one more. */
  #turn(signal: AbortSignal): Promise<void> {
    if (this.#flying < this.#most) {
      this.#flying += 1
      return Promise.resolve()
    }
    const turn = Promise.withResolvers<void>()
    const begin = () => turn.resolve()
    this.#queue.add(begin)
    signal.addEventListener('abort', () => {
      if (this.#queue.delete(begin)) turn.reject(signal.reason)
    })
    return turn.promise
  }

  #next(): void {
    const [begin] = this.#queue
    if (begin === undefined) {
      this.#flying -= 1
      return
    }
    this.#queue.delete(begin)
    begin()
  }
}
