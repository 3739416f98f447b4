import type { Implementation } from '../../gateway/implementation.ts'
import { GATEWAY_GROUP, isRouteKind, KINDS_OF_PROTOCOL, ROUTE_KINDS } from '../../gateway/kinds.ts'
import { type Fields, isRecord, recordEntries, text } from '../../gateway/shape.ts'
import { ipHostname } from './hostnames.ts'
import type { InvalidRouteKind, ListenerOddity, Oddity } from './oddity.ts'

const PROTOCOLS = Object.keys(KINDS_OF_PROTOCOL)

type Unweighed<T> = T extends unknown ? Omit<T, 'whole'> : never
type Found = Unweighed<ListenerOddity>[]

/** The oddities of the listeners of a Gateway or of the entries of a ListenerSet. */
export function listenerOddities(kind: 'Gateway' | 'ListenerSet', listeners: unknown, implementation: Implementation, found: Oddity[]): void {
  const mine: Found = []
  const entries = recordEntries(listeners)
  for (const [listener, fields] of entries) {
    const path = `spec.listeners[${listener}]`
    ipHostname(fields.hostname, path, fields.name, found)
    unknownProtocol(fields, listener, path, mine)
    missingSelector(fields, listener, path, mine)
    invalidRouteKinds(fields, listener, path, implementation, mine)
    withoutCertificate(fields, listener, path, mine)
    // A Gateway's CRD refuses it.
    if (kind === 'ListenerSet') filterProtocol(fields, listener, path, mine)
  }
  if (mine.length === 0) return
  const dead = new Set(mine.filter((one) => one.fatal).map((one) => one.listener))
  for (const one of mine) found.push({ ...one, whole: one.fatal && dead.size === entries.length } as ListenerOddity)
}

/** Neither a name of the specification nor one with a domain before it; names are exact (ProtocolType). */
function unknownProtocol({ name, protocol }: Fields, listener: number, path: string, found: Found): void {
  if (typeof protocol !== 'string' || Object.hasOwn(KINDS_OF_PROTOCOL, protocol) || protocol.includes('/')) return
  const meant = PROTOCOLS.find((known) => known === protocol.toUpperCase())
  found.push({
    oddity: 'unknown-protocol',
    path: `${path}.protocol`,
    key: `${text(name)} ${protocol}`,
    listener,
    fatal: true,
    protocol,
    ...(meant !== undefined && { meant }),
  })
}

/** Whether `from: Selector` stands without a selector, which the specification demands then (RouteNamespaces.Selector). */
export function lacksSelector(namespaces: unknown): boolean {
  return isRecord(namespaces) && namespaces.from === 'Selector' && (namespaces.selector === undefined || namespaces.selector === null)
}

function missingSelector({ name, allowedRoutes }: Fields, listener: number, path: string, found: Found): void {
  if (!isRecord(allowedRoutes) || !lacksSelector(allowedRoutes.namespaces)) return
  found.push({ oddity: 'missing-selector', path: `${path}.allowedRoutes.namespaces`, key: text(name) ?? '', listener, fatal: true })
}

