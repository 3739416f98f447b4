import type { ListenerStatusChoices } from '../../gateway/listener-choices.ts'
import type { Gateway, ListenerSet } from '../../gateway/objects.ts'
import { type Fields, isRecord, recordEntries } from '../../gateway/shape.ts'
import type { Tell } from '../../gateway/status-steps.ts'
import { type Context, titleOf } from './context.ts'
import { tlsFault } from './each-condition.ts'
import type { ListenerFacts, ListenerOutcome } from './listener-outcome.ts'
import { certificateSteps } from './reference-steps.ts'
import { listenerPart, tellerOf } from './tell.ts'

/** Tells what is the case with a listener before it is compared with others; `raw` is how it is written. */
export function listenerSteps(
  tell: Tell | undefined,
  raw: Fields,
  facts: ListenerFacts,
  namespace: string,
  { mapped, each }: Pick<ListenerStatusChoices, 'mapped' | 'each'>,
): void {
  if (!tell) return
  // Where one certificate is enough, the others bear on nothing.
  const onReferences = each && tlsFault(facts, each) === undefined ? [] : ['ResolvedRefs', 'Programmed', 'Accepted', 'Ready']
  const { protocol, port, hostname, isProtocolSupported, supportedKinds, wrongKinds, caFault } = facts
  const place = `${protocol} ${port}${hostname === '' ? '' : ` ${hostname}`}`
  tell({ on: ['Accepted', 'Programmed', 'Detached', 'Ready'], subject: '', check: 'protocol', asked: place, ok: isProtocolSupported })
  if (isProtocolSupported || wrongKinds.length > 0) {
    const wrong = wrongKinds.length > 0 && mapped?.wrongKindsAreFaults !== false
    const on = ['ResolvedRefs', 'Programmed', 'Accepted', 'Ready']
    tell({ on, subject: '', check: 'kinds', ...(wrong && { asked: wrongKinds.join(', ') }), found: supportedKinds.join(', '), ok: !wrong })
  }
  if (!facts.isPortOffered) {
    tell({ on: ['Accepted', 'Programmed', 'Detached', 'Ready'], subject: '', check: 'port offered', asked: String(port), ok: false })
  }
  if (facts.from === 'Selector') {
    tell({ on: ['Programmed', 'Accepted'], subject: '', check: 'selector', ok: facts.isSelectorUsable })
  }
  const refs = facts.certificates.length > 0 && isRecord(raw.tls) ? recordEntries(raw.tls.certificateRefs) : []
  refs.forEach(([index, ref], n) => {
    const fact = facts.certificates[n]
    const path = `tls.certificateRefs[${index}]`
    if (fact) certificateSteps(tell, { path, ref, fact, namespace, on: onReferences, ...(mapped && { checks: mapped.certificateChecks }) })
  })
  if (caFault) tell({ on: onReferences, subject: 'spec.tls.frontend', check: 'client CA', found: caFault, ok: false })
}

interface MaybeMerged {
  readonly set: ListenerSet
  readonly isAllowed: boolean
}

/** Tells each ListenerSet of a Gateway, in the order of precedence, whether it is let in and behind whom it comes. */
export function setSteps(gateway: Gateway, from: string, sets: readonly MaybeMerged[], context: Context): void {
  const before = [titleOf(gateway)]
  for (const { set, isAllowed } of sets) {
    const tell = tellerOf(set, '', context)
    tell?.({
      on: ['Accepted', 'Programmed'],
      subject: titleOf(gateway),
      check: 'let in',
      asked: set.metadata.namespace ?? '',
      found: from === 'Same' ? (gateway.metadata.namespace ?? '') : from,
      ok: isAllowed,
    })
    if (!isAllowed) continue
    tell?.({ on: [], subject: '', check: 'precedence', found: before.join(', '), ok: true })
    before.push(titleOf(set))
  }
}

const LOST = ['Conflicted', 'Accepted', 'Programmed', 'Ready']

/** Tells both of a clash who the other is; who wins is told by the conditions. */
export function tellClash(a: ListenerOutcome, b: ListenerOutcome, reason: string): void {
  if (!a.conditions.tell) return
  for (const [mine, other] of [
    [a, b],
    [b, a],
  ] as const) {
    mine.conditions.tell?.({
      on: LOST,
      subject: titleOfListener(other, mine),
      check: 'conflict',
      found: reason,
      ok: false,
    })
  }
}

/** Tells a listener that is taken for another, which lost. */
export function tellTwin(one: ListenerOutcome, all: readonly ListenerOutcome[], reason: string): void {
  for (const other of one.conditions.tell ? all : []) {
    if (other === one) continue
    one.conditions.tell?.({ on: LOST, subject: titleOfListener(other, one), check: 'twin', found: reason, ok: false })
  }
}

/** Tells both of an overlap who the other is. */
export function tellOverlap(a: ListenerOutcome, b: ListenerOutcome): void {
  a.conditions.tell?.({ on: ['OverlappingTLSConfig'], subject: titleOfListener(b, a), check: 'overlap', asked: 'names', ok: false })
  b.conditions.tell?.({ on: ['OverlappingTLSConfig'], subject: titleOfListener(a, b), check: 'overlap', asked: 'names', ok: false })
}

function titleOfListener({ owner, facts }: ListenerOutcome, seenFrom: ListenerOutcome): string {
  const of = owner === seenFrom.owner ? '' : ` of ${titleOf(owner)}`
  return `${listenerPart(facts.name)}${of} (${facts.protocol} ${facts.port}${facts.hostname === '' ? '' : ` ${facts.hostname}`})`
}
