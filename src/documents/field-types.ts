import type { UntypedObject } from '../gateway/objects.ts'
import { isRecord } from '../gateway/shape.ts'
import crdTypes from './crd-types.json' with { type: 'json' }
import type { FieldPath } from './positions.ts'

/** What a field may hold; what is below it are positions in the list of all nodes. */
export interface TypeNode {
  readonly type: 'any' | 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array'
  readonly properties?: Readonly<Record<string, number>>
  /** Of an object with any keys. */
  readonly values?: number
  readonly items?: number
}

export interface TypeTable {
  /** The node of `spec`, by kind and version. */
  readonly kinds: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly nodes: readonly TypeNode[]
}

export interface WrongType {
  readonly field: FieldPath
  readonly message: string
}

const TABLE = crdTypes as unknown as TypeTable

/**
 * The values in the `spec` of an object whose type its CRD does not allow: the API server would refuse the object. An empty value is none, and a
 * field that no CRD knows is dropped there. Source: the CRDs of v1.0.0 and v1.7.0, both channels, united (`scripts/crd-types.ts`).
 */
export function wrongTypes({ apiVersion, kind, spec }: UntypedObject): WrongType[] {
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1)
  const versions = Object.hasOwn(TABLE.kinds, kind) ? TABLE.kinds[kind] : undefined
  const root = versions && Object.hasOwn(versions, version) ? versions[version] : undefined
  const found: WrongType[] = []
  if (root !== undefined) look(spec, root, ['spec'], found)
  return found
}

function look(value: unknown, index: number, field: (string | number)[], found: WrongType[]): void {
  const node = TABLE.nodes[index]
  if (value === null || value === undefined || node === undefined) return
  if (!fits(value, node.type)) {
    found.push({ field: [...field], message: `${pathText(field)} must be ${WORDS[node.type]}, not ${said(value)}` })
    return
  }
  if (Array.isArray(value)) {
    if (node.items === undefined) return
    for (let n = 0; n < value.length; n += 1) below(value[n], node.items, n, field, found)
  } else if (isRecord(value)) {
    for (const name of Object.keys(value)) {
      // What every object inherits is no number.
      const own = node.properties?.[name]
      const next = typeof own === 'number' ? own : node.values
      if (next !== undefined) below(value[name], next, name, field, found)
    }
  }
}

function below(value: unknown, index: number, step: string | number, field: (string | number)[], found: WrongType[]): void {
  field.push(step)
  look(value, index, field, found)
  field.pop()
}

const WORDS = {
  any: 'anything',
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'a mapping',
  array: 'a list',
} as const

function fits(value: unknown, type: TypeNode['type']): boolean {
  if (type === 'any') return true
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return isRecord(value)
  if (type === 'integer') return Number.isInteger(value)
  return typeof value === type
}

function said(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (isRecord(value)) return 'a mapping'
  const text = JSON.stringify(value)
  return `the ${typeof value} ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`
}

function pathText(field: readonly (string | number)[]): string {
  return field.map((step, n) => (typeof step === 'number' ? `[${step}]` : n === 0 ? step : /[.[\]]/.test(step) ? `[${step}]` : `.${step}`)).join('')
}
