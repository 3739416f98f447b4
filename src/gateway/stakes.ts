import { GATEWAY_GROUP, type RouteKind } from './kinds.ts'
import { matchEntries, matchKey } from './matches.ts'
import type { Route } from './objects.ts'
import { type ParentRef, parentRefOf, type RawParentRef } from './parents.ts'
import { isRecord, records } from './shape.ts'

/**
 * What a route asks of a parent and at most one route can have: a listener for TCP and UDP, a hostname for TLS, a match under a hostname for
 * HTTP and gRPC. A number takes no memory of its own in an index; now and then two stakes share one, so who finds a route by it looks again.
 * Source: `gateway-api.md` 2.13.
 */
export type Stake = number

type Parent = Pick<ParentRef, 'kind' | 'namespace' | 'name'>

/** A route may have thousands; more than these are left out of an index. */
const MOST = 1000

/** A TCPRoute's or UDPRoute's stake in the listeners of a parentRef. */
export function listenerStake(kind: RouteKind, parent: Parent, sectionName: unknown, port: unknown): Stake {
  return hashed(JSON.stringify([sectionName, port]), parentSeed(kind, parent))
}

/** A stake in a hostname as it is written (`''`: none is), for the traffic of a match, or as a whole. */
export function trafficStake(kind: RouteKind, parent: Parent, hostname: string, match?: string): Stake {
  return stakeIn(hashed(hostname, parentSeed(kind, parent)), match === undefined ? 0 : hashed(match, 0))
}

/** Every stake of a route, each once. */
export function stakesOf(route: Route): Set<Stake> {
  const stakes = new Set<Stake>()
  const { kind } = route
  const spec: unknown = route.spec
  if (!isRecord(spec)) return stakes
  const parents = records(spec.parentRefs)
    .map((raw) => parentRefOf(raw as unknown as RawParentRef, route.metadata.namespace ?? ''))
    .filter((parent) => parent.group === GATEWAY_GROUP)
  if (kind === 'TCPRoute' || kind === 'UDPRoute') {
    for (const parent of parents) stakes.add(listenerStake(kind, parent, parent.sectionName, parent.port))
    return stakes
  }
  const seeds = new Set(parents.map((parent) => parentSeed(kind, parent)))
  const matches = new Set([0])
  if (kind === 'HTTPRoute' || kind === 'GRPCRoute')
    for (const rule of records(spec.rules)) for (const [, match] of matchEntries(rule)) matches.add(hashed(matchKey(kind, match), 0))
  for (const seed of seeds) {
    for (const hostname of writtenHostnames(route)) {
      const under = hashed(hostname, seed)
      for (const match of matches) if (stakes.size < MOST) stakes.add(stakeIn(under, match))
    }
  }
  return stakes
}

/** The hostnames of a route in lower case, each once; `['']` where it has none. */
export function writtenHostnames(route: Route): readonly string[] {
  const own: unknown = isRecord(route.spec) ? (route.spec as { hostnames?: unknown }).hostnames : undefined
  const written = Array.isArray(own) ? own.filter((one) => typeof one === 'string') : []
  return written.length === 0 ? [''] : [...new Set(written.map((one) => one.toLowerCase()))]
}

function parentSeed(kind: RouteKind, { kind: parentKind, namespace, name }: Parent): number {
  return hashed(`${kind} ${parentKind} ${namespace}/${name}`, 0)
}

function stakeIn(hostname: number, match: number): Stake {
  return Math.imul(hostname ^ (match + 0x9e3779b9 + (hostname << 6) + (hostname >>> 2)), 0x85ebca6b) | 0
}

// FNV-1a with a last mix, 32 bits: a stake is no secret and no proof.
function hashed(text: string, seed: number): number {
  let hash = seed ^ 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return hash ^ (hash >>> 13)
}
