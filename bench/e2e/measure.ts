import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { load } from '../load.ts'
import type { Api } from './api.ts'
import type { Contestant } from './contestants.ts'
import { assertCalled, between, readCounters } from './counters.ts'
import { cpuSeconds } from './cpu.ts'
import { dryRunReview, type MeasuredRoute } from './route.ts'

export interface Entrant extends Contestant {
  readonly routes: readonly MeasuredRoute[]
}

/** What was measured of one contestant. */
export interface Figures {
  /** Milliseconds of each update, at the client, in the alternation. */
  readonly updates: number[]
  /** Mean milliseconds in the call by the API server's histogram, of each part of the alternation. */
  readonly calls: number[]
  /** Seconds of CPU in the blocks of its own updates. */
  cpu: number
  /** Seconds of CPU in the blocks of updates that nobody reviews. */
  cpuWatching: number
  /** Updates of each block, over all parts. */
  inBlocks: number
}

export interface Plan {
  /** Updates of each contestant that alternate, over all parts. */
  readonly updates: number
  readonly parts: number
}

/** What a process does after an answer (watch events, garbage) belongs to the review that it follows. */
const SETTLES_WITHIN_MS = 200
const CALLED_WITHIN_MS = 30_000

export class Course {
  readonly #api: Api
  readonly #entrants: readonly Entrant[]
  #updates = 0

  constructor(api: Api, entrants: readonly Entrant[]) {
    this.#api = api
    this.#entrants = entrants
  }

  /** Until the API server has taken up every registration, and no compiler has anything left to do: a process that serves has been asked before. */
  async warmUp(rounds: number, seconds: number): Promise<void> {
    const start = await readCounters(this.#api)
    const deadline = performance.now() + CALLED_WITHIN_MS
    for (;;) {
      for (const entrant of this.#entrants) await this.#update(entrant)
      const now = await readCounters(this.#api)
      const silent = this.#entrants.filter(({ webhook }) => webhook && between(start, now, webhook.name).count === 0)
      if (silent.length === 0) break
      if (performance.now() > deadline) throw new Error(`the API server does not call ${silent.map(({ title }) => title).join(', ')}`)
    }
    for (const { webhook, routes } of this.#entrants) {
      const stored = routes[0]?.stored ?? ''
      if (webhook) await load(webhook.port, '/validate', (uid) => dryRunReview(uid, stored), 1, seconds)
    }
    for (let round = 0; round < rounds; round++) for (const entrant of shuffled(this.#entrants)) await this.#update(entrant)
  }

  async run({ updates, parts }: Plan, told: (part: number) => void): Promise<ReadonlyMap<Entrant, Figures>> {
    const figures = new Map(this.#entrants.map((entrant) => [entrant, { updates: [], calls: [], cpu: 0, cpuWatching: 0, inBlocks: 0 } as Figures]))
    const each = Math.ceil(updates / parts)
    for (let part = 0; part < parts; part++) {
      await this.#alternate(each, figures)
      await this.#inBlocks(each, part, figures)
      told(part + 1)
    }
    return figures
  }

  /** Single updates of all of them in random order: what a neighbour on this machine does hits all alike. */
  async #alternate(rounds: number, figures: ReadonlyMap<Entrant, Figures>): Promise<void> {
    const before = await readCounters(this.#api)
    for (let round = 0; round < rounds; round++) {
      for (const entrant of shuffled(this.#entrants)) figures.get(entrant)?.updates.push(await this.#update(entrant))
    }
    const after = await readCounters(this.#api)
    for (const entrant of this.#entrants) {
      if (!entrant.webhook) continue
      const calls = between(before, after, entrant.webhook.name)
      assertCalled(entrant.title, calls, rounds)
      figures.get(entrant)?.calls.push((calls.seconds / calls.count) * 1000)
    }
  }

  /** One after the other: a process that watches the cluster also hears of the others' routes, which is no cost of its own reviews. */
  async #inBlocks(updates: number, part: number, figures: ReadonlyMap<Entrant, Figures>): Promise<void> {
    const before = await readCounters(this.#api)
    for (const place of this.#entrants.keys()) {
      const updated = this.#entrants[(place + part) % this.#entrants.length] as Entrant
      await sleep(SETTLES_WITHIN_MS)
      const cpu = new Map(this.#entrants.map((entrant) => [entrant, cpuOf(entrant)]))
      for (let n = 0; n < updates; n++) await this.#update(updated)
      await sleep(SETTLES_WITHIN_MS)
      for (const [entrant, figure] of figures) {
        const used = cpuOf(entrant) - (cpu.get(entrant) as number)
        if (entrant === updated) figure.cpu += used
        else if (!updated.webhook) figure.cpuWatching += used
      }
    }
    for (const figure of figures.values()) figure.inBlocks += updates
    const after = await readCounters(this.#api)
    for (const { title, webhook } of this.#entrants) if (webhook) assertCalled(title, between(before, after, webhook.name), updates)
  }

  /** Milliseconds of one update at the client. */
  async #update({ title, routes }: Entrant): Promise<number> {
    const n = this.#updates++
    const route = routes[n % routes.length] as MeasuredRoute
    const body = route.change(n)
    const began = performance.now()
    const { warning } = await this.#api.send('PATCH', route.path, body, 'application/merge-patch+json')
    const took = performance.now() - began
    // A route that is warned of is another amount of work.
    if (warning !== undefined) throw new Error(`${title}: nothing should be wrong with its routes, but: ${warning}`)
    return took
  }
}

function cpuOf({ webhook }: Contestant): number {
  return webhook?.process.pid === undefined ? 0 : cpuSeconds(webhook.process.pid)
}

function shuffled<T>(items: readonly T[]): T[] {
  const shuffled = [...items]
  for (let at = shuffled.length - 1; at > 0; at--) {
    const other = randomInt(at + 1)
    ;[shuffled[at], shuffled[other]] = [shuffled[other] as T, shuffled[at] as T]
  }
  return shuffled
}
