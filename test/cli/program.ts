import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export const CHECKOUT = join(import.meta.dirname, '..', '..')

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The real program, run to its end. */
export async function portcullis(args: readonly string[], cwd = CHECKOUT, given: Given = {}): Promise<Ended> {
  const program = new Running(args, cwd, given)
  return program.ended
}

export const OPEN = Symbol('open')

export interface Given {
  readonly env?: Readonly<Record<string, string>>
  /** What is on its standard input, which then ends; `OPEN` is one that never does. Nothing, where it is absent. */
  readonly input?: string | Uint8Array | typeof OPEN
}

/** The real program, while it runs. */
export class Running {
  readonly ended: Promise<Ended>
  readonly #child
  #stdout = ''
  #stderr = ''
  #heard = Promise.withResolvers<void>()

  constructor(args: readonly string[], cwd = CHECKOUT, { env, input }: Given = {}) {
    const command = [join(CHECKOUT, 'src', 'main.ts'), ...args]
    this.#child = spawn(process.execPath, command, { cwd, stdio: ['pipe', 'pipe', 'pipe'], env: { HOME: cwd, ...env } })
    this.#child.stdin.on('error', () => {})
    if (input !== OPEN) this.#child.stdin.end(input ?? '')
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => this.#hear(() => (this.#stdout += text)))
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => this.#hear(() => (this.#stderr += text)))
    this.ended = once(this.#child, 'close').then(([code]) => {
      this.#hear(() => '')
      return { code: code as number | null, stdout: this.#stdout, stderr: this.#stderr }
    })
  }

  get stdout(): string {
    return this.#stdout
  }

  get stderr(): string {
    return this.#stderr
  }

  /** Resolves with the match once either stream holds it; rejects when the program ends before. */
  async says(wanted: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = wanted.exec(this.#stdout) ?? wanted.exec(this.#stderr)
      if (match) return match
      if (this.#child.exitCode !== null || this.#child.signalCode !== null)
        throw new Error(`it ended without saying ${wanted}:\n${this.#stdout}${this.#stderr}`)
      await this.#heard.promise
    }
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    this.#child.kill(signal)
    return this.ended
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.ended
  }

  #hear(take: () => string): void {
    take()
    const heard = this.#heard
    this.#heard = Promise.withResolvers<void>()
    heard.resolve()
  }
}
