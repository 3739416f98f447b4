import type { KindTable } from '../gateway/kind-table.ts'
import { isOlder } from './resource-version.ts'
import { nextTurn } from './timing.ts'

const STEP = 2000

/**
 * How many objects of a fresh list the watch should have told of, up to the version that it had come to, and had not: they are missing, or
 * held otherwise. What was deleted meanwhile shows no version, and is not counted. Yields to others between steps.
 */
export async function driftOf(held: KindTable, listed: KindTable, watchedTo: string): Promise<number> {
  let drift = 0
  let looked = 0
  for (const { metadata } of listed.all()) {
    looked += 1
    if (looked % STEP === 0) await nextTurn()
    const { namespace, name, resourceVersion } = metadata
    if (resourceVersion === undefined || isOlder(watchedTo, resourceVersion)) continue
    if (held.get(namespace, name)?.metadata.resourceVersion !== resourceVersion) drift += 1
  }
  return drift
}
