import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'

const NAMES: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization']

export function isKustomization(file: string): boolean {
  return NAMES.includes(basename(file))
}

/** The kustomization file of a folder; undefined where there is none, or no such folder. */
export async function kustomizationOf(folder: string): Promise<string | undefined> {
  const names = await readdir(folder).catch((): string[] => [])
  const name = NAMES.find((wanted) => names.includes(wanted))
  return name === undefined ? undefined : join(folder, name)
}
