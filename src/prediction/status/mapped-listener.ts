import type { ListenerChoices } from '../../gateway/implementation.ts'
import type { MappedListenerChoices } from '../../gateway/mapped-choices.ts'
import type { Gateway, ListenerSet } from '../../gateway/objects.ts'
import type { Tell } from '../../gateway/status-steps.ts'
import { clashOf } from '../clashes.ts'
import type { CertificateFact } from './certificates.ts'
import { Conditions } from './conditions.ts'
import type { Served } from './context.ts'
import type { ListenerFacts, ListenerOutcome } from './listener-outcome.ts'

/**
 * A listener that is mapped onto a proxy, with the conditions of its own faults: route kinds and certificates that do not resolve, and a
 * protocol or port that the proxy does not offer. Source: getListenerStatus in internal/controllers/gateway/gateway_utils.go of Kong's controller.
 */
export function judgedOnProxy(owner: Gateway | ListenerSet, facts: ListenerFacts, choices: MappedListenerChoices, tell?: Tell): ListenerOutcome {
  const conditions = new Conditions(tell)
  const certificate = certificateReason(facts.certificates, choices)
  const kinds = choices.wrongKindsAreFaults && facts.wrongKinds.length > 0 ? 'InvalidRouteKinds' : undefined
  const reason = certificate ?? kinds
  if (reason) conditions.set('ResolvedRefs', 'False', reason)
  const notOffered = !facts.isProtocolSupported ? 'UnsupportedProtocol' : !facts.isPortOffered ? 'PortUnavailable' : undefined
  if (notOffered) conditions.set(choices.notOffered, choices.notOffered === 'Accepted' ? 'False' : 'True', notOffered)
  return { owner, facts, conditions, isSound: conditions.types.length === 0, isReady: false, isParent: true }
}

/** References are looked at in order up to the first bad one; only what is not PEM does not end it, and a grant for a later one makes up for it. */
function certificateReason(certificates: readonly CertificateFact[], choices: MappedListenerChoices): string | undefined {
  const checks = (one: MappedListenerChoices['certificateChecks'][number]) => choices.certificateChecks.includes(one)
  let reason: string | undefined
  for (const { kind, secretGrant, existence, secret, isPem } of certificates) {
    if (checks('grant') && secretGrant === 'missing') return choices.ungrantedCertificate
    if (checks('grant') && secretGrant === 'permitted') reason = undefined
    if (checks('kind') && kind === 'unsupported') return 'InvalidCertificateRef'
    if (checks('existence') && existence === 'absent') return 'InvalidCertificateRef'
    if (checks('PEM') && !(isPem ?? secret !== 'lacks a key')) reason = 'InvalidCertificateRef'
  }
  return reason
}

/** Adds what is left to say once conflicts are settled: one fault of any kind leaves a listener unprogrammed, and only what is not offered unaccepted. */
export function finishOnProxy(outcome: ListenerOutcome, all: readonly ListenerOutcome[], served: Served): void {
  const table = served.implementation.listeners
  const says = served.choices.listeners.mapped?.served ?? 'Programmed'
  const { conditions } = outcome
  outcome.isReady = conditions.types.length === 0
  // The first of those that clash is looked at while nothing is known of the others.
  const isFirst = conditions.types.length === 1 && conditions.is('Conflicted', 'True') && !clashesWithEarlier(outcome, all, table)
  if (outcome.isReady) conditions.set('Conflicted', 'False', 'NoConflicts')
  if (outcome.isReady || isFirst) conditions.set('ResolvedRefs', 'True', 'ResolvedRefs')
  if (outcome.isReady) conditions.set(says, 'True', says)
  else conditions.set(says, 'False', 'Invalid')
  if (!conditions.get('Accepted')) conditions.set('Accepted', 'True', 'Accepted')
}

function clashesWithEarlier(outcome: ListenerOutcome, all: readonly ListenerOutcome[], { clashes, unsetIsEqual }: ListenerChoices): boolean {
  const { facts } = outcome
  const earlier = all.slice(0, all.indexOf(outcome)).filter((one) => one.facts.port === facts.port)
  return earlier.some((one, index) => {
    const clash = clashOf(one.facts, facts, clashes, unsetIsEqual)
    return clash === 'HostnameConflict' || (clash === 'ProtocolConflict' && index === 0)
  })
}
