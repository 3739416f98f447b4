import { GATEWAY_GROUP, isRouteKind, type RouteKind } from '../../gateway/kinds.ts'
import type { ListenerStatusChoices } from '../../gateway/listener-choices.ts'
import type { MappedGatewayChoices, MappedListenerChoices } from '../../gateway/mapped-choices.ts'
import type { Gateway, ListenerSet } from '../../gateway/objects.ts'
import { isSelector } from '../../gateway/selectors.ts'
import { type Fields, isRecord, records, text } from '../../gateway/shape.ts'
import type { Tell } from '../../gateway/status-steps.ts'
import type { CaFault } from './ca-facts.ts'
import { type CertificateFact, certificateFacts, certificatesOutcome } from './certificates.ts'
import { Conditions } from './conditions.ts'
import { type Context, keyOf, memo, type Served } from './context.ts'
import { portsFor, proxyOffer } from './proxy-offer.ts'
import { certificatesLook } from './reference-steps.ts'

/** What is the case with one listener, before anything is compared or concluded. */
export interface ListenerFacts {
  readonly name: string
  readonly port: number
  readonly protocol: string
  /** Lower case; `''` where it is unset. */
  readonly hostname: string
  readonly isProtocolSupported: boolean
  /** Whether the proxy that the Gateway is mapped onto has the port, in the protocol; true where there is none, or its ports are not known. */
  readonly isPortOffered: boolean
  /** The kinds that it takes of those it names, or all of its protocol where it names none; as often as named. */
  readonly supportedKinds: readonly RouteKind[]
  /** Kinds that it names and cannot take. */
  readonly wrongKinds: readonly string[]
  /** Which namespaces routes may come from. */
  readonly from: string
  readonly selector: unknown
  readonly isSelectorUsable: boolean
  readonly tls: 'none' | 'Terminate' | 'Passthrough'
  readonly certificates: readonly CertificateFact[]
  /** Whether the controller uses a certificate of its own, because an option says so. */
  readonly hasOwnCertificate: boolean
  /** Whether it names certificates although it passes TLS through. */
  readonly hasNeedlessCertificates: boolean
  /** Why the CA certificates for its clients are of no use. */
  readonly caFault: CaFault | undefined
}

/** A listener as its controller sees it: of a Gateway, or of a ListenerSet that was merged into it. */
export interface ListenerOutcome {
  readonly owner: Gateway | ListenerSet
  readonly facts: ListenerFacts
  readonly conditions: Conditions
  /** Whether the listener by itself is in order, so that it can take part in conflicts. */
  isSound: boolean
  /** Whether anything is served on it. */
  isReady: boolean
  /** Whether routes can have it as their parent. */
  isParent: boolean
}

export function listenerFacts(
  listener: Fields,
  owner: Gateway | ListenerSet,
  caFaultOf: (port: number) => CaFault | undefined,
  served: Served,
  context: Context,
): ListenerFacts | undefined {
  const { port } = listener
  const protocol = text(listener.protocol)
  if (typeof port !== 'number' || protocol === undefined) return undefined
  const tls = isRecord(listener.tls) ? listener.tls : undefined
  const mode = tls ? (text(tls.mode) === 'Passthrough' ? 'Passthrough' : 'Terminate') : 'none'
  const choices = served.choices.listeners
  const ofProtocol = kindsOf(protocol, mode, choices)
  const kinds = ofProtocol ?? choices.unsupportedKinds
  const allowed = isRecord(listener.allowedRoutes) ? listener.allowedRoutes : {}
  const namespaces = isRecord(allowed.namespaces) ? allowed.namespaces : {}
  const from = text(namespaces.from) ?? 'Same'
  const { mapped } = choices
  const readsKinds = !mapped || mapped.namedKinds !== undefined
  const named = (readsKinds ? records(allowed.kinds) : []).map((entry) => ({
    group: text(entry.group) ?? GATEWAY_GROUP,
    kind: text(entry.kind) ?? '',
  }))
  const terminates = tls && (mapped || (mode === 'Terminate' && (choices.each !== undefined || protocol === 'HTTPS' || protocol === 'TLS')))
  const offer = mapped && served.choices.mapped && offerTo(owner, mapped, served.choices.mapped, context)
  const offered = offer && portsFor(protocol, offer)
  const isKnown = ofProtocol !== undefined || choices.protocolsUnchecked === true
  return {
    name: text(listener.name) ?? '',
    port,
    protocol,
    hostname: (text(listener.hostname) ?? '').toLowerCase(),
    isProtocolSupported: offered ? offered.length > 0 : isKnown && choices.refusedProtocols?.includes(protocol) !== true,
    isPortOffered: !offered || offered.includes(port),
    ...namedKinds(named, kinds, choices),
    from,
    selector: namespaces.selector,
    isSelectorUsable: from !== 'Selector' || isSelector(namespaces.selector),
    tls: mode,
    certificates: terminates ? certificateFacts(tls, { kind: owner.kind, namespace: owner.metadata.namespace ?? '' }, served, context) : [],
    hasOwnCertificate: terminates === true && usesOwnCertificate(tls.options, choices),
    hasNeedlessCertificates: mode === 'Passthrough' && records(tls?.certificateRefs).length > 0,
    caFault: protocol === 'HTTPS' || choices.each ? caFaultOf(port) : undefined,
  }
}

