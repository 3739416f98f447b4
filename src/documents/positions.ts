import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml'

/** Line and column in a file, both from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

export type FieldPath = readonly (string | number)[]

interface Place {
  readonly offset: number
  readonly fields?: Map<string, Place & { readonly key: number }>
  readonly items?: Place[]
}

/** Where each field of the documents in a text is, from the events that the text was read from. */
export class Positions {
  readonly #documents: Place[]
  readonly #lines: number[]
  readonly #linesBefore: number

  constructor(events: readonly Event[], text: string, linesBefore: number) {
    this.#documents = places(events, text)
    this.#lines = [0]
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#lines.push(at + 1)
    this.#linesBefore = linesBefore
  }

  /** The key of a field or the start of an item; where it is not there, of the nearest thing that would hold it. */
  of(document: number, path: FieldPath): Position {
    let place = this.#documents[document]
    let offset = place?.offset ?? 0
    for (const step of path) {
      const next = typeof step === 'number' ? place?.items?.[step] : place?.fields?.get(step)
      if (next === undefined) break
      offset = 'key' in next ? (next as { key: number }).key : next.offset
      place = next
    }
    return this.at(offset)
  }

  at(offset: number): Position {
    let low = 0
    let high = this.#lines.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#lines[middle] as number) <= offset) low = middle
      else high = middle - 1
    }
    return { line: this.#linesBefore + low + 1, column: offset - (this.#lines[low] as number) + 1 }
  }
}

type Open = Place & { pending?: { readonly name: string; readonly key: number } | undefined }

function places(events: readonly Event[], text: string): Place[] {
  const documents: Place[] = []
  const open: Open[] = []
  for (const event of events) {
    if (event.type === EVENT_ID.POP) {
      open.pop()
      continue
    }
    const parent = open.at(-1)
    if (event.type === EVENT_ID.DOCUMENT) {
      open.push({ offset: 0, items: documents })
    } else if (event.type === EVENT_ID.SCALAR && parent?.fields && !parent.pending) {
      parent.pending = { name: getScalarValue(text, event), key: scalarStart(event) }
    } else {
      const place = placeOf(event, parent?.pending?.key ?? parent?.offset ?? 0)
      if (place.fields || place.items) open.push(place)
      if (parent) attach(parent, place)
    }
  }
  return documents
}

function placeOf(event: Event, fallback: number): Place {
  if (event.type === EVENT_ID.MAPPING) return { offset: event.start, fields: new Map() }
  if (event.type === EVENT_ID.SEQUENCE) return { offset: event.start, items: [] }
  if (event.type === EVENT_ID.ALIAS) return { offset: event.anchorStart - 1 }
  const start = event.type === EVENT_ID.SCALAR ? scalarStart(event) : -1
  return { offset: start < 0 ? fallback : start }
}

function attach(parent: Open, place: Place): void {
  if (parent.items) parent.items.push(place)
  else if (parent.pending) {
    parent.fields?.set(parent.pending.name, Object.assign(place, { key: parent.pending.key }))
    parent.pending = undefined
  } else {
    // A key that is no scalar: kept only to stay in step.
    parent.pending = { name: '', key: place.offset }
  }
}

function scalarStart({ style, valueStart }: ScalarEvent): number {
  return style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED ? valueStart - 1 : valueStart
}
