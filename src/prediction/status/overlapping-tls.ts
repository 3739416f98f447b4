import { standsFor } from '../../gateway/hostname.ts'
import type { ListenerOutcome } from './listener-outcome.ts'
import { tellOverlap } from './owner-steps.ts'

type Overlaps = (a: ListenerOutcome, b: ListenerOutcome) => boolean

/**
 * Sets OverlappingTLSConfig on listeners of these protocols that are served on one port for names in common, by their hostnames, or by what
 * their certificates are for, which weighs more. Source: Listener.TLS in apis/v1/gateway_types.go; the order is that of listener.go:455.
 */
export function settleOverlappingTls(listeners: readonly ListenerOutcome[], protocols: readonly string[]): void {
  const served = listeners.filter(({ facts, isReady }) => isReady && protocols.includes(facts.protocol))
  const names = new Map(served.map((listener) => [listener, namesOf(listener)]))
  const mark = (overlaps: Overlaps, reason: string) => {
    for (const listener of overlapping(served, overlaps)) listener.conditions.set('OverlappingTLSConfig', 'True', reason)
  }
  mark((a, b) => meet(a.facts.hostname, b.facts.hostname), 'OverlappingHostnames')
  mark((a, b) => (names.get(a) ?? []).some((one) => names.get(b)?.some((other) => meet(one, other))), 'OverlappingCertificates')
}

function overlapping(served: readonly ListenerOutcome[], overlaps: Overlaps): Set<ListenerOutcome> {
  const found = new Set<ListenerOutcome>()
  served.forEach((a, index) => {
    if (found.has(a)) return
    for (const b of served.slice(index + 1)) {
      if (a.facts.port !== b.facts.port || found.has(b) || !overlaps(a, b)) continue
      tellOverlap(a, b)
      found.add(a)
      found.add(b)
    }
  })
  return found
}

function namesOf({ facts }: ListenerOutcome): readonly string[] {
  return facts.certificates
    .filter(({ grant, existence, secret }) => grant !== 'missing' && existence === 'found' && secret === 'good')
    .flatMap(({ names }) => names)
}

/** Whether a client may take one for the other: a certificate's wildcard stands for one label. */
function meet(a: string, b: string): boolean {
  return a === '' || b === '' || a === b || standsFor(a, b) || standsFor(b, a)
}
