import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Watchdog } from './watchdog.ts'

export interface BackgroundOptions {
  readonly name: string
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  /** File that receives a copy of everything it says. */
  readonly logFile?: string | undefined
  readonly watchdog: Watchdog
}

/** A child process that runs beside the test, with what it says. */
export class Background {
  readonly name: string
  readonly #child: ChildProcess
  readonly #said: string[] = []
  /** Settles when it has ended and everything it said is in `log`. */
  readonly ended: Promise<void>
  #failure: Error | undefined

  constructor({ name, program, args, cwd, env, logFile, watchdog }: BackgroundOptions) {
    this.name = name
    this.#child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    watchdog.guard(this.#child)
    this.#child.once('error', (error) => {
      this.#failure = error
    })
    this.ended = once(this.#child, 'close').then(
      () => undefined,
      () => undefined,
    )
    const file = logFile === undefined ? undefined : createWriteStream(logFile, { flags: 'a' })
    file?.on('error', () => undefined)
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#said.push(text)
        file?.write(text)
      })
    }
    void this.ended.then(() => file?.end())
  }

  get log(): string {
    return this.#said.join('')
  }

  get running(): boolean {
    return this.#failure === undefined && this.#child.exitCode === null && this.#child.signalCode === null
  }

  get exitCode(): number | null {
    return this.#child.exitCode
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  signal(signal: NodeJS.Signals): void {
    if (this.running) this.#child.kill(signal)
  }

  /** Sends the signal and waits for the end; what does not end within `patienceMs` is killed. Returns the exit code, null when a signal ended it. */
  async stop(signal: NodeJS.Signals = 'SIGKILL', patienceMs = 15_000): Promise<number | null> {
    this.signal(signal)
    const gone = await Promise.race([this.ended.then(() => true), sleep(patienceMs, false, { ref: false })])
    if (!gone) this.signal('SIGKILL')
    await this.ended
    return this.#child.exitCode
  }

  /** Polls `isReady` until it holds. Throws with the end of the log when the process ends or `withinMs` pass before. */
  async until(what: string, isReady: () => Promise<boolean>, withinMs: number): Promise<void> {
    const deadline = performance.now() + withinMs
    while (!(await isReady())) {
      if (!this.running) throw new EndedEarly(this, what)
      if (performance.now() > deadline) throw new Error(`${this.name}: ${what} not within ${withinMs / 1000} s. It said:\n${this.#lastLines()}`)
      await sleep(50)
    }
  }

  #lastLines(): string {
    return this.log.trimEnd().split('\n').slice(-30).join('\n') || '(nothing)'
  }

  endedBecause(): string {
    if (this.#failure) return `did not start: ${this.#failure.message}`
    return `ended with ${this.#child.signalCode ?? `exit code ${this.#child.exitCode}`}. It said:\n${this.#lastLines()}`
  }
}

export class EndedEarly extends Error {
  readonly log: string

  constructor(process: Background, awaited: string) {
    super(`${process.name}: waiting for ${awaited}, but it ${process.endedBecause()}`)
    this.log = process.log
  }

  /** Another process took the port between its choice and its use. */
  get portTaken(): boolean {
    return /EADDRINUSE|address already in use|another process listens there/i.test(this.log)
  }
}
