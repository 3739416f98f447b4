import type { Implementation } from '../gateway/implementation.ts'
import type { Gateway, GatewayClass, ListenerSet } from '../gateway/objects.ts'
import { type Fields, isRecord, recordEntries, records } from '../gateway/shape.ts'
import { slotOf } from './clashes.ts'
import { publishedFeatures } from './class.ts'
import { terminates } from './credentials.ts'
import type { ListenerClash, ListenerFact } from './owner-facts.ts'
import { lackingTlsMode } from './tls-modes.ts'
import type { WrittenOwner } from './written.ts'

interface Seen {
  readonly listener: number
  readonly fields: Fields
  readonly protocol: string
  readonly port: number
  readonly hostname: string
  readonly tls: 'none' | 'Terminate' | 'Passthrough'
}

/** What is the case with each listener of a Gateway or ListenerSet, beside its certificates and what it shows by itself. */
export function listenerFacts(
  owner: Gateway | ListenerSet,
  implementation: Implementation,
  gatewayClass: GatewayClass | undefined,
  clashes: readonly ListenerClash[],
  written: WrittenOwner,
): ListenerFact[] {
  if (!implementation.listeners.judged) return []
  const all = recordEntries(owner.spec?.listeners).flatMap(([listener, fields]) => seen(listener, fields))
  const features = publishedFeatures(gatewayClass)
  // A proxy that is there lacks a port rather than a protocol.
  const isMapped = implementation.status?.listeners.mapped !== undefined
  return all.map((one) => {
    const conditions = written.listener(one.listener) ?? []
    const mode = lackingTlsMode(one, all, features)
    return {
      listener: one.listener,
      conditions,
      isProtocolRefused:
        !isMapped && isKnown(one.protocol) && conditions.some(({ status, reason }) => status === 'False' && reason === 'UnsupportedProtocol'),
      ...(mode && { tlsMode: { lacks: mode.lacks, others: mode.others.map(({ listener }) => listener) } }),
      ...tooManyCertificates(one, implementation, written),
      ...(hasNeedlessCertificates(one) && { needlessCertificates: implementation.status?.listeners.passthroughTakesNone ? 'fatal' : 'ignored' }),
      mixedWith: owner.kind === 'Gateway' ? mixedWith(one, all, clashes, implementation) : [],
    }
  })
}

/** Names that nobody knows are wrong by themselves. */
function isKnown(protocol: string): boolean {
  return ['HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP'].includes(protocol) || protocol.includes('/')
}

function hasNeedlessCertificates({ tls, fields }: Seen): boolean {
  return tls === 'Passthrough' && isRecord(fields.tls) && records(fields.tls.certificateRefs).length > 0
}

function tooManyCertificates({ listener, fields, tls }: Seen, { listeners }: Implementation, written: WrittenOwner): Partial<ListenerFact> {
  const most = listeners.mostCertificates
  const named = tls === 'Terminate' && isRecord(fields.tls) ? records(fields.tls.certificateRefs).length : 0
  if (most === undefined || named <= most) return {}
  return { tooManyCertificates: { most, named, written: written.certificates(listener) } }
}

function seen(listener: number, fields: Fields): Seen[] {
  const slot = slotOf([listener, fields])
  if (!slot) return []
  const { protocol, port, hostname } = slot
  const tls = terminates(fields) ? 'Terminate' : isRecord(fields.tls) && fields.tls.mode === 'Passthrough' ? 'Passthrough' : 'none'
  return [{ listener, fields, protocol, port, hostname, tls }]
}

/** HTTP beside TLS of any kind, and HTTPS beside TLS for one hostname: distinct by the specification, and no data plane can tell them apart. */
function mixedWith(one: Seen, all: readonly Seen[], clashes: readonly ListenerClash[], { listeners }: Implementation): number[] {
  if (listeners.outside.includes(one.protocol)) return []
  const told = new Set(clashes.filter(({ later }) => later === one.listener).map(({ earlier }) => earlier))
  return all
    .filter(
      (other) => other.listener < one.listener && other.port === one.port && !told.has(other.listener) && !listeners.outside.includes(other.protocol),
    )
    .filter((other) => {
      const pair = [one.protocol, other.protocol].sort().join('+')
      if (pair === 'HTTP+HTTPS' || pair === 'HTTP+TLS') return true
      return pair === 'HTTPS+TLS' && one.hostname === other.hostname
    })
    .map(({ listener }) => listener)
}
