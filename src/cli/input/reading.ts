import { availableParallelism, loadavg } from 'node:os'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Documents } from '../../documents/document.ts'
import { type Parsed, placed } from '../../documents/parse.ts'
import { readParsed } from '../../documents/read.ts'
import { claims } from './claims.ts'
import type { Source } from './sources.ts'

/** From so many files on, a second thread is worth its start. */
const MANY = 64

/** What a second thread is told. */
export interface Errand {
  readonly files: readonly string[]
  readonly claimed: SharedArrayBuffer
}

/** What it found in some of the files, from a position on. */
export interface Delivery {
  readonly from: number
  readonly read: readonly Parsed[]
}

/**
 * Begins to read sources; what is returned ends it. With many files a second thread is at work meanwhile, and shares what is left with this one
 * then. Never rejects: what a thread leaves undone is read here.
 */
export function startReading(sources: readonly Source[], isHelped = hasIdleProcessor()): () => Promise<readonly Documents[]> {
  if (!isHelped || sources.length < MANY || !sources.every(({ isFile }) => isFile)) {
    return () => Promise.all(sources.map((source) => source.read()))
  }
  const files = sources.map(({ file }) => file)
  const claimed = new SharedArrayBuffer(4)
  const read: (Parsed | undefined)[] = files.map(() => undefined)
  let left = files.length
  const { promise: over, resolve: end } = Promise.withResolvers<void>()
  const take = (n: number, one: Parsed) => {
    read[n] = one
    left -= 1
    if (left === 0) end()
  }
  const worker = new Worker(BOOT, { eval: true, workerData: { files, claimed, reader: READER } satisfies Errand & { reader: string } })
  worker.on('message', ({ from, read: some }: Delivery) => {
    for (const [n, one] of some.entries()) take(from + n, one)
  })
  worker.on('error', () => end()).on('exit', () => end())
  return async () => {
    for (const [from, to] of claims(claimed, files.length)) {
      for (let n = from; n < to; n++) take(n, readParsed(files[n] as string))
    }
    await over
    return read.map((one, n) => placed(one ?? readParsed(files[n] as string)))
  }
}

/** Where no processor has nothing else to do, a second thread only takes the time of the first. */
function hasIdleProcessor(): boolean {
  const processors = availableParallelism()
  return processors > 1 && (loadavg()[0] as number) < processors
}

const READER = new URL(`./reader${extname(import.meta.url)}`, import.meta.url).href

// A file of its own in TypeScript would be translated anew each time, which takes longer than what it is to do.
const BOOT = `require('node:module').enableCompileCache(); import(require('node:worker_threads').workerData.reader)`
