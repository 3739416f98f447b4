import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'

// Reads until its standard input ends, which it does however this process ends, SIGKILL included.
const SCRIPT = `
pids=
while read -r verb pid; do
  case $verb in
    guard) pids="$pids $pid" ;;
    forget) kept=; for p in $pids; do [ "$p" = "$pid" ] || kept="$kept $p"; done; pids=$kept ;;
  esac
done
[ -z "$pids" ] || kill -9 $pids 2>/dev/null
rm -rf -- "$1" || { sleep 1; rm -rf -- "$1"; }
`

/** Makes sure that processes and a folder do not outlive this process. */
export class Watchdog {
  readonly #folder: string
  readonly #shell: ChildProcess
  readonly #ended: Promise<unknown>

  constructor(folder: string) {
    this.#folder = folder
    // Detached: a Ctrl-C at the terminal goes to the whole process group and must not take the watchdog along.
    this.#shell = spawn('/bin/sh', ['-c', SCRIPT, 'watchdog', folder], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
    this.#shell.stdin?.on('error', () => undefined)
    this.#ended = once(this.#shell, 'exit').catch(() => undefined)
    this.#shell.unref()
  }

  /** Kills `child` if this process ends before it does. */
  guard(child: ChildProcess): void {
    if (child.pid === undefined) return
    const { pid } = child
    this.#shell.stdin?.write(`guard ${pid}\n`)
    child.once('exit', () => this.#shell.stdin?.writable && this.#shell.stdin.write(`forget ${pid}\n`))
  }

  /** Kills what is still guarded, removes the folder. */
  async release(): Promise<void> {
    this.#shell.ref()
    this.#shell.stdin?.end()
    await this.#ended
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
