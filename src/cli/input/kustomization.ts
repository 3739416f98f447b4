import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'

const NAMES: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization']

export function isKustomization(file: string): boolean {
  return NAMES.includes(basename(file))
}

/** The kustomization file of a folder; undefined where there is none, or no such folder. */
export function kustomizationOf(folder: string): string | undefined {
  let names: readonly string[]
  try {
    names = readdirSync(folder)
  } catch {
    return undefined
  }
  const name = NAMES.find((wanted) => names.includes(wanted))
  return name === undefined ? undefined : join(folder, name)
}
