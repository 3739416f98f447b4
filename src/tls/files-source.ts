import { type FSWatcher, watch } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readPair } from './pem.ts'
import type { CertificateSource, Clock, KeyPair, Log } from './ports.ts'
import { ServedPair } from './served-pair.ts'

const POLL = 10_000
const SETTLE = 200
const MOST_BYTES = 256 * 1024

export interface FilesOptions {
  /** The folder of `--tls-dir`. */
  readonly dir: string
  readonly clock: Clock
  readonly log: Log
}

/**
 * The pair tls.crt and tls.key of a folder, read again when it changes. The folder is watched, not the files: the kubelet swaps the
 * link `..data`. What the watch misses (a network file system, a folder made anew), a look every 10 s finds.
 */
export class FilesSource implements CertificateSource {
  readonly #options: FilesOptions
  readonly #served: ServedPair
  readonly #end = new AbortController()
  #running: Promise<void> | undefined
  #trouble: string | undefined

  constructor(options: FilesOptions) {
    this.#options = options
    this.#served = new ServedPair(options.log)
  }

  current(): KeyPair | undefined {
    return this.#served.pair
  }

  subscribe(listener: (pair: KeyPair) => void): void {
    this.#served.subscribe(listener)
  }

  notAfter(): Date | undefined {
    return this.#served.notAfter()
  }

  async start(signal: AbortSignal): Promise<void> {
    const ended = AbortSignal.any([signal, this.#end.signal])
    ended.throwIfAborted()
    const { dir, clock } = this.#options
    try {
      const pair = await readFiles(dir)
      readPair(pair, clock.now())
      this.#served.serve(pair)
    } catch (cause) {
      throw new Error(`--tls-dir ${dir}: ${(cause as Error).message}`, { cause })
    }
    this.#running = this.#run(ended)
  }

  async stop(): Promise<void> {
    this.#end.abort()
    await this.#running
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { dir, clock } = this.#options
    let watcher: FSWatcher | undefined
    let changed = new AbortController()
    while (!signal.aborted) {
      watcher ??= watched(
        dir,
        () => changed.abort(),
        () => {
          watcher = undefined
        },
      )
      await clock.sleep(POLL, AbortSignal.any([signal, changed.signal]))
      // The two files seldom change in the same instant.
      if (changed.signal.aborted) await clock.sleep(SETTLE, signal)
      changed = new AbortController()
      if (!signal.aborted) await this.#reread()
    }
    watcher?.close()
  }

  async #reread(): Promise<void> {
    const { dir, clock, log } = this.#options
    try {
      const pair = await readFiles(dir)
      const served = this.#served.pair
      if (pair.cert !== served?.cert || pair.key !== served.key) {
        readPair(pair, clock.now())
        this.#served.serve(pair)
        log.info(`--tls-dir ${dir}: serving the new certificate, which ends on ${this.#served.notAfter()?.toISOString()}.`)
      }
      this.#trouble = undefined
    } catch (cause) {
      const trouble = (cause as Error).message
      if (trouble !== this.#trouble) log.warn(`--tls-dir ${dir}: ${trouble}. The former certificate stays in use.`)
      this.#trouble = trouble
    }
  }
}

/** Reads until the certificate is the same before and after the key, so that the two are of one moment. */
async function readFiles(dir: string): Promise<KeyPair> {
  for (let attempt = 0; ; attempt++) {
    const cert = await readBounded(join(dir, 'tls.crt'))
    const key = await readBounded(join(dir, 'tls.key'))
    if (attempt === 5 || cert === (await readBounded(join(dir, 'tls.crt')))) return { cert, key }
  }
}

async function readBounded(path: string): Promise<string> {
  try {
    const { size } = await stat(path)
    if (size > MOST_BYTES) throw new Error(`it has ${size} bytes, more than the ${MOST_BYTES} allowed`)
    return await readFile(path, 'utf8')
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? `there is no file ${path}` : `${path} cannot be read (${message})`
    throw new Error(`${why}; the folder must hold tls.crt and tls.key in PEM`, { cause })
  }
}

function watched(dir: string, onChange: () => void, onEnd: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(dir, onChange)
    watcher.on('error', () => {
      watcher.close()
      onEnd()
    })
    return watcher
  } catch {
    return undefined
  }
}
