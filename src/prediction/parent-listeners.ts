import { servedHostnames } from '../gateway/hostname.ts'
import { GATEWAY_GROUP, isRouteKind, KINDS_OF_PROTOCOL, ROUTE_KINDS, type RouteKind } from '../gateway/kinds.ts'
import type { Gateway, ListenerSet, Route } from '../gateway/objects.ts'
import type { ParentRef } from '../gateway/parents.ts'
import { isSelector } from '../gateway/selectors.ts'
import { type Fields, isRecord, records, text } from '../gateway/shape.ts'
import type { Obstacle, ParentListener } from './parent-facts.ts'
import { type Context, keyOf } from './status/context.ts'
import type { GatewayOutcome } from './status/gateway-outcome.ts'
import type { ListenerFacts } from './status/listener-outcome.ts'
import { selectsNamespace } from './status/namespaces.ts'

/** The listeners that an object has for routes. `outcome` knows which kinds its controller takes; without it, what no controller refuses counts. */
export function listenersOfParent(owner: Gateway | ListenerSet, outcome: GatewayOutcome | undefined): ParentListener[] {
  const own = outcome && factsByName(owner, outcome)
  return records(owner.spec?.listeners).flatMap((raw) => {
    const { port } = raw
    const [name, protocol] = [text(raw.name) ?? '', text(raw.protocol)]
    if (typeof port !== 'number' || protocol === undefined) return []
    const facts = own?.get(name)
    const allowed = isRecord(raw.allowedRoutes) ? raw.allowedRoutes : {}
    const kinds = facts && outcome ? kindsTaken(facts, outcome) : kindsOf(allowed, perhapsCarriedBy(protocol, raw.tls))
    const namespaces = isRecord(allowed.namespaces) ? allowed.namespaces : {}
    const from = text(namespaces.from) ?? 'Same'
    return {
      name,
      port,
      protocol,
      hostname: (text(raw.hostname) ?? '').toLowerCase(),
      kinds: [...new Set(kinds)],
      kindsBySpecification: kindsOf(allowed, carriedBy(protocol)),
      from,
      selector: namespaces.selector,
      namespace: owner.metadata.namespace ?? '',
      takesNobody: kinds.length === 0 || (from === 'Selector' && !isSelector(namespaces.selector)),
    }
  })
}

const ofOutcome = new WeakMap<GatewayOutcome, Map<string, Map<string, ListenerFacts>>>()

/** The facts of an owner's listeners by name, of equal names the first; sorted out once for all owners of a Gateway's listeners. */
function factsByName(owner: Gateway | ListenerSet, outcome: GatewayOutcome): ReadonlyMap<string, ListenerFacts> | undefined {
  let byOwner = ofOutcome.get(outcome)
  if (!byOwner) {
    byOwner = new Map()
    for (const listener of outcome.listeners) {
      const key = keyOf(listener.owner)
      const byName = byOwner.get(key) ?? new Map<string, ListenerFacts>()
      byOwner.set(key, byName)
      if (!byName.has(listener.facts.name)) byName.set(listener.facts.name, listener.facts)
    }
    ofOutcome.set(outcome, byOwner)
  }
  return byOwner.get(keyOf(owner))
}

/** What a listener serves, whatever it names where names are ignored. */
function kindsTaken({ isProtocolSupported, protocol, supportedKinds }: ListenerFacts, { served: { choices } }: GatewayOutcome): readonly RouteKind[] {
  if (!choices.routes.kindsIgnored) return supportedKinds
  return isProtocolSupported ? (choices.listeners.kinds[protocol] ?? []) : []
}

/** What a listener takes of the kinds that its protocol carries. */
function kindsOf(allowed: Fields, carried: readonly RouteKind[]): readonly RouteKind[] {
  const named = records(allowed.kinds)
  if (named.length === 0) return carried
  const kinds = named.filter(({ group }) => (text(group) ?? GATEWAY_GROUP) === GATEWAY_GROUP).map(({ kind }) => text(kind) ?? '')
  return kinds.filter((kind) => isRouteKind(kind) && carried.includes(kind)) as RouteKind[]
}

/** By the specification; a protocol of some controller's own may carry anything. */
function carriedBy(protocol: string): readonly RouteKind[] {
  return Object.hasOwn(KINDS_OF_PROTOCOL, protocol) ? (KINDS_OF_PROTOCOL[protocol] as readonly RouteKind[]) : ROUTE_KINDS
}

/** By any controller: a TLS connection is TCP to some, and who terminates it may carry what is inside. */
function perhapsCarriedBy(protocol: string, tls: unknown): readonly RouteKind[] {
  if (protocol !== 'TLS') return carriedBy(protocol)
  return isRecord(tls) && tls.mode === 'Passthrough' ? ['TLSRoute', 'TCPRoute'] : ROUTE_KINDS.filter((kind) => kind !== 'UDPRoute')
}

/** Which of a parent's listeners take a route, or the step at which none is left (gateway-api.md 2.5, whatever order a controller takes). */
export function settleListeners(
  route: Route,
  ref: ParentRef,
  listeners: readonly ParentListener[],
  context: Context,
): { readonly taking: readonly ParentListener[] } | { readonly obstacle: Obstacle } {
  const named = listeners.filter(({ name }) => ref.sectionName === undefined || name === ref.sectionName)
  if (named.length === 0) return { obstacle: { at: 'section', listeners } }
  const onPort = named.filter(({ port }) => ref.port === undefined || port === ref.port)
  if (onPort.length === 0) return { obstacle: { at: 'port', listeners } }
  const ofKind = onPort.filter(({ kinds }) => kinds.includes(route.kind))
  if (ofKind.length === 0) return { obstacle: { at: 'route kind', listeners: onPort } }
  const allowed = ofKind.filter((listener) => takesNamespace(listener, route.metadata.namespace ?? '', context))
  if (allowed.length === 0) return { obstacle: { at: 'namespace', listeners: ofKind } }
  const hostnames = hostnamesOf(route).map(([, hostname]) => hostname)
  const taking = allowed.filter(({ hostname }) => servedHostnames(hostname, hostnames).length > 0)
  return taking.length > 0 ? { taking } : { obstacle: { at: 'hostname', listeners: allowed, isolated: false } }
}

function takesNamespace({ from, selector, namespace }: ParentListener, of: string, context: Context): boolean {
  if (from === 'All') return true
  return from === 'Selector' ? selectsNamespace(selector, of, context) : namespace === of
}

/** The hostnames of a route, with their positions; of kinds that have none, none. */
export function hostnamesOf(route: Route): [number, string][] {
  if (route.kind === 'TCPRoute' || route.kind === 'UDPRoute') return []
  const own = (route.spec as { hostnames?: unknown } | undefined)?.hostnames
  if (!Array.isArray(own)) return []
  return own.flatMap((one: unknown, index): [number, string][] => (typeof one === 'string' ? [[index, one]] : []))
}
