import { GATEWAY_GROUP, type RouteKind } from './kinds.ts'
import { matchEntries, matchKey } from './matches.ts'
import type { Route } from './objects.ts'
import { type ParentRef, parentRefOf, type RawParentRef } from './parents.ts'
import { isRecord, records } from './shape.ts'

/**
 * What a route asks of a parent and at most one route can have: a listener for TCP and UDP, a hostname for TLS, a match under a hostname for
 * HTTP and gRPC. Numbers take no memory of their own in an index; now and then two stakes share them, so who finds a route by one looks again.
 * Source: `gateway-api.md` 2.13.
 */
export interface Stake {
  /** The listener or the hostname at a parent. */
  readonly ground: number
  /** The match under it; without one the ground as a whole. */
  readonly match?: number
}

type Parent = Pick<ParentRef, 'kind' | 'namespace' | 'name'>

/** A route may have thousands; more than these are left out of an index. */
const MOST = 1000

/** A TCPRoute's or UDPRoute's stake in the listeners of a parentRef. */
export function listenerStake(kind: RouteKind, parent: Parent, sectionName: unknown, port: unknown): Stake {
  return { ground: hashed(JSON.stringify([sectionName, port]), parentSeed(kind, parent)) }
}

/** A stake in a hostname as it is written (`''`: none is), for the traffic of a match, or as a whole. */
export function trafficStake(kind: RouteKind, parent: Parent, hostname: string, match?: string): Stake {
  const ground = hashed(hostname, parentSeed(kind, parent))
  return match === undefined ? { ground } : { ground, match: hashed(match, 0) }
}

/** The grounds on which a route stands, each once. */
export function groundsOf(route: Route): Set<number> {
  const grounds = new Set<number>()
  const { kind } = route
  const spec: unknown = route.spec
  if (!isRecord(spec)) return grounds
  const isL4 = kind === 'TCPRoute' || kind === 'UDPRoute'
  const hostnames = isL4 ? [] : writtenHostnames(route)
  for (const raw of records(spec.parentRefs)) {
    const parent = parentRefOf(raw as unknown as RawParentRef, route.metadata.namespace ?? '')
    if (parent.group !== GATEWAY_GROUP) continue
    if (grounds.size >= MOST) break
    if (isL4) grounds.add(listenerStake(kind, parent, parent.sectionName, parent.port).ground)
    const seed = isL4 ? 0 : parentSeed(kind, parent)
    for (const hostname of hostnames) if (grounds.size < MOST) grounds.add(hashed(hostname, seed))
  }
  return grounds
}

/** The matches of a route, which it has on each of its grounds, each once. */
export function matchesOf(route: Route): Set<number> {
  const matches = new Set<number>()
  const { kind } = route
  const spec: unknown = route.spec
  if (!isRecord(spec) || (kind !== 'HTTPRoute' && kind !== 'GRPCRoute')) return matches
  for (const rule of records(spec.rules)) {
    for (const [, match] of matchEntries(rule)) if (matches.size < MOST) matches.add(hashed(matchKey(kind, match), 0))
  }
  return matches
}

/** Tells of any stake whether a route has it; what that takes is found out when it is first asked. */
export function holderTest(route: Route): (stake: Stake) => boolean {
  let grounds: ReadonlySet<number> | undefined
  let matches: ReadonlySet<number> | undefined
  return ({ ground, match }) => {
    grounds ??= groundsOf(route)
    if (!grounds.has(ground) || match === undefined) return grounds.has(ground)
    matches ??= matchesOf(route)
    return matches.has(match)
  }
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

// FNV-1a with a last mix, 32 bits: a stake is no secret and no proof.
function hashed(text: string, seed: number): number {
  let hash = seed ^ 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return hash ^ (hash >>> 13)
}