function offerTo(owner: Gateway | ListenerSet, { offered }: MappedListenerChoices, choices: MappedGatewayChoices, context: Context) {
  return memo(context, 'proxy offer', keyOf(owner), () => proxyOffer(owner, offered, choices, context.view))
}

function kindsOf(protocol: string, mode: ListenerFacts['tls'], { kinds }: ListenerStatusChoices): readonly RouteKind[] | undefined {
  if (protocol === 'TLS' && mode !== 'Passthrough') return (mode === 'none' ? kinds['TLS/none'] : undefined) ?? kinds['TLS/Terminate']
  return Object.hasOwn(kinds, protocol) && !protocol.includes('/') ? kinds[protocol] : undefined
}

function namedKinds(
  named: readonly { readonly group: string; readonly kind: string }[],
  kinds: readonly RouteKind[] | undefined,
  { kindsCounted, mapped }: ListenerStatusChoices,
): Pick<ListenerFacts, 'supportedKinds' | 'wrongKinds'> {
  if (!kinds && !kindsCounted && !mapped) return { supportedKinds: [], wrongKinds: [] }
  if (named.length === 0) return { supportedKinds: kinds ?? [], wrongKinds: [] }
  const takes = mapped?.namedKinds ?? kinds
  const supportedKinds: RouteKind[] = []
  const wrongKinds: string[] = []
  for (const { group, kind } of named) {
    const isTaken = group === GATEWAY_GROUP && isRouteKind(kind) && takes?.includes(kind) === true
    if (isTaken && !(kindsCounted && supportedKinds.includes(kind))) supportedKinds.push(kind)
    else wrongKinds.push(kind)
  }
  return { supportedKinds, wrongKinds }
}

function usesOwnCertificate(options: unknown, { each }: ListenerStatusChoices): boolean {
  const own = each?.ownCertificate
  return own !== undefined && isRecord(options) && own.values.includes(text(options[own.option]) ?? '')
}

