import type { AnyObject } from '../gateway/objects.ts'
import { type Fields, recordEntries, text } from '../gateway/shape.ts'

/** A listener as a person would point at it: `"web" (HTTP, port 80, hostname a.example)`. */
export function listenerWords(listener: Fields | undefined): string {
  const { protocol, port, hostname } = listener ?? {}
  const host = typeof hostname === 'string' && hostname !== '' ? `, hostname ${hostname}` : ''
  return `"${listenerName(listener)}" (${protocol}, port ${port}${host})`
}

export function listenerName(listener: Fields | undefined): string {
  return text(listener?.name) ?? ''
}

export function listenersOf(object: AnyObject): Map<number, Fields> {
  return new Map(recordEntries((object as { spec?: { listeners?: unknown } }).spec?.listeners))
}

/** The other object by name where the reader may know of it: in the same namespace. Elsewhere only that there is one (design, "Always"). */
export function otherWords(other: AnyObject, self: AnyObject): string {
  return other.metadata.namespace === self.metadata.namespace ? `${other.kind} "${other.metadata.name}"` : `a ${other.kind} in another namespace`
}

/** `a`, `a and b`, `a, b and 3 more` */
export function enumerate(items: readonly string[], most = 3): string {
  if (items.length > most) return `${items.slice(0, most).join(', ')} and ${items.length - most} more`
  return items.length > 1 ? `${items.slice(0, -1).join(', ')} and ${items.at(-1)}` : (items[0] ?? '')
}

/** Text of a user's in a message: bounded. */
export function excerpt(value: string, most = 80): string {
  return value.length > most ? `${value.slice(0, most)}…` : value
}
