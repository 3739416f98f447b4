import type { AnyObject } from '../gateway/objects.ts'
import { type Fields, isRecord, recordEntries, records, text } from '../gateway/shape.ts'
import type { Written } from '../prediction/owner-facts.ts'

interface ListenerFields {
  readonly name?: unknown
  readonly protocol?: unknown
  readonly port?: unknown
  readonly hostname?: unknown
}

/** A listener as a person would point at it: `"web" (HTTP, port 80, hostname a.example)`. */
export function listenerWords(listener: ListenerFields | undefined): string {
  const { protocol, port, hostname } = listener ?? {}
  const host = typeof hostname === 'string' && hostname !== '' ? `, hostname ${hostname}` : ''
  return `"${listenerName(listener)}" (${protocol}, port ${port}${host})`
}

export function listenerName(listener: ListenerFields | undefined): string {
  return text(listener?.name) ?? ''
}

export function listenersOf(object: AnyObject): Map<number, Fields> {
  return new Map(recordEntries((object as { spec?: { listeners?: unknown } }).spec?.listeners))
}

/** The other object by name where the reader may know of it: in the same namespace. Elsewhere only that there is one (design, "Always"). */
export function otherWords(other: AnyObject, self: AnyObject): string {
  return other.metadata.namespace === self.metadata.namespace ? `${other.kind} "${other.metadata.name}"` : `${aKind(other.kind)} in another namespace`
}

/** `an HTTPRoute`, `a Gateway` */
export function aKind(kind: string): string {
  return `${/^[HX]/.test(kind) ? 'an' : 'a'} ${kind}`
}

/** `a`, `a and b`, `a, b and 3 more` */
export function enumerate(items: readonly string[], most = 3): string {
  if (items.length > most) return `${items.slice(0, most).join(', ')} and ${items.length - most} more`
  return items.length > 1 ? `${items.slice(0, -1).join(', ')} and ${items.at(-1)}` : (items[0] ?? '')
}

/** A label selector as kubectl takes it: `team=edge,tier in (a, b)`. */
export function selectorWords(selector: unknown): string {
  if (!isRecord(selector)) return ''
  const labels = isRecord(selector.matchLabels) ? Object.entries(selector.matchLabels).map(([key, value]) => `${key}=${value}`) : []
  const expressions = records(selector.matchExpressions).map(({ key, operator, values }) => {
    if (operator === 'Exists') return `${key}`
    if (operator === 'DoesNotExist') return `!${key}`
    return `${key} ${operator === 'In' ? 'in' : 'notin'} (${Array.isArray(values) ? values.join(', ') : ''})`
  })
  return excerpt([...labels, ...expressions].join(','), 120)
}

/** Text of a user's in a message: bounded. */
export function excerpt(value: string, most = 80): string {
  return value.length > most ? `${value.slice(0, most)}…` : value
}

/** What the status says of it: ` (Type=Status/Reason)`, or that it says nothing. */
export function writtenWords({ condition, silent }: Written): string {
  if (condition) return ` (${condition.type}=${condition.status}/${condition.reason})`
  return silent ? ', and no status would say so' : ''
}
