/** Every duration (ms) and source of time and chance that the cluster's loops use, so that a test can run them fast and alike. */
export interface Timing {
  /** Milliseconds since the epoch. */
  now(): number
  /** From 0 (inclusive) to 1 (exclusive). */
  random(): number
  /** Resolves after `ms`, or at once when the signal aborts. Never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  /** A watch that says nothing for so long is dead. Longer than the minute between two bookmarks. */
  readonly idle: number
  /** A list or a discovery that sends nothing for so long is dead. */
  readonly answer: number
  readonly firstRetry: number
  readonly lastRetry: number
  /** Who could not reach the server tries again when a review shows that it is there, though not sooner than after so long. */
  readonly hurried: number
  /** How often a kind that the server does not serve is looked for. */
  readonly probe: number
  /** A watch that has been open for so long is alive, even if nothing happened. */
  readonly alive: number
  /** How long a list is believed, before it is compared with a new one; each kind takes up to a quarter more or less. */
  readonly relist: number
  /** A watch that ends sooner is a failure: something between us and the server cuts connections. */
  readonly shortest: number
}

/** The durations of a real cluster; the reasons are in the comments of `Timing`. */
export function realTiming(): Timing {
  return {
    now: Date.now,
    random: Math.random,
    sleep,
    idle: 100_000,
    answer: 60_000,
    firstRetry: 500,
    lastRetry: 30_000,
    hurried: 1_000,
    probe: 10_000,
    alive: 10_000,
    shortest: 1_000,
    relist: 1_800_000,
  }
}

/** Resolves after `ms`, or at once when the signal aborts. Never rejects, and leaves neither timer nor listener behind. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}

/** Lets everything else that waits have its turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