function invalidRouteKinds(fields: Fields, listener: number, path: string, { status, listeners }: Implementation, found: Found): void {
  const { name, protocol, allowedRoutes } = fields
  if (!isRecord(allowedRoutes) || !Array.isArray(allowedRoutes.kinds)) return
  // Who maps a listener onto a proxy compares no kind with the protocol.
  const mapped = status?.listeners.mapped
  const known = mapped ? undefined : status?.listeners.kinds
  const fitting = fittingKinds(fields, known ?? KINDS_OF_PROTOCOL)
  // Who refuses the protocol does not look at the kinds.
  const looked = fitting.length > 0 && !(listeners.outside as readonly unknown[]).includes(protocol)
  const bad: { index: number; group: string; kind: string; because: InvalidRouteKind['because'] }[] = []
  let usable = false
  for (const [index, entry] of recordEntries(allowedRoutes.kinds)) {
    const group = text(entry.group) ?? GATEWAY_GROUP
    const kind = text(entry.kind) ?? ''
    const isUnnamed = group === GATEWAY_GROUP && isRouteKind(kind) && mapped?.namedKinds?.includes(kind) === false
    const because = isUnnamed && fitting.includes(kind) ? 'unnamed' : whyInvalid(group, kind, fitting, protocol === 'TLS' && !known)
    if (because) bad.push({ index, group, kind, because })
    // A kind of another group may be the controller's own; one that it serves it may come to know; and not every controller compares kinds with the protocol.
    usable ||= because === undefined || because === 'foreign' || because === 'unnamed' || (because === 'protocol' && !known)
  }
  const isFault = ({ because }: { readonly because: InvalidRouteKind['because'] }) => mapped?.wrongKindsAreFaults === true && because !== 'protocol'
  for (const { index, ...one } of bad) {
    const meant = one.because === 'unknown' ? ROUTE_KINDS.find((kind) => kind.toLowerCase() === one.kind.toLowerCase()) : undefined
    found.push({
      oddity: 'invalid-route-kind',
      path: `${path}.allowedRoutes.kinds[${index}]`,
      key: `${text(name)} ${one.group}/${one.kind}`,
      listener,
      fatal: !usable,
      ...one,
      protocol: text(protocol) ?? '',
      refused: mapped ? isFault(one) : looked && (one.because === 'unknown' || known !== undefined),
      fitting: mapped?.namedKinds ? fitting.filter((kind) => (mapped.namedKinds as readonly string[]).includes(kind)) : fitting,
      ...(meant !== undefined && { meant }),
    })
  }
}

/** None for a protocol that is not known: what it carries nobody can say. */
function fittingKinds({ protocol, tls }: Fields, kinds: Readonly<Record<string, readonly string[]>>): readonly string[] {
  if (typeof protocol !== 'string') return []
  const terminated = protocol === 'TLS' && (isRecord(tls) ? (tls.mode ?? 'Terminate') : 'Terminate') === 'Terminate'
  const key = terminated && Object.hasOwn(kinds, 'TLS/Terminate') ? 'TLS/Terminate' : protocol
  return Object.hasOwn(kinds, key) ? (kinds[key] as readonly string[]) : []
}

function whyInvalid(group: string, kind: string, fitting: readonly string[], lenient: boolean): InvalidRouteKind['because'] | undefined {
  if (group !== GATEWAY_GROUP) return 'foreign'
  if (!isRouteKind(kind)) return 'unknown'
  if (fitting.length === 0 || fitting.includes(kind)) return undefined
  // TCPRoute on TLS was legal up to v1.4, and some controllers still take it.
  return lenient && kind === 'TCPRoute' ? undefined : 'protocol'
}

/** With an ISTIO_ mode the mesh brings the certificate (istio-kuma.md L8); to every other controller the option means nothing. */
const ISTIO_TERMINATE_MODE = 'gateway.istio.io/tls-terminate-mode'

/** HTTPS or TLS that is to be terminated without a certificate: no CRD refuses it, so that a certificate generator may fill it in. */
function withoutCertificate({ name, protocol, tls }: Fields, listener: number, path: string, found: Found): void {
  if (protocol !== 'HTTPS' && protocol !== 'TLS') return
  const fields = isRecord(tls) ? tls : {}
  if ((fields.mode ?? 'Terminate') !== 'Terminate') return
  if (Array.isArray(fields.certificateRefs) && fields.certificateRefs.length > 0) return
  const options = isRecord(fields.options) ? fields.options : {}
  if (text(options[ISTIO_TERMINATE_MODE])?.startsWith('ISTIO_')) return
  const optionsOnly = Object.keys(options).length > 0
  const at = isRecord(tls) ? `${path}.tls` : path
  found.push({ oddity: 'listener-without-certificate', path: at, key: text(name) ?? '', listener, fatal: false, optionsOnly })
}

/** Filters where there are no HTTP requests (GEP-5224); the CRD of Gateway refuses it, that of ListenerSet does not. */
function filterProtocol({ name, protocol, filters }: Fields, listener: number, path: string, found: Found): void {
  if (!isRecord(filters) || !Array.isArray(filters.requests) || filters.requests.length === 0) return
  if (protocol === 'HTTP' || protocol === 'HTTPS' || typeof protocol !== 'string' || protocol.includes('/')) return
  found.push({ oddity: 'listener-filter-protocol', path: `${path}.filters`, key: text(name) ?? '', listener, fatal: true, protocol })
}
