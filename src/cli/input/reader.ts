/** What the second thread runs. */
import { parentPort, workerData } from 'node:worker_threads'
import { readParsed } from '../../documents/read.ts'
import { claims } from './claims.ts'
import type { Delivery, Errand } from './reading.ts'

const { files, claimed } = workerData as Errand

for (const [from, to] of claims(claimed, files.length)) {
  parentPort?.postMessage({ from, read: files.slice(from, to).map(readParsed) } satisfies Delivery)
}
