import type { Tell } from '../../gateway/status-steps.ts'
import type { Condition } from '../condition.ts'

/** The conditions of one part of a status: of each type one, in the order in which the types were first set. */
export class Conditions {
  readonly #byType = new Map<string, Condition>()
  /** Hears what leads to the conditions; undefined where nobody asks. */
  readonly tell: Tell | undefined

  constructor(tell?: Tell) {
    this.tell = tell
  }

  set(type: string, status: Condition['status'], reason: string): void {
    const written: Condition = { type, status, reason }
    this.#byType.set(type, written)
    this.tell?.({ written })
  }

  drop(type: string): void {
    if (this.#byType.delete(type)) this.tell?.({ dropped: type })
  }

  get(type: string): Condition | undefined {
    return this.#byType.get(type)
  }

  is(type: string, status: Condition['status']): boolean {
    return this.#byType.get(type)?.status === status
  }

  get types(): readonly string[] {
    return [...this.#byType.keys()]
  }

  list(): readonly Condition[] {
    return [...this.#byType.values()]
  }
}
