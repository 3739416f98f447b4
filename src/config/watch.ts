import { type FSWatcher, watch } from 'node:fs'
import { dirname } from 'node:path'
import type { Logger } from '../telemetry/logger.ts'
import type { Config } from './config.ts'
import { type ConfigChecks, parseConfig, readConfigText } from './load.ts'

export interface WatchOptions {
  readonly checks: ConfigChecks
  readonly logger: Logger
  /** Ends the watching, as `stop` does. */
  readonly signal?: AbortSignal
  /** How long after a change to wait for the rest of it, and how often to look where the system tells of no changes; milliseconds. */
  readonly settle?: number
  readonly poll?: number
}

/** A configuration file that is followed: `current` is always one that was found right. */
export class WatchedConfig {
  readonly #file: string
  readonly #checks: ConfigChecks
  readonly #logger: Logger
  readonly #listeners: ((config: Config) => void)[] = []
  #current: Config
  #text: string
  #complaint: string | undefined
  #reading: Promise<void> = Promise.resolve()
  #stopFollowing: () => void = () => {}

  constructor(file: string, text: string, { checks, logger }: WatchOptions) {
    this.#file = file
    this.#checks = checks
    this.#logger = logger
    this.#text = text
    this.#current = parseConfig(text, file, checks)
  }

  current(): Config {
    return this.#current
  }

  /** Calls back after each change that was found right. */
  onChange(listener: (config: Config) => void): void {
    this.#listeners.push(listener)
  }

  /** Looks at the file again, now; resolves when that is done. Never rejects. */
  reload(): Promise<void> {
    this.#reading = this.#reading.then(() => this.#read())
    return this.#reading
  }

  follow(settle: number, poll: number): void {
    let pending: NodeJS.Timeout | undefined
    const watcher = watchFolder(dirname(this.#file), this.#logger, () => {
      clearTimeout(pending)
      pending = setTimeout(() => void this.reload(), settle)
      pending.unref()
    })
    const timer = setInterval(() => void this.reload(), poll)
    timer.unref()
    this.#stopFollowing = () => {
      clearTimeout(pending)
      clearInterval(timer)
      watcher?.close()
    }
  }

  /** `current` stays as it is. Resolves when nothing is left open. */
  async stop(): Promise<void> {
    this.#stopFollowing()
    await this.#reading
  }

  async #read(): Promise<void> {
    try {
      const text = await readConfigText(this.#file)
      const recovered = this.#complaint !== undefined
      if (text === this.#text) {
        this.#complaint = undefined
        if (recovered) this.#logger.info(`${this.#file} is again as it is in use`)
        return
      }
      this.#current = parseConfig(text, this.#file, this.#checks)
      this.#text = text
      this.#complaint = undefined
    } catch (error) {
      this.#complain(error instanceof Error ? error.message : String(error))
      return
    }
    this.#logger.info(`${this.#file} was read again and is in use`)
    for (const listener of this.#listeners) this.#tell(listener)
  }

  #complain(message: string): void {
    if (message === this.#complaint) return
    this.#complaint = message
    this.#logger.error(`the configuration stays as it was, because its file cannot be used now:\n${message}`)
  }

  #tell(listener: (config: Config) => void): void {
    try {
      listener(this.#current)
    } catch (error) {
      this.#logger.error({ err: error }, `a change of ${this.#file} could not be taken up`)
    }
  }
}

/** Reads a configuration file and follows it, through a swap of symbolic links too. Rejects with a ConfigError where it is not right now. */
export async function watchConfig(file: string, options: WatchOptions): Promise<WatchedConfig> {
  const config = new WatchedConfig(file, await readConfigText(file), options)
  const { signal, settle = 100, poll = 2000 } = options
  if (!signal?.aborted) config.follow(settle, poll)
  signal?.addEventListener('abort', () => void config.stop(), { once: true })
  return config
}

// The folder, not the file: an editor and the kubelet put a new file in its place.
function watchFolder(folder: string, logger: Logger, changed: () => void): FSWatcher | undefined {
  const failed = (error: unknown) => logger.debug({ err: error }, `${folder} is only looked at from time to time: it cannot be watched`)
  try {
    const watcher = watch(folder, { persistent: false }, changed)
    watcher.on('error', (error) => {
      failed(error)
      watcher.close()
    })
    return watcher
  } catch (error) {
    failed(error)
    return undefined
  }
}
