import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadAll } from 'js-yaml'
import { expect, test } from 'vitest'
import { kindNamed, SHORT_NAMES } from '../../src/gateway/kind-names.ts'
import { kindOf } from '../../src/gateway/kinds.ts'

interface Crd {
  readonly kind: string
  readonly spec: {
    readonly group: string
    readonly names: { readonly kind: string; readonly plural: string; readonly singular: string; readonly shortNames?: string[] }
  }
}

const folder = join(import.meta.dirname, '../data/crds')
const crds = globSync('*.yaml', { cwd: folder })
  .flatMap((file) => loadAll(readFileSync(join(folder, file), 'utf8')) as (Crd | null)[])
  .filter((document) => document?.kind === 'CustomResourceDefinition') as Crd[]
const known = crds.filter(({ spec }) => kindOf(`${spec.group}/v1`, spec.names.kind)?.reviewed)

test('takes every name that the CRDs give a kind, in any case, and its group', () => {
  expect(new Set(known.map(({ spec }) => spec.names.kind)).size).toBe(14)
  for (const { spec } of known) {
    const { kind, plural, singular, shortNames = [] } = spec.names
    for (const name of [kind, plural, singular, ...shortNames]) {
      expect([name, kindNamed(name)?.kind]).toEqual([name, kind])
      expect([name, kindNamed(`${name.toUpperCase()}.${spec.group}`)?.kind]).toEqual([name, kind])
    }
  }
})

test('makes up no short name', () => {
  const given = new Set(known.flatMap(({ spec }) => spec.names.shortNames ?? []))
  expect(
    Object.values(SHORT_NAMES)
      .flat()
      .filter((name) => !given.has(name)),
  ).toEqual([])
})

test.each(['ls', 'httproute.apps', 'service', 'secret', 'constructor', '', 'gateways.'])('"%s" is none', (word) => {
  expect(kindNamed(word)).toBeUndefined()
})
