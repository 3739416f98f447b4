import type { Look, StepCheck, Tell } from '../../gateway/status-steps.ts'
import type { ListenerOutcome } from './listener-outcome.ts'
import { listenerPart } from './tell.ts'

type Narrowing = Extract<StepCheck, 'programmed' | 'section' | 'port' | 'carrier' | 'route kind' | 'namespace'>

/** What a listener offers to each check. */
const OFFERS: Readonly<Record<Narrowing, (listener: ListenerOutcome) => string>> = {
  programmed: ({ isReady }) => String(isReady),
  carrier: ({ facts }) => (facts.tls === 'none' ? facts.protocol : `${facts.protocol} ${facts.tls}`),
  section: ({ facts }) => facts.name,
  port: ({ facts }) => String(facts.port),
  'route kind': ({ facts }) => facts.supportedKinds.join(', '),
  namespace: ({ facts, owner }) => (facts.from === 'All' || facts.from === 'Selector' ? facts.from : (owner.metadata.namespace ?? '')),
}

/** Tells of each listener that came to a check whether it is left after it. */
export function tellNarrowing(
  tell: Tell | undefined,
  check: Narrowing,
  before: readonly ListenerOutcome[],
  after: readonly ListenerOutcome[],
  asked: string | number | undefined,
): void {
  if (!tell) return
  for (const listener of before) {
    const found = OFFERS[check](listener)
    tell({ ...lookAt(listener), check, ...(asked !== undefined && { asked: String(asked) }), found, ok: after.includes(listener) })
  }
}

/** Tells which hostnames a route and a listener have in common (`all`), and which of them no other listener has for itself (`left`). */
export function tellHostnames(
  tell: Tell,
  listener: ListenerOutcome,
  asked: readonly string[],
  all: readonly string[],
  left: readonly string[],
): void {
  const base = lookAt(listener)
  tell({ ...base, check: 'hostname', ...(asked.length > 0 && { asked: asked.join(', ') }), found: listener.facts.hostname, ok: all.length > 0 })
  if (left.length === all.length) return
  tell({ ...base, check: 'isolation', asked: all.filter((one) => !left.includes(one)).join(', '), ok: left.length > 0 })
}

function lookAt(listener: ListenerOutcome): Pick<Look, 'on' | 'subject'> {
  return { on: ['Accepted'], subject: listenerSubject(listener) }
}

/** `listener http (HTTP 80)` */
export function listenerSubject({ facts: { name, protocol, port } }: ListenerOutcome): string {
  return `${listenerPart(name)} (${protocol} ${port})`
}
