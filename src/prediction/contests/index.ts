import { matchEntries, matchKey } from '../../gateway/matches.ts'
import type { Route } from '../../gateway/objects.ts'
import { recordEntries } from '../../gateway/shape.ts'
import { listenerStake } from '../../gateway/stakes.ts'
import { type Context, keyOf } from '../status/context.ts'
import { carriesMatches } from '../status/traffic.ts'
import type { Contest } from './contest.ts'
import { type Place, placesOf } from './places.ts'
import { ownerOf, type Rival, Rivals } from './rivals.ts'

/** Something that a route asks for at some of its places. */
interface Ask {
  readonly over: Contest['over']
  readonly path: string
  readonly key: string
  readonly places: readonly Place[]
  rivalAt(place: Place): Rival | undefined
}

/** A route may have thousands of places for thousands of matches; more pairs of the two are not looked at. */
const MOST = 2000

/**
 * Where other routes come before this one, on listeners of controllers whose status is predicted. Only what the route itself loses; no status
 * says any of it. Source: `gateway-api.md` 2.13 and `gateway-api-1.7.md` 6 (X-SHADOW, X-HOSTPREC, X-TLS, X-L4, X-HTTP-GRPC).
 */
export function contestsOf(route: Route, context: Context): Contest[] {
  const places = placesOf(route, context)
  if (places.length === 0) return []
  const rivals = new Rivals(route, context)
  if (route.kind === 'TCPRoute' || route.kind === 'UDPRoute') return listenerAsks(route, places, rivals).flatMap((ask) => settle(route, ask))
  if (route.kind === 'TLSRoute')
    return hostnameAsks(route, 'hostname', places, (place) => rivals.ofTraffic(place)).flatMap((ask) => settle(route, ask))
  const other = route.kind === 'HTTPRoute' ? 'GRPCRoute' : 'HTTPRoute'
  const mixed = places.filter(({ gateway }) => gateway.served.choices.routes.mayRefuseMixedHostnames)
  return [
    ...trafficContests(route, route.kind, places, rivals),
    ...hostnameAsks(route, 'kinds', mixed, (place) => rivals.ofKinds(other, place)).flatMap((ask) => settle(route, ask)),
  ]
}

function listenerAsks(route: Route, places: readonly Place[], rivals: Rivals): Ask[] {
  return [...new Set(places.map(({ parent }) => parent))].map((parent): Ask => {
    const own = places.filter((place) => place.parent === parent)
    const rivalAt = (place: Place) => {
      const { name, port } = place.listener.facts
      const stakes = [name, undefined].flatMap((section) => [port, undefined].map((at) => listenerStake(route.kind, ownerOf(place), section, at)))
      return rivals.ofListener(place, stakes)
    }
    return { over: 'listener', path: `spec.parentRefs[${parent}]`, key: '', places: own, rivalAt }
  })
}

/** One ask for each hostname that the route writes, or for each parentRef where it writes none. */
function hostnameAsks(route: Route, over: Ask['over'], places: readonly Place[], rivalAt: Ask['rivalAt']): Ask[] {
  const own: unknown = (route.spec as { hostnames?: unknown } | undefined)?.hostnames
  const at = (written: string) => (Array.isArray(own) ? own.findIndex((one) => typeof one === 'string' && one.toLowerCase() === written) : -1)
  const asks = new Map<string, Place[]>()
  for (const place of places) {
    const index = at(place.written)
    const path = index < 0 ? `spec.parentRefs[${place.parent}]` : `spec.hostnames[${index}]`
    asks.set(path, [...(asks.get(path) ?? []), place])
  }
  return [...asks].map(([path, of]): Ask => ({ over, path, key: of[0]?.written ?? '', places: of, rivalAt }))
}

/** Each match that is lost; where all of a rule are, or all of a route, and to one winner, that is said once. */
function trafficContests(route: Route, kind: 'HTTPRoute' | 'GRPCRoute', places: readonly Place[], rivals: Rivals): Contest[] {
  if (!places.some((place) => rivals.isDisputed(place))) return []
  const known = new Map<string, Contest[]>()
  let left = MOST
  const rules = recordEntries(route.spec?.rules).map(([index, rule]) => {
    const path = `spec.rules[${index}]`
    const isWritten = Array.isArray(rule.matches) && rule.matches.length > 0
    const ofRule = matchEntries(rule).map(([at, match]) => {
      const key = matchKey(kind, match)
      let found = known.get(key)
      if (!found) {
        left -= places.length
        found = left < 0 ? [] : settle(route, { over: 'traffic', path: '', key, places, rivalAt: (place) => rivals.ofTraffic(place, key) })
        known.set(key, found)
      }
      return found.map((contest): Contest => ({ ...contest, path: isWritten ? `${path}.matches[${at}]` : path }))
    })
    return joined(ofRule, path)
  })
  return rules.length > 1 ? joined(rules, 'spec.rules') : rules.flat()
}

/** The contests of the parts of a thing, or one for the thing itself where every part is wholly lost to one winner for one reason. */
function joined(parts: readonly Contest[][], path: string): Contest[] {
  const all = parts.flat()
  const [first] = all
  const isOne = parts.every(([one, ...more]) => one?.isWhole && more.length === 0 && first !== undefined && isLike(one, first))
  if (!first || !isOne) return all
  return [
    {
      ...first,
      path,
      key: all
        .map(({ key }) => key)
        .sort()
        .join(' '),
    },
  ]
}

function isLike(a: Contest, b: Contest): boolean {
  return a.winner === b.winner && a.because === b.because && a.longer === b.longer
}

/** For each winner, where it wins. */
function settle(route: Route, { over, path, key, places, rivalAt }: Ask): Contest[] {
  const lost = new Map<string, { rival: Rival; places: Place[] }>()
  for (const place of places) {
    const rival = rivalAt(place)
    if (!rival) continue
    const id = `${keyOf(rival.winner)} ${rival.because} ${rival.longer}`
    const group = lost.get(id)
    if (group) group.places.push(place)
    else lost.set(id, { rival, places: [place] })
  }
  return [...lost.values()].map(({ rival, places: at }): Contest => {
    const listeners = [...new Set(at.map(({ listener }) => listener.facts.name))].sort()
    const hostnames = [...new Set(at.map(({ served }) => served))].sort()
    const isWhole = at.length === places.length
    const isWritten = over === 'traffic' && rival.because !== 'longer hostname' && at.every((place) => carriesCondition(route, place))
    return {
      over,
      path,
      key: JSON.stringify([key, listeners, hostnames]),
      ...rival,
      listeners,
      hostnames,
      isWhole,
      ...(isWritten && { condition: OVERLAP }),
    }
  })
}

const OVERLAP = { type: 'RouteRulesOverlap', status: 'True', reason: 'RouteRulesOverlap' } as const

function carriesCondition(route: Route, { gateway, listener }: Place): boolean {
  return gateway.served.choices.routes.overlapCondition && carriesMatches(listener, route)
}
