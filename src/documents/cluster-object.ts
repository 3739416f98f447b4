import { applyDefaults } from '../gateway/defaults.ts'
import { type Kind, kindOf } from '../gateway/kinds.ts'
import type { AnyObject, ConfigMap, Secret, UntypedObject } from '../gateway/objects.ts'
import { isCached, project } from '../gateway/projection.ts'
import { isRecord } from '../gateway/shape.ts'
import type { FieldPath } from './positions.ts'

export const NAMESPACE_LABEL = 'kubernetes.io/metadata.name'

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

interface Wrong {
  readonly problem: string
  readonly field: FieldPath
}
type Texts = Record<string, string>

export type Converted = { readonly kind: Kind; readonly object: AnyObject } | { readonly ignored: string } | Wrong

/** A manifest as the object that a cluster would hold after it was applied; `ignored` names a kind that prediction never reads. */
export function clusterObject(object: UntypedObject): Converted {
  const facts = kindOf(object.apiVersion, object.kind)
  if (facts === undefined || !isCached(facts.kind)) return { ignored: object.kind }
  if (object.metadata.name === '') return { problem: 'has only metadata.generateName: an object in a cluster has a name', field: ['metadata'] }
  const { kind } = facts
  const version = object.apiVersion.slice(object.apiVersion.indexOf('/') + 1)
  const projected = project(kind, applyDefaults(kind, version, object))
  if (kind === 'Secret') return contents(secret(object, projected), kind)
  if (kind === 'ConfigMap') return contents(configMap(object, projected), kind)
  if (kind === 'Namespace') return { kind, object: labelled(projected) }
  return { kind, object: projected }
}

/** The Namespace that must be there for objects that live in it. */
export function impliedNamespace(name: string): AnyObject {
  return labelled({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
}

function labelled(namespace: AnyObject): AnyObject {
  const { metadata } = namespace
  return { ...namespace, metadata: { ...metadata, labels: { ...metadata.labels, [NAMESPACE_LABEL]: metadata.name } } }
}

function contents(made: AnyObject | Wrong, kind: Kind): Converted {
  return 'problem' in made ? made : { kind, object: made }
}

function secret(object: UntypedObject, projected: AnyObject): Secret | Wrong {
  if (object.type !== undefined && object.type !== null && typeof object.type !== 'string')
    return { problem: 'type must be a string', field: ['type'] }
  const encoded = texts(object, 'data')
  if (wrong(encoded)) return encoded
  const plain = texts(object, 'stringData')
  if (wrong(plain)) return plain
  const decoded: [string, string][] = []
  for (const [key, value] of Object.entries(encoded)) {
    const text = value.replace(/[\r\n]/g, '')
    if (!BASE64.test(text)) return { problem: `data[${key}] must be base64: encode it, or write it under stringData`, field: ['data', key] }
    decoded.push([key, Buffer.from(text, 'base64').toString('utf8')])
  }
  const data = Object.fromEntries([...decoded, ...Object.entries(plain)])
  const { metadata } = projected
  return { apiVersion: 'v1', kind: 'Secret', metadata, type: object.type || 'Opaque', keyCount: Object.keys(data).length, data }
}

function configMap(object: UntypedObject, { metadata }: AnyObject): ConfigMap | Wrong {
  const data = texts(object, 'data')
  return wrong(data) ? data : { apiVersion: 'v1', kind: 'ConfigMap', metadata, data }
}

function texts(object: UntypedObject, field: 'data' | 'stringData'): Texts | Wrong {
  const value = object[field] ?? {}
  if (!isRecord(value)) return { problem: `${field} must be a mapping of strings`, field: [field] }
  const entries: [string, string][] = []
  for (const [key, text] of Object.entries(value)) {
    if (text !== null && typeof text !== 'string') {
      return { problem: `${field}[${key}] must be a string: put it in quotes`, field: [field, key] }
    }
    entries.push([key, text ?? ''])
  }
  return Object.fromEntries(entries)
}

// A key of the data may be called problem, but its value is a string and there is no field beside it that is a list.
function wrong(value: Texts | Wrong): value is Wrong {
  return Array.isArray((value as { field?: unknown }).field)
}