/** A listener with the conditions that its own faults bring; those of its neighbours and of what is in order are still to come. */
export function judgedAlone(owner: Gateway | ListenerSet, facts: ListenerFacts, choices: ListenerStatusChoices, tell?: Tell): ListenerOutcome {
  const conditions = new Conditions(tell)
  const outcome: ListenerOutcome = { owner, facts, conditions, isSound: true, isReady: false, isParent: true }
  const invalid = () => {
    conditions.set('Programmed', 'False', invalidReason(owner))
    outcome.isSound = false
  }
  if (!facts.isSelectorUsable) invalid()
  if (!facts.isProtocolSupported) {
    conditions.set('Accepted', 'False', 'UnsupportedProtocol')
    outcome.isSound = false
  } else if (facts.wrongKinds.length > 0) {
    conditions.set('ResolvedRefs', 'False', 'InvalidRouteKinds')
    outcome.isSound = false
  }
  const needsTls = facts.protocol === 'HTTPS' || facts.protocol === 'TLS'
  const wrongTls = (found: string) => {
    tell?.({ on: ['Programmed', 'Accepted'], subject: '', check: 'tls', asked: facts.protocol, found, ok: false })
    invalid()
  }
  if (facts.isProtocolSupported && needsTls !== (facts.tls !== 'none')) wrongTls(facts.tls)
  else if (facts.protocol === 'HTTPS' && facts.tls === 'Passthrough') wrongTls(facts.tls)
  else if (facts.hasNeedlessCertificates && choices.passthroughTakesNone) wrongTls('certificates')
  else if (needsTls && facts.tls === 'Terminate') judgeCertificates(outcome, choices, invalid)
  if (facts.caFault) {
    conditions.set('ResolvedRefs', 'False', facts.caFault)
    conditions.set('Programmed', 'False', facts.caFault)
    conditions.set('Accepted', 'False', 'NoValidCACertificate')
    outcome.isSound = false
  }
  if ((facts.protocol === 'TCP' || facts.protocol === 'UDP') && facts.hostname !== '') {
    tell?.({ on: ['Programmed', 'Accepted'], subject: '', check: 'hostname', asked: facts.protocol, found: facts.hostname, ok: false })
    invalid()
  }
  return outcome
}

function judgeCertificates(outcome: ListenerOutcome, choices: ListenerStatusChoices, invalid: () => void): void {
  const { facts, conditions } = outcome
  if (facts.certificates.length === 0) {
    if (choices.needsCertificate) {
      conditions.tell?.({ on: ['Programmed', 'Accepted'], subject: '', check: 'tls', asked: facts.protocol, found: 'no certificate', ok: false })
      invalid()
    }
    return
  }
  const { usable, faults } = certificatesOutcome(facts.certificates, choices)
  if (faults.length === 0) return
  conditions.tell?.(certificatesLook(facts.certificates, usable))
  const worst = faults.every((fault) => fault === 'RefNotPermitted') ? 'RefNotPermitted' : 'InvalidCertificateRef'
  const reason = usable === 0 ? worst : (choices.someCertificatesBad ?? (faults[0] as string))
  if (usable === 0) outcome.isSound = false
  if (choices.certificateOverKinds || !conditions.get('ResolvedRefs')) conditions.set('ResolvedRefs', 'False', reason)
}

/** Adds what is left to say once conflicts are settled: that all is well, or that nothing is served. */
export function finish(outcome: ListenerOutcome, choices: ListenerStatusChoices): void {
  const { conditions, owner, facts } = outcome
  const faults = conditions.types
  const { usable } = certificatesOutcome(facts.certificates, choices)
  const onlyRefs = faults.length === 1 && faults[0] === 'ResolvedRefs'
  const reason = conditions.get('ResolvedRefs')?.reason
  const someBad = onlyRefs && reason !== 'InvalidRouteKinds' && usable > 0
  const allBad = onlyRefs && reason === 'InvalidCertificateRef'
  const hasAccepted = faults.length === 0 || someBad || allBad || (choices.acceptedWhenFaulty && !conditions.get('Accepted'))
  if (hasAccepted) conditions.set('Accepted', 'True', 'Accepted')
  outcome.isReady = faults.length === 0 || someBad
  if (outcome.isReady) conditions.set('Programmed', 'True', 'Programmed')
  else if (!conditions.get('Programmed')) conditions.set('Programmed', 'False', invalidReason(owner))
  if (!conditions.get('ResolvedRefs')) conditions.set('ResolvedRefs', 'True', 'ResolvedRefs')
  if (faults.length === 0 && owner.kind === 'ListenerSet') conditions.set('Conflicted', 'False', 'NoConflicts')
}

function invalidReason(owner: Gateway | ListenerSet): string {
  return owner.kind === 'Gateway' ? 'Invalid' : 'ListenersNotValid'
}
