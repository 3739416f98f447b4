import { CORE_SCHEMA, constructFromEvents, EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml'

/** Line and column, both from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

export type FieldPath = readonly (string | number)[]

export interface PositionedYaml {
  readonly value: unknown
  /** Where a field's key (or a list's item) is, or with `value` what it is set to; of a field that is not there, what would hold it. */
  readonly at: (path: FieldPath, part: 'key' | 'value') => Position
}

interface Place {
  readonly key: number
  readonly value: number
}

/**
 * Reads the one document of a text as YAML 1.2, where `off` and `on` are words. Throws a YAMLException with the place of what is wrong;
 * a text without any document reads as undefined.
 */
export function readPositionedYaml(text: string): PositionedYaml {
  const source = text.replace(/^\uFEFF/, '')
  const events = parseEvents(source, {})
  // Anchors can hide what is where, and a value in itself; a configuration needs none.
  const alias = events.find((event) => event.type === EVENT_ID.ALIAS)
  if (alias?.type === EVENT_ID.ALIAS) YAMLException.throwAt(source, alias.anchorStart - 1, 'aliases have no place in a configuration: write it out')
  const documents = events.flatMap((event, index) => (event.type === EVENT_ID.DOCUMENT ? [index] : []))
  if (documents[1] !== undefined) {
    const next = events[documents[1] + 1]
    YAMLException.throwAt(source, next ? startOf(next) : 0, 'there is a second document: a configuration is one')
  }
  const [value] = constructFromEvents(events, { source, schema: CORE_SCHEMA })
  const places = placesOf(events, source)
  const at = (path: FieldPath, part: 'key' | 'value') => {
    for (let length = path.length; ; length -= 1) {
      const place = places.get(JSON.stringify(path.slice(0, length)))
      if (place) return position(source, part === 'value' && place.value >= 0 ? place.value : place.key)
      if (length === 0) return { line: 1, column: 1 }
    }
  }
  return { value, at }
}

interface Open {
  readonly path: FieldPath
  readonly list: boolean
  index: number
  key?: { readonly name: string; readonly start: number } | undefined
}

function placesOf(events: readonly Event[], source: string): Map<string, Place> {
  const places = new Map<string, Place>()
  const open: (Open | undefined)[] = []
  for (const event of events) {
    const parent = open.at(-1)
    if (event.type === EVENT_ID.POP) open.pop()
    else if (event.type === EVENT_ID.DOCUMENT) open.push(undefined)
    else if (event.type === EVENT_ID.SCALAR && parent && !parent.list && !parent.key) {
      parent.key = { name: getScalarValue(source, event), start: startOf(event) }
    } else {
      const start = startOf(event)
      const path = parent ? [...parent.path, parent.list ? parent.index++ : (parent.key?.name ?? '')] : []
      places.set(JSON.stringify(path), { key: parent?.key?.start ?? start, value: start })
      if (parent) parent.key = undefined
      if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) open.push({ path, list: event.type === EVENT_ID.SEQUENCE, index: 0 })
    }
  }
  return places
}

function startOf(event: Event): number {
  if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) return event.start
  if (event.type !== EVENT_ID.SCALAR) return 0
  const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED
  return quoted ? event.valueStart - 1 : event.valueStart
}

function position(source: string, offset: number): Position {
  const before = source.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}
