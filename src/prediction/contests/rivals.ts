import { widened } from '../../gateway/hostname.ts'
import type { RouteKind } from '../../gateway/kinds.ts'
import { isLeaving } from '../../gateway/lifecycle.ts'
import { CATCH_ALL, matchEntries, matchKey } from '../../gateway/matches.ts'
import type { Route } from '../../gateway/objects.ts'
import { isRecord } from '../../gateway/shape.ts'
import { type Stake, trafficStake, writtenHostnames } from '../../gateway/stakes.ts'
import { publishedFeatures } from '../class.ts'
import { type Context, keyOf, memo, type Served } from '../status/context.ts'
import { precedence } from '../status/order.ts'
import { rulesOutcome } from '../status/rules.ts'
import type { Contest } from './contest.ts'
import { isServedAt, type Place } from './places.ts'

/** Other routes that are looked at for one; with more, some contest may go unseen. */
const MOST = 64

export type Rival = Pick<Contest, 'winner' | 'because' | 'longer'>

interface Disputed {
  readonly own: boolean
  readonly longer: readonly string[]
}

/** Finds who comes before a route, by lookups only: what is looked at does not grow with the number of routes. */
export class Rivals {
  readonly #route: Route
  readonly #context: Context
  readonly #looked = new Set<string>()
  readonly #disputes = new Map<Place, Disputed>()

  constructor(route: Route, context: Context) {
    this.#route = route
    this.#context = context
  }

  /** Whether anybody else writes a hostname by which traffic of a place could be taken; nearly always nobody does. */
  isDisputed(place: Place): boolean {
    const { own, longer } = this.#disputed(place)
    return own || longer.length > 0
  }

  /**
   * Who takes the traffic of a match (without one: the TLS connections) at a place. Under one hostname of a listener the longer hostname as it is
   * written comes first where the controller says so; where it is not known to, no winner is named among unequal ones (gateway-api-1.7.md 6.1).
   */
  ofTraffic(place: Place, key?: string): Rival | undefined {
    const { kind } = this.#route
    const { own, longer } = this.#disputed(place)
    for (const hostname of longer) {
      for (const wanted of key === undefined ? [key] : new Set([key, CATCH_ALL])) {
        const found = this.#first(kind, trafficStake(kind, ownerOf(place), hostname, wanted), (rival) => this.#takes(rival, place, hostname, wanted))
        if (found) return { winner: found, because: 'longer hostname', longer: hostname }
      }
    }
    if (!own) return undefined
    const stake = trafficStake(kind, ownerOf(place), place.written, key)
    return this.#eldest(kind, stake, (rival) => this.#takes(rival, place, place.written, key))
  }

  /** The hostnames that somebody else writes for the owner of a place: the own one, and those that come before it there. */
  #disputed(place: Place): Disputed {
    const known = this.#disputes.get(place)
    if (known) return known
    const { kind } = this.#route
    const { written, served, listener } = place
    // What other than the own hostname leaves the same one on the listener: the listener's own, and all that cover it.
    const chain = served !== '' && served === listener.facts.hostname ? widened(served) : [written]
    const longer = isLongerFirst(place.gateway.served) ? chain.slice(0, chain.indexOf(written)) : []
    const isWritten = (hostname: string) => this.#stakeholders(kind, trafficStake(kind, ownerOf(place), hostname)).length > 0
    const made = { own: isWritten(written), longer: longer.filter(isWritten) }
    this.#disputes.set(place, made)
    return made
  }

  /** Who of another kind has a hostname at a place that it shares. */
  ofKinds(kind: RouteKind, place: Place): Rival | undefined {
    const { written, served } = place
    for (const hostname of new Set([...widened(written), ...widened(served)])) {
      const stake = trafficStake(kind, ownerOf(place), hostname)
      const found = this.#eldest(
        kind,
        stake,
        (rival) => writtenHostnames(rival).includes(hostname) && isServedAt(rival, place, (all) => all.length > 0, this.#context),
      )
      if (found) return found
    }
    return undefined
  }

  /** Who has a listener of TCP or UDP. */
  ofListener(place: Place, stakes: readonly Stake[]): Rival | undefined {
    const { kind } = this.#route
    const found = stakes.flatMap((stake) => this.#eldest(kind, stake, (rival) => isServedAt(rival, place, () => true, this.#context)) ?? [])
    return found.reduce<Rival | undefined>((a, b) => (a && precedence(a.winner, b.winner) ? a : b), undefined)
  }

  #takes(rival: Route, place: Place, hostname: string, key: string | undefined): boolean {
    if (!writtenHostnames(rival).includes(hostname)) return false
    if (!isServedAt(rival, place, (all) => all.includes(place.served), this.#context)) return false
    return key === undefined || servedKeys(rival, place.gateway.served, this.#context).has(key)
  }

  #eldest(kind: RouteKind, stake: Stake, test: (rival: Route) => boolean): Rival | undefined {
    let first: Rival | undefined
    for (const rival of this.#stakeholders(kind, stake)) {
      const because = precedence(rival, this.#route)
      if (!because || (first && !precedence(rival, first.winner)) || !this.#mayLook(rival) || !test(rival)) continue
      first = { winner: rival, because }
    }
    return first
  }

  #first(kind: RouteKind, stake: Stake, test: (rival: Route) => boolean): Route | undefined {
    let first: Route | undefined
    for (const rival of this.#stakeholders(kind, stake))
      if ((!first || precedence(rival, first)) && this.#mayLook(rival) && test(rival)) first = rival
    return first
  }

  #stakeholders(kind: RouteKind, stake: Stake): readonly Route[] {
    const { namespace = '', name } = this.#route.metadata
    const listing = this.#context.view.stakeholdersOf(kind, stake, kind === this.#route.kind ? { namespace, name } : undefined)
    if (listing.state === 'unknown' || listing.items.length === 0) return []
    return listing.items.filter((one) => !isLeaving(one))
  }

  #mayLook(rival: Route): boolean {
    const key = keyOf(rival)
    if (this.#looked.size >= MOST && !this.#looked.has(key)) return false
    this.#looked.add(key)
    return true
  }
}

/** The owner of a place's listener, as a parent. */
export function ownerOf({ listener: { owner } }: Place): { kind: string; namespace: string; name: string } {
  return { kind: owner.kind, namespace: owner.metadata.namespace ?? '', name: owner.metadata.name }
}

function isLongerFirst({ gatewayClass, choices }: Served): boolean {
  const published = publishedFeatures(gatewayClass)
  return published ? published.has('GatewayRouteHostnameIntersectionPrecedence') : choices.routes.longerHostnameFirst === true
}

/** The keys of the matches of a route that reach the data plane. */
function servedKeys(route: Route, served: Served, context: Context): ReadonlySet<string> {
  return memo(context, 'served keys', `${served.className} ${keyOf(route)}`, () => {
    const kind = route.kind === 'GRPCRoute' ? 'GRPCRoute' : 'HTTPRoute'
    const rules: readonly unknown[] = route.spec?.rules ?? []
    const keys = new Set<string>()
    for (const position of rulesOutcome(route, served, context).served) {
      const rule = rules[position]
      for (const [, match] of isRecord(rule) ? matchEntries(rule) : []) keys.add(matchKey(kind, match))
    }
    return keys
  })
}
