import type { Kind } from '../gateway/kinds.ts'

/**
 * `waiting`: never listed yet. `listed`: what is held is a whole list kept up to date, or as it last was while the server is away.
 * `absent`: the server does not serve the kind. `forbidden`: we have no right to read it.
 */
export type ReflectorState = 'waiting' | 'listed' | 'absent' | 'forbidden'

/** What one reflector tells of itself. Times are ms since the epoch by the injected clock. */
export interface KindStatus {
  readonly kind: Kind
  readonly state: ReflectorState
  /** Listed, absent or forbidden has been known once. It stays true: a view grows stale rather than unready. */
  readonly settled: boolean
  /** The version that is listed and watched. */
  readonly version: string | undefined
  readonly objects: number
  /** Whether a watch is open now; while it is not, the objects are as they last were. */
  readonly watching: boolean
  /** The last word of the server on what is held: an event, a bookmark, a list, or that there is nothing to be had. The view is no older. */
  readonly lastHeard: number | undefined
  readonly lastEvent: number | undefined
  readonly lastBookmark: number | undefined
  readonly lastList: number | undefined
  /** Full lists after the first. */
  readonly relists: number
  /** Watches after the first. */
  readonly reconnects: number
  /** Objects that a later list showed otherwise than the watch had told. */
  readonly drift: number
  readonly errors: number
  /** Those since a watch last proved alive: above 0 it is being tried again. */
  readonly failures: number
  readonly lastError: string | undefined
}

/** What a reflector notes as it goes; the rest is asked for at each reading. */
export type Notes = { -readonly [Field in keyof KindStatus as Exclude<Field, 'objects' | 'failures'>]: KindStatus[Field] }

export function blankNotes(kind: Kind): Notes {
  return {
    kind,
    state: 'waiting',
    settled: false,
    version: undefined,
    watching: false,
    lastHeard: undefined,
    lastEvent: undefined,
    lastBookmark: undefined,
    lastList: undefined,
    relists: 0,
    reconnects: 0,
    drift: 0,
    errors: 0,
    lastError: undefined,
  }
}
