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
  /** The version that is listed and watched. */
  readonly version: string | undefined
  readonly objects: number
  /** Whether a watch is open now; while it is not, the objects are as they last were. */
  readonly watching: boolean
  /** The last event or bookmark. */
  readonly lastEvent: number | undefined
  readonly lastList: number | undefined
  /** Full lists after the first. */
  readonly relists: number
  /** Objects that a later list showed otherwise than the watch had told. */
  readonly drift: number
  readonly errors: number
  readonly lastError: string | undefined
}
