import type { Route } from '../../gateway/objects.ts'
import type { Condition } from '../condition.ts'

/** Something that this route asks for, on listeners where another route comes before it. */
export interface Contest {
  /** `traffic`: requests that a match takes; `kinds`: a hostname that HTTP and gRPC share. */
  readonly over: 'traffic' | 'hostname' | 'listener' | 'kinds'
  readonly path: string
  /** Stays equal when lists are reordered. */
  readonly key: string
  readonly winner: Route
  readonly because: 'older' | 'by name' | 'longer hostname'
  /** The hostname that the winner writes, where it is longer. */
  readonly longer?: string
  /** Names of the listeners, each once. */
  readonly listeners: readonly string[]
  /** Hostnames under which those listeners serve the route; `''` for any. */
  readonly hostnames: readonly string[]
  /** Nothing is left of what is at the path. */
  readonly isWhole: boolean
  /** Where the controller does write one of it. */
  readonly condition?: Condition
}
