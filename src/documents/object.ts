import { kindOf } from '../gateway/kinds.ts'
import type { Metadata, UntypedObject } from '../gateway/objects.ts'
import { type Fields, isRecord } from '../gateway/shape.ts'
import type { FieldPath } from './positions.ts'

type Checked<T> = T | { readonly problem: string; readonly field: FieldPath }

const TEXTS = ['name', 'generateName', 'namespace', 'uid', 'resourceVersion', 'creationTimestamp', 'deletionTimestamp'] as const
const TEXT_MAPS = ['labels', 'annotations'] as const

/**
 * A value as the object that kubectl would send: with a namespace where its kind has one, without where it has none. Only what the API
 * server would refuse before it looks at the spec is a problem here.
 */
export function objectFrom(value: unknown): Checked<{ readonly object: UntypedObject }> {
  if (!isRecord(value)) return { problem: `is ${named(value)}, not a Kubernetes object: it needs apiVersion, kind and metadata`, field: [] }
  const missing = (['apiVersion', 'kind'] as const).filter((field) => value[field] === undefined || value[field] === null || value[field] === '')
  if (missing.length > 0) return { problem: `is no Kubernetes object: it has no ${missing.join(' and no ')}`, field: [] }
  const { apiVersion, kind } = value
  if (typeof apiVersion !== 'string') return { problem: `apiVersion must be a string, not ${named(apiVersion)}`, field: ['apiVersion'] }
  if (typeof kind !== 'string') return { problem: `kind must be a string, not ${named(kind)}`, field: ['kind'] }
  const checked = metadataFrom(value.metadata, kind, kindOf(apiVersion, kind)?.namespaced)
  return 'problem' in checked ? checked : { object: { ...(value as { apiVersion: string; kind: string }), metadata: checked.metadata } }
}

function metadataFrom(raw: unknown, kind: string, namespaced: boolean | undefined): Checked<{ readonly metadata: Metadata }> {
  if (raw === undefined || raw === null) return { problem: `this ${kind} has no metadata.name`, field: [] }
  if (!isRecord(raw)) return { problem: `metadata must be a mapping with a name, not ${named(raw)}`, field: ['metadata'] }
  // To the API server an empty value is as good as none.
  const metadata: Record<string, unknown> = { ...raw }
  for (const name of Object.keys(raw)) if (raw[name] === null) delete metadata[name]
  for (const field of TEXTS) {
    const value = metadata[field]
    if (value !== undefined && typeof value !== 'string') return notText(value, ['metadata', field])
  }
  for (const field of TEXT_MAPS) {
    const checked = textMap(metadata[field], field)
    if ('problem' in checked) return checked
    if (checked.map) metadata[field] = checked.map
  }
  if (!metadata.name && !metadata.generateName) return { problem: `this ${kind} has no metadata.name`, field: ['metadata'] }
  metadata.name ??= ''
  if (namespaced === true && !metadata.namespace) metadata.namespace = 'default'
  if (namespaced === false) delete metadata.namespace
  return { metadata: metadata as unknown as Metadata }
}

function textMap(value: unknown, field: string): Checked<{ readonly map?: Record<string, string> }> {
  if (value === undefined) return {}
  if (!isRecord(value)) return { problem: `metadata.${field} must be a mapping of strings, not ${named(value)}`, field: ['metadata', field] }
  let isEmptySomewhere = false
  for (const key of Object.keys(value)) {
    const text = (value as Fields)[key]
    if (text === null) isEmptySomewhere = true
    else if (typeof text !== 'string') return notText(text, ['metadata', field, key])
  }
  if (!isEmptySomewhere) return { map: value as Record<string, string> }
  return { map: Object.fromEntries(Object.entries(value).map(([key, text]) => [key, (text as string | null) ?? ''])) }
}

function notText(value: unknown, field: readonly string[]): { problem: string; field: FieldPath } {
  const [parent, name, key] = field
  const path = key === undefined ? `${parent}.${name}` : `${parent}.${name}[${key}]`
  const quoted = typeof value === 'object' ? '' : `: write ${JSON.stringify(String(value))} in quotes`
  return { problem: `${path} must be a string, not ${named(value)}${quoted}`, field }
}

function named(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (isRecord(value)) return 'a mapping'
  if (value === null || value === undefined) return 'empty'
  return `the ${typeof value} ${JSON.stringify(value)}`
}
