import type { Kind, KindFacts } from '../gateway/kinds.ts'
import type { AnyObject, Secret, UntypedObject } from '../gateway/objects.ts'
import { project } from '../gateway/projection.ts'
import { type Fields, isRecord, records, text } from '../gateway/shape.ts'
import { BadAnswer } from './api-error.ts'

export interface Page {
  readonly objects: readonly AnyObject[]
  readonly resourceVersion: string
  /** The token for the next page; empty on the last. */
  readonly more: string
}

/** Reads the answers to one list or one watch. It may remember what only the first answer says. */
export interface Decoder {
  page(body: unknown): Page
  /** The object of a watch event: `object` is undefined in a bookmark. */
  event(body: unknown, bookmark: boolean): { readonly object: AnyObject | undefined; readonly resourceVersion: string | undefined }
}

/** How a kind is asked for: the Accept headers, which never allow a fuller form than the named one, and the query that goes with them. */
export interface Representation {
  readonly listAccept: string
  readonly watchAccept: string
  readonly query: Readonly<Record<string, string>>
  decoder(version: string): Decoder
}

const META = 'g=meta.k8s.io;v=v1'

/** The representation of a kind, by `cached` of its facts. */
export function representationOf(facts: KindFacts): Representation {
  const decoder = (read: (apiVersion: string) => Reading) => (version: string) => {
    const apiVersion = facts.group === '' ? version : `${facts.group}/${version}`
    return decoderOf(facts, read(apiVersion))
  }
  if (facts.cached === 'Table') {
    const accept = `application/json;as=Table;v=v1;g=meta.k8s.io`
    return { listAccept: accept, watchAccept: accept, query: { includeObject: 'Metadata' }, decoder: decoder(() => tableReading()) }
  }
  if (facts.cached === 'Metadata') {
    return {
      listAccept: `application/json;as=PartialObjectMetadataList;${META}`,
      watchAccept: `application/json;as=PartialObjectMetadata;${META}`,
      query: {},
      decoder: decoder((apiVersion) => itemReading(facts, apiVersion, 'PartialObjectMetadata')),
    }
  }
  return {
    listAccept: 'application/json',
    watchAccept: 'application/json',
    query: {},
    decoder: decoder((apiVersion) => itemReading(facts, apiVersion, facts.kind)),
  }
}

interface Reading {
  readonly listKind: string
  readonly eventKind: string
  items(list: Fields): readonly AnyObject[]
  /** The one object in an event. */
  item(object: Fields, bookmark: boolean): AnyObject | undefined
}

function decoderOf(facts: KindFacts, reading: Reading): Decoder {
  return {
    page(body) {
      const list = expectKind(body, reading.listKind, facts)
      const metadata = isRecord(list.metadata) ? list.metadata : {}
      const resourceVersion = text(metadata.resourceVersion)
      if (!resourceVersion) throw new BadAnswer(`a list of ${facts.plural} has no metadata.resourceVersion`)
      return { objects: reading.items(list), resourceVersion, more: text(metadata.continue) ?? '' }
    },
    event(body, bookmark) {
      const object = expectKind(body, reading.eventKind, facts)
      const item = reading.item(object, bookmark)
      return {
        object: item,
        resourceVersion: item?.metadata.resourceVersion ?? (isRecord(object.metadata) ? text(object.metadata.resourceVersion) : undefined),
      }
    },
  }
}

/** Built-in kinds come without apiVersion and kind in a list, and metadata forms with those of meta.k8s.io: both are what was asked for. */
function itemReading(facts: KindFacts, apiVersion: string, served: string): Reading {
  const item = (object: unknown): AnyObject => project(facts.kind as Kind, { ...named(object, facts.plural), apiVersion })
  return {
    listKind: `${served}List`,
    eventKind: served,
    items: (list) => (Array.isArray(list.items) ? list.items.map(item) : []),
    item: (object, bookmark) => (bookmark ? undefined : item(object)),
  }
}

/** Secrets: type and number of keys are columns; rows hold the metadata. Only the first Table of a watch, bookmark or not, names its columns. */
function tableReading(): Reading {
  let type = -1
  let data = -1
  const columns = (table: Fields) => {
    if (!Array.isArray(table.columnDefinitions) || table.columnDefinitions.length === 0) return
    const names = table.columnDefinitions.map((column) => (isRecord(column) ? column.name : undefined))
    type = names.indexOf('Type')
    data = names.indexOf('Data')
  }
  const secret = (row: Fields): Secret => {
    if (type < 0 || data < 0) throw new BadAnswer('a Table of secrets has no columns Type and Data')
    const cells = Array.isArray(row.cells) ? row.cells : []
    const keyCount = Number(cells[data])
    if (typeof cells[type] !== 'string' || !Number.isInteger(keyCount))
      throw new BadAnswer('a row in a Table of secrets has no type or no number of keys')
    // Annotations of a Secret may repeat its data, as the last applied copy does, and no prediction reads them.
    const { annotations: _, ...metadata } = project('Secret', { ...named(row.object, 'secrets'), apiVersion: 'v1' }).metadata
    return { apiVersion: 'v1', kind: 'Secret', metadata, type: cells[type], keyCount }
  }
  return {
    listKind: 'Table',
    eventKind: 'Table',
    items: (table) => {
      columns(table)
      return records(table.rows).map(secret)
    },
    item: (table, bookmark) => {
      columns(table)
      if (bookmark) return undefined
      const [row] = records(table.rows)
      if (!row) throw new BadAnswer('a watch event of secrets is a Table without a row')
      return secret(row)
    },
  }
}

function expectKind(body: unknown, kind: string, facts: KindFacts): Fields {
  if (isRecord(body) && body.kind === kind) return body
  const got = isRecord(body) ? String(body.kind) : typeof body
  throw new BadAnswer(`the API server answered ${got} where ${kind} was asked for (${facts.plural})`)
}

function named(object: unknown, plural: string): UntypedObject {
  if (isRecord(object) && isRecord(object.metadata) && text(object.metadata.name) && text(object.metadata.resourceVersion)) {
    return object as unknown as UntypedObject
  }
  throw new BadAnswer(`an object in an answer about ${plural} has no metadata.name or no metadata.resourceVersion`)
}
