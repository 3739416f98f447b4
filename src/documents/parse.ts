import { isUtf8 } from 'node:buffer'
import { constructFromEvents, type Event, JSON_SCHEMA, parseEvents, YAMLException } from 'js-yaml'
import type { UntypedObject } from '../gateway/objects.ts'
import { isRecord } from '../gateway/shape.ts'
import { aliasProblem } from './aliases.ts'
import type { Document, Documents, Problem } from './document.ts'
import { KUBECTL_SCHEMA } from './kubectl-schema.ts'
import { objectFrom } from './object.ts'
import { type FieldPath, type Position, Positions } from './positions.ts'
import { type Part, splitStream } from './stream.ts'

/** As `parseDocuments`; bytes that are no text are one problem. */
export function parseBytes(bytes: Buffer, file: string): Documents {
  if (isUtf8(bytes) && !bytes.includes(0)) return parseDocuments(bytes.toString('utf8'), file)
  return { documents: [], problems: [{ file, message: 'is no manifest: these bytes are no text in UTF-8' }] }
}

/**
 * Every object in the text of a file: a YAML stream or JSON, Lists taken apart. Never throws: what cannot be read is a problem, and the rest
 * is read all the same.
 */
export function parseDocuments(written: string, file: string): Documents {
  const text = written.replace(/^\uFEFF/, '')
  const documents: Document[] = []
  const problems: Problem[] = []
  let index = 0
  for (const { part, read } of readAtOnce(text) ?? splitStream(text).map((part) => ({ part, read: readPart(part) }))) {
    if ('problem' in read) {
      problems.push({ file, ...read.problem })
      index += 1
      continue
    }
    // Read a second time for who asks: to keep the events of every file would cost more than the reading.
    const positions = lazily(() => new Positions(parseEvents(part.text, {}), part.text, part.line))
    read.values.forEach((value, document) => {
      if (value === null || value === undefined) return
      for (const found of objectsIn(value, [])) {
        const at = (path: FieldPath) => positions().of(document, [...found.path, ...path])
        if ('object' in found) documents.push(new PlacedDocument(found.object, file, index, at))
        else problems.push({ file, ...at(found.field), message: found.problem })
      }
      index += 1
    })
  }
  return { documents, problems }
}

/** The whole of a stream in which nothing is wrong and nothing may be JSON, as nearly every file: its parts need not be looked for. */
function readAtOnce(text: string): readonly { readonly part: Part; readonly read: PartRead }[] | undefined {
  if (/^[ \t]*(?:---[ \t]*)?\{/m.test(text)) return undefined
  const part = { text, line: 0, json: false }
  const read = readPart(part)
  return 'problem' in read ? undefined : [{ part, read }]
}

/** Lines are counted only for who asks: most documents are never spoken of. */
class PlacedDocument implements Document {
  readonly object: UntypedObject
  readonly file: string
  readonly index: number
  readonly position: (path: FieldPath) => Position

  constructor(object: UntypedObject, file: string, index: number, position: (path: FieldPath) => Position) {
    this.object = object
    this.file = file
    this.index = index
    this.position = position
  }

  get line(): number {
    return this.position([]).line
  }
}

type PartRead = { readonly values: unknown[] } | { readonly problem: Omit<Problem, 'file'> }

function readPart({ text, line, json }: Part): PartRead {
  let events: Event[] = []
  const whole = (message: string) => ({ problem: { ...new Positions(events, text, line).of(0, []), message } })
  try {
    events = parseEvents(text, {})
    const values = constructFromEvents(events, { source: text, schema: json ? JSON_SCHEMA : KUBECTL_SCHEMA })
    const problem = aliasProblem(events, values)
    return problem === undefined ? { values } : whole(problem)
  } catch (error) {
    if (!(error instanceof YAMLException)) return whole(error instanceof Error ? error.message : String(error))
    const message = `cannot be read as ${json ? 'JSON' : 'YAML'}: ${error.reason}`
    return error.mark ? { problem: { line: line + error.mark.line + 1, column: error.mark.column + 1, message } } : whole(message)
  }
}

type Found = { readonly path: FieldPath } & (ReturnType<typeof objectFrom> & object)

/** The objects of a document: itself, or the items of a List. `implied` is what the items of a typed list need not say. */
function* objectsIn(value: unknown, path: FieldPath, implied?: { apiVersion: unknown; kind: string }): Iterable<Found> {
  const object = implied && isRecord(value) ? { ...implied, ...value } : value
  if (!isRecord(object) || typeof object.kind !== 'string' || !object.kind.endsWith('List') || !('items' in object)) {
    yield { path, ...objectFrom(object) }
    return
  }
  const { items, kind, apiVersion } = object
  if (items === null) return
  if (!Array.isArray(items)) {
    yield { path, problem: `items of this ${kind} must be a list`, field: ['items'] }
    return
  }
  const ofItems = kind === 'List' ? undefined : { apiVersion, kind: kind.slice(0, -'List'.length) }
  for (const [n, item] of items.entries()) yield* objectsIn(item, [...path, 'items', n], ofItems)
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
