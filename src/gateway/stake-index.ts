import type { Route } from './objects.ts'
import { groundsOf, matchesOf, type Stake } from './stakes.ts'

/** A listing never grows with the number of routes that share one stake. */
const MOST_TOLD = 256
/** Entries of one index, so that no routes, however they are written, fill the memory. A Map takes some sixteen million. */
const MOST_KEPT = 8_000_000

/** On ground that more share, matches are indexed before anybody asks: an answer must not wait for many. */
const MOST_UNINDEXED = 16

/**
 * Routes by their stakes. Most have their ground to themselves and are never asked for by a match: the matches on a ground are indexed when
 * somebody first asks for one of them or many share it, and followed from then on.
 */
export class StakeIndex {
  readonly #room: Room = { left: MOST_KEPT }
  readonly #grounds = new Holders(this.#room)
  readonly #matches = new Map<number, Holders>()

  /** `before` is the very object that was put before, where there was one: what both hold is only replaced. */
  put(route: Route, before?: Route): void {
    const left = before ? groundsOf(before) : undefined
    let matches: ReadonlySet<number> | undefined
    for (const ground of groundsOf(route)) {
      const isKept = left?.delete(ground) ? before : undefined
      this.#grounds.put(ground, route, isKept)
      const known = this.#matches.get(ground)
      if (known) {
        if (isKept) release(known, matchesOf(isKept), isKept)
        matches ??= matchesOf(route)
        for (const match of matches) known.put(match, route)
      } else if (this.#grounds.count(ground) > MOST_UNINDEXED) this.#indexed(ground)
    }
    if (before && left) this.#leave(left, before)
  }

  /** `route` is the very object that was put. */
  remove(route: Route): void {
    this.#leave(groundsOf(route), route)
  }

  /** Who has a stake; of very many only some. */
  holders({ ground, match }: Stake): Route[] {
    const all = match === undefined ? this.#grounds : (this.#matches.get(ground) ?? this.#indexed(ground))
    const told: Route[] = []
    for (const route of all?.of(match ?? ground) ?? []) {
      if (told.length === MOST_TOLD) break
      told.push(route)
    }
    return told
  }

  #leave(grounds: Iterable<number>, route: Route): void {
    let matches: ReadonlySet<number> | undefined
    for (const ground of grounds) {
      this.#grounds.release(ground, route)
      const known = this.#matches.get(ground)
      if (!known) continue
      matches ??= matchesOf(route)
      release(known, matches, route)
      if (this.#grounds.count(ground) === 0) this.#matches.delete(ground)
    }
  }

  #indexed(ground: number): Holders | undefined {
    if (this.#grounds.count(ground) === 0) return undefined
    const made = new Holders(this.#room)
    for (const route of this.#grounds.of(ground)) for (const match of matchesOf(route)) made.put(match, route)
    this.#matches.set(ground, made)
    return made
  }
}

/** How many entries may still be made; what finds no room is not found. */
interface Room {
  left: number
}

/** Routes by a number. Most numbers have one holder, which is then kept as it is. */
class Holders {
  readonly #byNumber = new Map<number, Route | Set<Route>>()
  readonly #room: Room

  constructor(room: Room) {
    this.#room = room
  }

  /** In the place of `before`, where that holds the number. */
  put(number: number, route: Route, before?: Route): void {
    if (before) this.release(number, before)
    if (this.#room.left === 0) return
    this.#room.left -= 1
    const held = this.#byNumber.get(number)
    if (held instanceof Set) held.add(route)
    else this.#byNumber.set(number, held === undefined ? route : new Set([held, route]))
  }

  release(number: number, route: Route): void {
    const held = this.#byNumber.get(number)
    if (held instanceof Set ? !held.delete(route) : held !== route) return
    this.#room.left += 1
    if (!(held instanceof Set)) this.#byNumber.delete(number)
    else if (held.size === 1) this.#byNumber.set(number, [...held][0] as Route)
  }

  count(number: number): number {
    const held = this.#byNumber.get(number)
    return held instanceof Set ? held.size : held ? 1 : 0
  }

  of(number: number): Iterable<Route> {
    const held = this.#byNumber.get(number)
    return held instanceof Set ? held : held ? [held] : []
  }
}

function release(from: Holders, numbers: Iterable<number>, route: Route): void {
  for (const number of numbers) from.release(number, route)
}
