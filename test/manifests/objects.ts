import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadAll } from 'js-yaml'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

// biome-ignore lint/suspicious/noExplicitAny: a manifest is read as the loose tree that it is
export type Manifest = any

/** The objects of a manifest file; the path counts from the repository root. */
export function objectsOf(path: string): Manifest[] {
  return loadAll(readFileSync(`${ROOT}/${path}`, 'utf8')) as Manifest[]
}

/** The one object of this kind in a manifest file. */
export function objectOf(path: string, kind: string): Manifest {
  const found = objectsOf(path).filter((object) => object.kind === kind)
  if (found.length !== 1) throw new Error(`${path} holds ${found.length} objects of kind ${kind}, not one`)
  return found[0]
}
