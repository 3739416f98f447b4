import type { Condition } from '../prediction.ts'

/** The conditions of one part of a status: of each type one, in the order in which the types were first set. */
export class Conditions {
  readonly #byType = new Map<string, Condition>()

  set(type: string, status: Condition['status'], reason: string): void {
    this.#byType.set(type, { type, status, reason })
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
