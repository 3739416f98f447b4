import { type FSWatcher, watch } from 'node:fs'
import { stat } from 'node:fs/promises'
import { ObjectStore } from '../gateway/object-store.ts'
import type { ClusterView } from '../gateway/ports.ts'
import type { Logger } from '../telemetry/logger.ts'
import { problemText } from './document.ts'
import { type Exists, existsAmong, type Read, readAmong } from './existence.ts'
import { FolderFiles } from './folder-files.ts'
import { CACHED, fillStore } from './held.ts'

export interface FolderOptions {
  readonly logger: Logger
  /** Ends the watching, as `stop` does. */
  readonly signal?: AbortSignal
  /** How long after a change to wait for the rest of it, and how often to look where the system tells of no changes; milliseconds. */
  readonly settle?: number
  readonly poll?: number
}

/**
 * A folder of manifests as a cluster: every kind that prediction reads is known, with the defaults of its CRD. Follows the folder until it
 * is stopped; a change is seen as a whole. A file that cannot be read, or no longer wholly, keeps the objects that are missing from it.
 */
export class FolderCluster {
  readonly #dir: string
  readonly #logger: Logger
  readonly #files: FolderFiles
  readonly #store = new ObjectStore()
  #problems: readonly string[] = []
  /** What is wrong at the start is the caller's to say. */
  #told = false
  #ignored: Readonly<Record<string, number>> = {}
  #exists: Exists = () => undefined
  #readObject: Read = () => undefined
  #reading: Promise<void> = Promise.resolve()
  #stopFollowing: () => void = () => {}

  constructor(dir: string, logger: Logger) {
    this.#dir = dir
    this.#logger = logger
    this.#files = new FolderFiles(dir)
    for (const kind of CACHED) this.#store.setState(kind, { state: 'listed' })
  }

  get view(): ClusterView {
    return this.#store
  }

  /** Whether an object of a kind that the view does not hold is in the folder. */
  get exists(): Exists {
    return this.#exists
  }

  /** Such an object. */
  get read(): Read {
    return this.#readObject
  }

  /** How many objects of each kind that prediction reads, namespaces that exist only because something is in them included. */
  summary(): Readonly<Record<string, number>> {
    return Object.fromEntries(CACHED.map((kind) => [kind, this.#store.count(kind)]))
  }

  /** How many objects of each kind that prediction does not read. */
  ignored(): Readonly<Record<string, number>> {
    return this.#ignored
  }

  /** What is wrong with the folder now, as `file:line:column: message`. */
  problems(): readonly string[] {
    return this.#problems
  }

  /** Looks at the folder again, now; resolves when the view shows what is there. Never rejects. */
  reload(trustStamps = false): Promise<void> {
    this.#reading = this.#reading.then(() => this.#read(trustStamps))
    return this.#reading
  }

  follow(settle: number, poll: number): void {
    let pending: NodeJS.Timeout | undefined
    const changed = () => {
      clearTimeout(pending)
      pending = setTimeout(() => void this.reload(), settle)
      pending.unref()
    }
    const watcher = watchFolder(this.#dir, changed, this.#logger)
    const timer = setInterval(() => void this.reload(true), poll)
    timer.unref()
    this.#stopFollowing = () => {
      clearTimeout(pending)
      clearInterval(timer)
      watcher?.close()
    }
  }

  /** The view stays as it is. Resolves when nothing is left open. */
  async stop(): Promise<void> {
    this.#stopFollowing()
    await this.#reading
  }

  async #read(trustStamps: boolean): Promise<void> {
    try {
      if (!(await this.#files.read(trustStamps))) return
      const before = new Set(this.#problems)
      this.#show()
      if (this.#told) this.#tell(before)
      this.#told = true
    } catch (error) {
      this.#logger.error({ err: error }, `${this.#dir} could not be read again: it stays as it was`)
    }
  }

  #tell(before: ReadonlySet<string>): void {
    const objects = CACHED.reduce((sum, kind) => sum + this.#store.count(kind), 0)
    this.#logger.info(`${this.#dir} was read again: ${objects} objects`)
    for (const problem of this.#problems) if (!before.has(problem)) this.#logger.warn(problem)
  }

  /** Nothing is awaited here: a reader sees the folder before or after, never between. */
  #show(): void {
    const { held, problems } = this.#files.contents()
    fillStore(this.#store, held)
    const ignored: Record<string, number> = {}
    for (const { document, kind } of held) if (!kind) ignored[document.object.kind] = (ignored[document.object.kind] ?? 0) + 1
    this.#ignored = ignored
    const unheld = held.flatMap(({ document, kind }) => (kind ? [] : [document.object]))
    this.#exists = existsAmong(unheld, false)
    this.#readObject = readAmong(unheld)
    this.#problems = problems.map(problemText)
  }
}

/** Reads a folder and follows it. Rejects where there is no such folder; what is wrong inside is in `problems()`, and later also in the log. */
export async function openFolder(dir: string, { logger, signal, settle = 100, poll = 2000 }: FolderOptions): Promise<FolderCluster> {
  const found = await stat(dir).catch((error: NodeJS.ErrnoException) => error)
  if (found instanceof Error) {
    throw new Error(`${dir} ${found.code === 'ENOENT' ? 'does not exist' : `cannot be read (${found.message})`}: ${WANTED}`)
  }
  if (!found.isDirectory()) throw new Error(`${dir} is a file: ${WANTED}`)
  const folder = new FolderCluster(dir, logger)
  await folder.reload()
  if (!signal?.aborted) folder.follow(settle, poll)
  signal?.addEventListener('abort', () => void folder.stop(), { once: true })
  return folder
}

const WANTED = 'the cluster must be a folder of manifests (*.yaml, *.yml, *.json)'

function watchFolder(dir: string, changed: () => void, logger: Logger): FSWatcher | undefined {
  const failed = (error: unknown) => logger.debug({ err: error }, `${dir} is only looked at from time to time: it cannot be watched`)
  try {
    const watcher = watch(dir, { recursive: true, persistent: false }, changed)
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
