import crdDefaults from './crd-defaults.json' with { type: 'json' }
import { type Kind, kindFacts } from './kinds.ts'
import type { UntypedObject } from './objects.ts'
import { type Fields, isRecord } from './shape.ts'

interface DefaultsTree {
  readonly default?: unknown
  readonly properties?: Readonly<Record<string, DefaultsTree>>
  readonly items?: DefaultsTree
  readonly additionalProperties?: DefaultsTree
}

const NOTHING: DefaultsTree = {}
/** No schema is half as deep; what is deeper is nothing that a schema knows. */
const DEEPEST = 100

/**
 * The object with the defaults of its CRD in `spec`, as the API server fills them in (structural defaulting of apiextensions-apiserver): a
 * missing or null field of a parent that is there gets its default, which is defaulted in turn; any other null field is dropped. The input is
 * not touched, and is returned itself where there is nothing to do. `status` is left alone. A version that no bundle has gets no defaults.
 * Source: the CRDs of v1.0.0 and v1.7.0, both channels, united (`scripts/crd-defaults.ts`): no default differs between them, and a
 * default of the experimental channel needs a parent that only this channel has.
 */
export function applyDefaults<T extends UntypedObject>(kind: Kind, version: string, object: T): T {
  if (kindFacts(kind).group === '' || !isRecord(object.spec)) return object
  const spec = filled(object.spec, treeOf(kind, version), 0)
  return spec === object.spec ? object : { ...object, spec }
}

function treeOf(kind: Kind, version: string): DefaultsTree {
  const kinds = crdDefaults as Readonly<Record<string, Readonly<Record<string, DefaultsTree>>>>
  return own(own(kinds, kind), version) ?? NOTHING
}

function filled(value: unknown, tree: DefaultsTree, depth: number): unknown {
  if (depth > DEEPEST) return value
  if (Array.isArray(value)) {
    // A null item stays: the API server refuses it.
    const below = tree.items ?? NOTHING
    let copy: unknown[] | undefined
    for (let index = 0; index < value.length; index++) {
      const after = filled(value[index], below, depth + 1)
      if (after !== value[index]) copy ??= [...value]
      if (copy) copy[index] = after
    }
    return copy ?? value
  }
  return isRecord(value) ? filledRecord(value, tree, depth) : value
}

function filledRecord(value: Fields, tree: DefaultsTree, depth: number): Fields {
  let copy: Record<string, unknown> | undefined
  for (const name of Object.keys(value)) {
    const before = value[name]
    const below = own(tree.properties, name) ?? tree.additionalProperties ?? NOTHING
    const after = before === null ? defaultOf(below, depth) : filled(before, below, depth + 1)
    if (after === before) continue
    copy ??= { ...value }
    if (after === undefined) delete copy[name]
    else setOwn(copy, name, after)
  }
  for (const name in tree.properties) {
    const below = tree.properties[name] as DefaultsTree
    if (below.default === undefined || Object.hasOwn(value, name)) continue
    copy ??= { ...value }
    setOwn(copy, name, defaultOf(below, depth))
  }
  return copy ?? value
}

// A field may be called __proto__, and must stay a field.
function setOwn(record: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(record, name, { value, writable: true, enumerable: true, configurable: true })
  else record[name] = value
}

function defaultOf(tree: DefaultsTree, depth: number): unknown {
  if (typeof tree.default !== 'object' || tree.default === null) return tree.default
  return filled(structuredClone(tree.default), tree, depth + 1)
}

function own<T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined
}
