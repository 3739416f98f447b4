import type { Route } from './objects.ts'
import { type Stake, stakesOf } from './stakes.ts'

/** A listing never grows with the number of routes that share one stake. */
const MOST_TOLD = 256
/** A Map takes some sixteen million. */
const MOST_KEPT = 8_000_000

/** Routes by their stakes. Most stakes have one holder, which is then kept as it is. */
export class StakeIndex {
  readonly #holders = new Map<Stake, Route | Set<Route>>()

  /** `before` is the very object that was put before, where there was one: what both hold is only replaced. */
  put(route: Route, before?: Route): void {
    const left: Set<Stake> = before ? stakesOf(before) : new Set()
    for (const stake of stakesOf(route)) {
      const held = this.#holders.get(stake)
      const isKept = before !== undefined && left.delete(stake)
      if (held instanceof Set) {
        if (isKept) held.delete(before)
        held.add(route)
      } else if (held !== undefined && !(isKept && held === before)) this.#holders.set(stake, new Set([held, route]))
      else if (held !== undefined || this.#holders.size < MOST_KEPT) this.#holders.set(stake, route)
    }
    if (before) for (const stake of left) this.#release(stake, before)
  }

  /** `route` is the very object that was put. */
  remove(route: Route): void {
    for (const stake of stakesOf(route)) this.#release(stake, route)
  }

  #release(stake: Stake, route: Route): void {
    const held = this.#holders.get(stake)
    if (held instanceof Set) {
      held.delete(route)
      const [only] = held
      if (held.size === 1 && only) this.#holders.set(stake, only)
    } else if (held === route) this.#holders.delete(stake)
  }

  /** Who has a stake; of very many only some. */
  holders(stake: Stake): Route[] {
    const held = this.#holders.get(stake)
    if (held === undefined) return []
    if (!(held instanceof Set)) return [held]
    const told: Route[] = []
    for (const route of held) {
      if (told.length === MOST_TOLD) break
      told.push(route)
    }
    return told
  }
}
