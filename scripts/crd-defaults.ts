import { readdirSync, readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { loadAll } from 'js-yaml'
import { kindOf } from '../src/gateway/kinds.ts'

/** The part of a structural schema that has defaults somewhere, named as in the schema. */
interface DefaultsTree {
  default?: unknown
  properties?: Record<string, DefaultsTree>
  items?: DefaultsTree
  additionalProperties?: DefaultsTree
}

interface Schema {
  readonly default?: unknown
  readonly nullable?: boolean
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
}

interface CustomResourceDefinition {
  readonly kind: string
  readonly spec: {
    readonly group: string
    readonly names: { readonly kind: string }
    readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: Schema } }[]
  }
}

const CRDS = 'test/data/crds'

/**
 * The defaults of `spec` by kind and version, over every bundle and channel under `test/data/crds`. Between bundles a default has only ever
 * been added, with its field: their union serves all. Throws where two disagree, and where a schema has what `applyDefaults` does not know.
 */
export function crdDefaults(root: string): Record<string, Record<string, DefaultsTree>> {
  const kinds: Record<string, Record<string, DefaultsTree>> = {}
  for (const file of readdirSync(`${root}/${CRDS}`).sort()) {
    if (!file.endsWith('.yaml')) continue
    for (const document of loadAll(readFileSync(`${root}/${CRDS}/${file}`, 'utf8'))) {
      const crd = document as CustomResourceDefinition | null
      if (crd?.kind !== 'CustomResourceDefinition' || kindOf(`${crd.spec.group}/*`, crd.spec.names.kind) === undefined) continue
      const { kind } = crd.spec.names
      for (const { name, schema } of crd.spec.versions) {
        const tree = treeOf(schema.openAPIV3Schema.properties?.spec, `${file}: ${kind} ${name}: spec`)
        if (!tree) continue
        kinds[kind] = { ...kinds[kind], [name]: union(kinds[kind]?.[name], tree, `${file}: ${kind} ${name}: spec`) }
      }
    }
  }
  return sorted(kinds) as typeof kinds
}

function treeOf(schema: Schema | undefined, path: string): DefaultsTree | undefined {
  if (schema === undefined) return undefined
  if (schema.nullable || schema['x-kubernetes-preserve-unknown-fields']) throw new Error(`${path} is nullable or keeps unknown fields`)
  const tree: DefaultsTree = {}
  if (schema.default !== undefined) tree.default = schema.default
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const below = treeOf(property, `${path}.${name}`)
    if (below) tree.properties = { ...tree.properties, [name]: below }
  }
  const items = treeOf(schema.items, `${path}[]`)
  if (items) tree.items = items
  const values = typeof schema.additionalProperties === 'object' ? treeOf(schema.additionalProperties, `${path}{}`) : undefined
  if (values) tree.additionalProperties = values
  return Object.keys(tree).length > 0 ? tree : undefined
}

function union(one: DefaultsTree | undefined, other: DefaultsTree | undefined, path: string): DefaultsTree {
  if (!one || !other) return one ?? other ?? {}
  if (one.default !== undefined && other.default !== undefined && !isDeepStrictEqual(one.default, other.default)) {
    throw new Error(`${path} has another default than in another bundle`)
  }
  const result: DefaultsTree = { ...one, ...other }
  const names = Object.keys({ ...one.properties, ...other.properties })
  if (names.length > 0) {
    const merged = names.map((name) => [name, union(one.properties?.[name], other.properties?.[name], `${path}.${name}`)] as const)
    result.properties = Object.fromEntries(merged)
  }
  if (one.items && other.items) result.items = union(one.items, other.items, `${path}[]`)
  if (one.additionalProperties && other.additionalProperties) {
    result.additionalProperties = union(one.additionalProperties, other.additionalProperties, `${path}{}`)
  }
  return result
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}
