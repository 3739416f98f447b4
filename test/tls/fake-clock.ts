import type { Clock } from '../../src/tls/ports.ts'

interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

/** A clock that stands still until it is told to go on. `sleepers` is how many loops run by it: each of them sleeps when it is idle. */
export class FakeClock implements Clock {
  #now = Date.parse('2026-01-01T00:00:00Z')
  #sleeping = new Set<Sleeper>()
  #idle: (() => void) | undefined
  sleepers: number

  constructor(sleepers: number) {
    this.sleepers = sleepers
  }

  now(): number {
    return this.#now
  }

  /** Only before anybody sleeps. */
  set(now: number): void {
    this.#now = Math.floor(now / 1000) * 1000
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const sleeper: Sleeper = {
        at: this.#now + ms,
        wake: () => {
          this.#sleeping.delete(sleeper)
          resolve()
        },
      }
      this.#sleeping.add(sleeper)
      signal.addEventListener('abort', sleeper.wake, { once: true })
      this.#idle?.()
    })
  }

  /** Resolves when every loop sleeps. */
  async idle(): Promise<void> {
    while (this.#sleeping.size < this.sleepers) {
      await new Promise<void>((resolve) => {
        this.#idle = resolve
      })
    }
  }

  /** Lets `ms` pass, waking each sleeper at its time and waiting until all sleep again. */
  async advance(ms: number, each?: () => Promise<void>): Promise<void> {
    await this.idle()
    const end = this.#now + ms
    for (;;) {
      const next = [...this.#sleeping].sort((a, b) => a.at - b.at)[0]
      if (!next || next.at > end) break
      this.#now = next.at
      next.wake()
      await this.idle()
      await each?.()
    }
    this.#now = end
  }

  /** Lets `ms` pass at one stroke, as when a machine was suspended: every sleeper that is due wakes at once and late. */
  async leap(ms: number): Promise<void> {
    await this.idle()
    this.#now += ms
    for (const sleeper of [...this.#sleeping]) if (sleeper.at <= this.#now) sleeper.wake()
    await this.idle()
  }
}

/** Keeps what was logged. */
export class Lines {
  readonly lines: string[] = []
  info = (message: string): void => void this.lines.push(`info ${message}`)
  warn = (message: string): void => void this.lines.push(`warn ${message}`)
  of(level: 'info' | 'warn'): string[] {
    return this.lines.filter((line) => line.startsWith(level)).map((line) => line.slice(5))
  }
}
