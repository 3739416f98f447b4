import type { Gateway, ListenerSet } from '../../gateway/objects.ts'
import type { EachConditionChoices, ListenerShape } from '../../gateway/status-procedures.ts'
import type { Tell } from '../../gateway/status-steps.ts'
import { certificatesOutcome } from './certificates.ts'
import { Conditions } from './conditions.ts'
import type { ListenerFacts, ListenerOutcome } from './listener-outcome.ts'

/**
 * A listener with its four conditions, each by a check of its own. Source: buildListener, buildTLS and ReportListenerCondition in
 * pilot/pkg/config/kube of Istio (gateway/conversion.go, gatewaycommon/conversion.go).
 */
export function judgedByEach(owner: Gateway | ListenerSet, facts: ListenerFacts, choices: EachConditionChoices, tell?: Tell): ListenerOutcome {
  const conditions = new Conditions(tell)
  conditions.set('Accepted', 'True', 'Accepted')
  conditions.set('Conflicted', 'False', 'NoConflicts')
  conditions.set('Programmed', 'True', 'Programmed')
  conditions.set('ResolvedRefs', 'True', 'ResolvedRefs')
  const fault = tlsFault(facts, choices)
  if (fault) {
    conditions.set('ResolvedRefs', 'False', fault)
    conditions.set('Programmed', 'False', 'Invalid')
    if (choices.notAccepted.includes(fault)) conditions.set('Accepted', 'False', 'NoValidCACertificate')
  }
  const { expected } = choices
  const isExpected = !expected || expected.some((shape) => hasShape(facts, shape))
  if (!facts.isProtocolSupported || !isExpected) conditions.set('Accepted', 'False', 'UnsupportedProtocol')
  const lacksTls = facts.tls === 'none' && (facts.protocol === 'HTTPS' || facts.protocol === 'TLS') && choices.withoutTls === 'placeholder'
  const isRefused = lacksTls && owner.kind === 'ListenerSet'
  if (isRefused) {
    conditions.set('Accepted', 'False', 'UnsupportedProtocol')
    conditions.set('Programmed', 'False', 'Invalid')
  }
  if (facts.wrongKinds.length > 0) conditions.set('ResolvedRefs', 'False', 'InvalidRouteKinds')
  const isSound = !fault && facts.isProtocolSupported && !isRefused
  const isParent = !lacksTls && (isSound || choices.faultyParents.includes(owner.kind))
  return { owner, facts, conditions, isSound, isReady: isSound && !lacksTls, isParent }
}

/** Whether a listener is one of those that a class has. */
export function hasShape({ port, protocol, tls }: Pick<ListenerFacts, 'port' | 'protocol' | 'tls'>, shape: ListenerShape): boolean {
  return protocol === shape.protocol && (shape.port ?? port) === port && (shape.tls ?? tls) === tls
}

/** One certificate that can be used is enough, and without any nobody asks for the CA certificates of clients. */
export function tlsFault({ tls, hasOwnCertificate, certificates, caFault }: ListenerFacts, choices: EachConditionChoices): string | undefined {
  if (tls !== 'Terminate' || hasOwnCertificate) return undefined
  if (certificates.length < choices.certificates.least || certificates.length > choices.certificates.most) return 'InvalidCertificateRef'
  const { usable, faults } = certificatesOutcome(certificates, { uniqueAlgorithms: false, grantLast: choices.grantLast })
  if (usable === 0) return faults[0]
  return caFault && caFault !== 'RefNotPermitted' && choices.caAsCertificate ? 'InvalidCertificateRef' : caFault
}
