import { type Kind, kindFacts } from '../gateway/kinds.ts'
import type { AnyObject } from '../gateway/objects.ts'
import { overlay } from '../gateway/overlay.ts'
import type { Claim, ClusterView, Testimony, Witness } from '../gateway/ports.ts'
import { ApiError } from './api-error.ts'
import type { Discovery } from './discovery.ts'
import { Flights } from './flights.ts'
import { getJson } from './get-json.ts'
import { objectPath } from './paging.ts'
import type { PendingObjects } from './pending.ts'
import { representationOf } from './representation.ts'
import { nextTurn, sleep, type Timing } from './timing.ts'
import type { Transport } from './transport.ts'

export interface WitnessParts {
  readonly transport: Transport
  readonly discovery: Discovery
  /** The version of a kind that is listed and watched; undefined where none is. */
  readonly versionOf: (kind: Kind) => string | undefined
  readonly timing: Timing
  readonly pending: PendingObjects
  /** The clock of deadlines. */
  readonly clock: () => number
  /** Called for every review that comes here: where reviews come from, an API server is there. */
  readonly signOfLife: () => void
}

/** More claims than this are not read for one review: then nothing is refused by them. */
const MOST = 16
/** Reads at one time; others wait for their turn, as long as their review does. */
const MOST_READS = 64

/** What a live read found of one claim: the objects that are there, of one name or of the whole namespace. */
type Found = readonly AnyObject[]

/** Confirms by reading single objects and small lists from the API server. Reads of one thing at one time are one read. */
export class LiveWitness implements Witness {
  readonly #parts: WitnessParts
  readonly #reads: Flights<Found>

  constructor(parts: WitnessParts) {
    this.#parts = parts
    this.#reads = new Flights(MOST_READS, parts.clock)
  }

  admitted(...admitted: Parameters<Witness['admitted']>): void {
    this.#parts.signOfLife()
    this.#parts.pending.add(...admitted)
  }

  current(kind: Kind, { metadata }: AnyObject): AnyObject | undefined {
    const found = this.#parts.pending.view.get(kind, metadata.namespace, metadata.name)
    return found.state === 'found' && found.object.metadata.uid === metadata.uid ? found.object : undefined
  }

  async testify(claims: readonly Claim[], deadline: number): Promise<Testimony> {
    const { pending, clock } = this.#parts
    this.#parts.signOfLife()
    const over = new AbortController()
    const found = new Map<Claim, Found | 'pending'>()
    const late = sleep(Math.max(0, deadline - clock()), over.signal)
    const heard = claims.slice(0, MOST).map(async (claim) => {
      const answer = await this.#hear(claim, deadline, late)
      if (answer) found.set(claim, answer)
    })
    // Who waits for the watch until then still has to say so.
    await Promise.race([Promise.all(heard), late.then(nextTurn)])
    // What is heard from here on comes too late for this review; what is being written was admitted after it was read.
    const said = [...found].map(([claim, objects]) => [claim, pending.of(claim) ? 'pending' : objects] as const)
    over.abort()
    return {
      view: said.reduce((view, [claim, objects]) => (objects === 'pending' ? view : laidOver(view, claim, objects, pending)), pending.view),
      heard: said.flatMap(([claim, objects]) => (objects === 'pending' ? [] : [claim])),
      pending: said.flatMap(([claim, objects]) => (objects === 'pending' ? [claim] : [])),
    }
  }

  /** Undefined where the API server did not answer, or not with something that can be read. Never rejects. */
  async #hear(claim: Claim, deadline: number, late: Promise<void>): Promise<Found | 'pending' | undefined> {
    const { pending, clock } = this.#parts
    try {
      const entry = pending.of(claim)
      if (entry && clock() < entry.deadline) {
        // A read could be too early to find it: its own write may be on its way.
        const isSeen = await Promise.race([entry.over, late])
        if (pending.of(claim)) return 'pending'
        // The watch told of it just now: no read could know better.
        const seen = isSeen ? pending.view.get(claim.kind, claim.namespace, claim.name ?? '') : undefined
        if (seen?.state === 'found') return [seen.object]
      }
      const key = `${claim.kind}/${claim.namespace ?? ''}/${claim.name ?? ''}`
      const flight = this.#reads.take(key, deadline, (signal) => this.#fetch(claim, signal))
      const found = await flight.landed
      const waiting = pending.of(claim)
      if (waiting && flight.began !== undefined && flight.began >= waiting.deadline) pending.disprove(claim)
      return clock() <= deadline ? found : undefined
    } catch {
      return undefined
    }
  }

  async #fetch({ kind, namespace, name }: Claim, signal: AbortSignal): Promise<Found> {
    const { transport, discovery, versionOf, timing } = this.#parts
    const facts = kindFacts(kind)
    const version = versionOf(kind) ?? (await discovery.versionOf(facts))
    // Of what is not served there is nothing.
    if (version === undefined) return []
    const representation = representationOf(facts)
    const decoder = representation.decoder(version)
    if (name === undefined) {
      const path = `${objectPath(facts, version, namespace)}?${new URLSearchParams(representation.query)}`
      return decoder.page(await getJson(transport, path, representation.listAccept, timing, signal)).objects
    }
    try {
      const path = `${objectPath(facts, version, namespace, name)}?${new URLSearchParams(representation.query)}`
      const { object } = decoder.event(await getJson(transport, path, representation.watchAccept, timing, signal), false)
      return object ? [object] : []
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return []
      throw error
    }
  }
}

function laidOver(view: ClusterView, { kind, namespace, name }: Claim, found: Found, pending: PendingObjects): ClusterView {
  if (name !== undefined) return overlay(view, kind, namespace, name, found[0])
  const here = kind === 'ReferenceGrant' && namespace !== undefined ? view.grantsIn(namespace) : undefined
  const names = new Set(found.map(({ metadata }) => metadata.name))
  const isGone = ({ metadata }: AnyObject) =>
    !names.has(metadata.name) && !pending.of({ kind, ...(namespace !== undefined && { namespace }), name: metadata.name })
  const gone = here?.state === 'known' ? here.items.filter(isGone) : []
  const without = gone.reduce((left, { metadata }) => overlay(left, kind, namespace, metadata.name, undefined), view)
  return found.reduce((all, object) => overlay(all, kind, namespace, object.metadata.name, object), without)
}
