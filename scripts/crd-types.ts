import { readdirSync, readFileSync } from 'node:fs'
import { loadAll } from 'js-yaml'
import type { TypeNode, TypeTable } from '../src/documents/field-types.ts'
import { kindOf } from '../src/gateway/kinds.ts'

interface Schema {
  readonly type?: string
  readonly 'x-kubernetes-int-or-string'?: boolean
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

/** The types of the fields of `spec` by kind and version, over every bundle and channel under `test/data/crds`. Throws where two disagree. */
export function crdTypes(root: string): TypeTable {
  const specs = new Map<string, Map<string, Schema[]>>()
  for (const file of readdirSync(`${root}/${CRDS}`).sort()) {
    if (!file.endsWith('.yaml')) continue
    for (const document of loadAll(readFileSync(`${root}/${CRDS}/${file}`, 'utf8'))) {
      const crd = document as CustomResourceDefinition | null
      if (crd?.kind !== 'CustomResourceDefinition' || kindOf(`${crd.spec.group}/*`, crd.spec.names.kind) === undefined) continue
      for (const { name, schema } of crd.spec.versions) {
        const spec = schema.openAPIV3Schema.properties?.spec
        if (!spec) continue
        const versions = specs.get(crd.spec.names.kind) ?? new Map<string, Schema[]>()
        specs.set(crd.spec.names.kind, versions.set(name, [...(versions.get(name) ?? []), spec]))
      }
    }
  }
  const nodes = new Nodes()
  const kinds: Record<string, Record<string, number>> = {}
  for (const [kind, versions] of [...specs].sort(byKey)) {
    kinds[kind] = Object.fromEntries([...versions].sort(byKey).map(([version, schemas]) => [version, nodes.add(schemas, `${kind} ${version}: spec`)]))
  }
  return { kinds, nodes: nodes.all }
}

const byKey = <T>([a]: readonly [string, T], [b]: readonly [string, T]) => (a < b ? -1 : 1)

/** Each different node once: what a route says of its filters, it says in many places. */
class Nodes {
  readonly all: TypeNode[] = []
  readonly #known = new Map<string, number>()

  add(schemas: readonly Schema[], path: string): number {
    const node = this.#nodeOf(schemas, path)
    const text = JSON.stringify(node)
    const known = this.#known.get(text)
    if (known !== undefined) return known
    this.#known.set(text, this.all.length)
    return this.all.push(node) - 1
  }

  #nodeOf(schemas: readonly Schema[], path: string): TypeNode {
    const types = new Set(schemas.map((schema) => (schema['x-kubernetes-int-or-string'] ? 'any' : schema.type)))
    const [type] = types
    if (types.size > 1) throw new Error(`${path} has another type than in another bundle: ${[...types].join(', ')}`)
    if (type === 'object') return this.#object(schemas, path)
    if (type === 'array') {
      const items = schemas.flatMap((schema) => schema.items ?? [])
      return items.length === 0 ? { type } : { type, items: this.add(items, `${path}[]`) }
    }
    if (type === 'any' || type === 'string' || type === 'integer' || type === 'number' || type === 'boolean') return { type }
    throw new Error(`${path} is of a type that is not known here: ${type}`)
  }

  #object(schemas: readonly Schema[], path: string): TypeNode {
    const names = [...new Set(schemas.flatMap((schema) => Object.keys(schema.properties ?? {})))].sort()
    const below = names.map((name) => [name, schemas.flatMap((schema) => schema.properties?.[name] ?? [])] as const)
    const properties = Object.fromEntries(below.map(([name, found]) => [name, this.add(found, `${path}.${name}`)]))
    const values = schemas.flatMap((schema) => (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : []))
    return {
      type: 'object',
      ...(names.length > 0 && { properties }),
      ...(values.length > 0 && { values: this.add(values, `${path}{}`) }),
    }
  }
}
