import { request } from 'node:http'
import { join } from 'node:path'
import { Background } from './process.ts'
import type { Watchdog } from './watchdog.ts'

const READY_WITHIN_MS = 60_000
export const CHECKOUT = join(import.meta.dirname, '..', '..')
const MAIN = join(CHECKOUT, 'src', 'main.ts')

export interface ServeOptions {
  /** What node runs: `src/main.ts` of this checkout unless given, such as the `main.js` of a build. */
  readonly program?: string | undefined
  /** Flags beside the two addresses. */
  readonly args: readonly string[]
  /** Flags of Node.js. */
  readonly nodeArgs?: readonly string[] | undefined
  readonly port: number
  readonly healthPort: number
  /** Stands in for the user's home: nothing of theirs is read. */
  readonly home: string
  readonly watchdog: Watchdog
  /** File that receives a copy of its log. */
  readonly logFile?: string | undefined
}

/** A `portcullis serve` of this checkout. */
export interface Serve {
  readonly url: string
  readonly healthUrl: string
  readonly process: Background
  /** SIGTERM, as a kubelet would; returns the exit code. */
  stop(): Promise<number | null>
}

/** Starts `node PROGRAM serve` on the given loopback ports; returns when `/readyz` answers 200. */
export async function startServe({ program = MAIN, args, nodeArgs = [], port, healthPort, home, watchdog, logFile }: ServeOptions): Promise<Serve> {
  const process_ = new Background({
    name: 'portcullis serve',
    program: process.execPath,
    args: [...nodeArgs, program, 'serve', '--bind', `127.0.0.1:${port}`, '--health-bind', `127.0.0.1:${healthPort}`, ...args],
    cwd: home,
    env: { PATH: '/usr/bin:/bin', HOME: home },
    watchdog,
    logFile,
  })
  const healthUrl = `http://127.0.0.1:${healthPort}`
  try {
    await process_.until('/readyz', async () => (await status(`${healthUrl}/readyz`)) === 200, READY_WITHIN_MS)
  } catch (error) {
    await process_.stop()
    throw error
  }
  return { url: `https://127.0.0.1:${port}`, healthUrl, process: process_, stop: async () => await process_.stop('SIGTERM', 30_000) }
}

/** The status code of a GET, undefined where nobody answers. */
export function status(url: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const asked = request(url, { agent: false, timeout: 5_000 })
    asked.on('response', (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    asked.on('timeout', () => asked.destroy())
    asked.on('error', () => resolve(undefined))
    asked.end()
  })
}
