import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadAll } from 'js-yaml'
import type { Bundle } from './crds.ts'
import { CHECKOUT } from './serve.ts'

const TUTORIALS = ['kong-2.5', 'kong-2.6', 'kong-concepts-2.8', 'kong-operator', 'istio', 'kuma'] as const

/** The page of Kuma names a port in a parentRef, which only the experimental channel had at that time. */
const UNFIT: Partial<Record<Bundle, readonly string[]>> = { 'v1.0.0-standard': ['kuma'] }

export const fittingTutorials = (bundle: Bundle): string[] => TUTORIALS.filter((name) => !UNFIT[bundle]?.includes(name))

export interface TutorialDocument {
  /** KIND NAMESPACE/NAME, for a person. */
  readonly title: string
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  /** The manifest as kubectl takes it. */
  readonly text: string
}

interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
}

export const tutorialFile = (name: string): string => join(CHECKOUT, 'test', 'data', 'tutorials', `${name}.yaml`)

/** The documents of a tutorial in file order. */
export async function tutorial(name: string): Promise<TutorialDocument[]> {
  const objects = loadAll(await readFile(tutorialFile(name), 'utf8')) as Manifest[]
  return objects.map((object) => {
    const { apiVersion, kind, metadata } = object
    const title = `${kind} ${metadata.namespace ? `${metadata.namespace}/` : ''}${metadata.name}`
    return { title, apiVersion, kind, name: metadata.name, text: JSON.stringify(object) }
  })
}
