import type { Gateway, ListenerSet } from '../../gateway/objects.ts'
import type { ObjectName } from '../../gateway/ports.ts'
import { isRecord, records, text } from '../../gateway/shape.ts'
import type { Tell } from '../../gateway/status-steps.ts'
import { publishedFeatures } from '../class.ts'
import type { Condition } from '../condition.ts'
import { type CaFault, caFact, caFault } from './ca-facts.ts'
import { type CertificateFact, certificateFact } from './certificates.ts'
import { settleConflicts } from './conflicts.ts'
import { type Context, memo, type Served, servedClass } from './context.ts'
import { judgedByEach } from './each-condition.ts'
import { judgeByFirstFault } from './first-fault.ts'
import { finish, judgedAlone, type ListenerFacts, type ListenerOutcome, listenerFacts } from './listener-outcome.ts'
import { type Unwritten, unwrittenBecause } from './mapped-gateway.ts'
import { finishOnProxy, judgedOnProxy } from './mapped-listener.ts'
import { selectsNamespace } from './namespaces.ts'
import { byAge } from './order.ts'
import { settleOverlappingTls } from './overlapping-tls.ts'
import { listenerSteps, setSteps } from './owner-steps.ts'
import { caSteps, certificateSteps } from './reference-steps.ts'
import { type Refusal, refusalOf } from './refusal.ts'
import { mixUpOwners } from './same-name.ts'
import { listenerPart, tellerOf } from './tell.ts'
import { settleTlsModes } from './tls-modes.ts'

/** A ListenerSet that names a Gateway, and whether it is merged into it. */
export interface SetOutcome {
  readonly set: ListenerSet
  readonly isAllowed: boolean
}

/** A Gateway with the listeners that its controller sees in it, in the order of precedence. */
export interface GatewayOutcome {
  readonly gateway: Gateway
  readonly served: Served
  /** The reason for which the Gateway is refused as a whole: then it has no listeners. */
  readonly refused?: Refusal['reason']
  /** A reason for which it is not accepted, while its listeners are served all the same. */
  readonly fault?: Refusal
  /** Why its controller writes no status, neither for it nor for its routes. */
  readonly unwritten?: Unwritten
  readonly conditions: readonly Condition[]
  readonly listeners: readonly ListenerOutcome[]
  readonly sets: readonly SetOutcome[]
}

/** What becomes of the Gateway of this name; undefined where it is not there, or nobody known serves it. */
export function gatewayOutcome({ namespace, name }: ObjectName, context: Context): GatewayOutcome | undefined {
  return memo(context, 'gateway', `${namespace}/${name}`, () => {
    const found = context.view.get('Gateway', namespace, name)
    return found.state === 'found' ? outcomeOf(found.object, context) : undefined
  })
}

function outcomeOf(gateway: Gateway, context: Context): GatewayOutcome | undefined {
  const served = servedClass(text(gateway.spec?.gatewayClassName) ?? '', context)
  if (!served) return undefined
  const { choices } = served
  if (choices.gatewaysImplemented === false) return undefined
  const sets = setsOf(gateway, served, context)
  if (choices.remote) return { gateway, served, conditions: [], listeners: [], sets }
  const refusal = choices.mapped ? undefined : refusalOf(gateway, served, context)
  const frontend = choices.mapped ? NO_FRONTEND : frontendFaults(gateway, served, context)
  const conditions = choices.mapped ? [] : gatewayConditions(gateway, frontend, served, context)
  if (refusal?.isWhole)
    return { gateway, served, refused: refusal.reason, conditions: choices.gatewayResolvesRefs === 'always' ? conditions : [], listeners: [], sets }
  const owners = [gateway, ...sets.filter(({ isAllowed }) => isAllowed).map(({ set }) => set)]
  const judged = owners.flatMap((owner) =>
    records(owner.spec?.listeners).flatMap((raw) => {
      const facts = listenerFacts(raw, owner, (port) => frontend.ofPort(port, owner), served, context)
      if (!facts) return []
      const tell = tellerOf(owner, listenerPart(facts.name), context)
      listenerSteps(tell, raw, facts, owner.metadata.namespace ?? '', choices.listeners)
      return [{ owner, facts, ...(tell && { tell }) }]
    }),
  )
  const listeners = judgeListeners(judged, served)
  settleOverlappingTls(listeners, choices.listeners.overlappingTls)
  const unwritten = choices.mapped && unwrittenBecause(gateway, served.gatewayClass, choices.mapped)
  return { gateway, served, ...(refusal && { fault: refusal }), ...(unwritten && { unwritten }), conditions, listeners, sets }
}

type Judged = readonly { readonly owner: Gateway | ListenerSet; readonly facts: ListenerFacts; readonly tell?: Tell }[]

function judgeListeners(judged: Judged, served: Served): ListenerOutcome[] {
  const table = served.implementation.listeners
  const choices = served.choices.listeners
  const { each, mapped } = choices
  if (choices.conditionsOf === 'the first fault') return judgeByFirstFault(judged, table, choices)
  const listeners = judged.map(({ owner, facts, tell }) => {
    if (mapped) return judgedOnProxy(owner, facts, mapped, tell)
    return each ? judgedByEach(owner, facts, each, tell) : judgedAlone(owner, facts, choices, tell)
  })
  if (!mapped && !each) settleTlsModes(listeners, publishedFeatures(served.gatewayClass))
  settleConflicts(listeners, table, choices)
  if (each?.ownersMixedUp) mixUpOwners(listeners)
  for (const listener of each ? [] : listeners) {
    if (mapped) finishOnProxy(listener, listeners, served)
    else finish(listener, choices)
  }
  return listeners
}

/** The ListenerSets that name a Gateway, oldest first, each with whether the Gateway lets it in. */
function setsOf(gateway: Gateway, { implementation, choices }: Served, context: Context): SetOutcome[] {
  if (!implementation.listenerSets) return []
  const { namespace = '', name } = gateway.metadata
  const listing = context.view.listenerSetsOf({ namespace, name })
  if (listing.state === 'unknown') return []
  const allowed = isRecord(gateway.spec?.allowedListeners) ? gateway.spec.allowedListeners.namespaces : undefined
  const { from, selector } = isRecord(allowed) ? allowed : { from: 'None', selector: undefined }
  const isAllowed = (set: ListenerSet) => {
    if (choices.refusesListenerSets) return false
    if (from === 'All') return true
    if (from === 'Same') return set.metadata.namespace === namespace
    return from === 'Selector' && selectsNamespace(selector, set.metadata.namespace ?? '', context)
  }
  const parents = listing.items.filter((set) => (text(set.spec?.parentRef?.kind) ?? 'Gateway') === 'Gateway')
  const sets = [...parents].sort(byAge).map((set) => ({ set, isAllowed: isAllowed(set) }))
  if (context.around.trace) setSteps(gateway, typeof from === 'string' ? from : 'None', sets, context)
  return sets
}

interface Frontend {
  readonly faults: readonly CaFault[]
  readonly allowsInsecure: boolean
  ofPort(port: number, owner: Gateway | ListenerSet): CaFault | undefined
}

const NO_FRONTEND: Frontend = { faults: [], allowsInsecure: false, ofPort: () => undefined }

/** What is wrong with the CA certificates for clients: the default's, and each port's own, which takes its place. */
function frontendFaults(gateway: Gateway, served: Served, context: Context): Frontend {
  const tls: unknown = gateway.spec?.tls
  const frontend = isRecord(tls) && isRecord(tls.frontend) && !served.choices.frontendUnread ? tls.frontend : {}
  const choices = served.choices.frontendCa
  const faults: CaFault[] = []
  let allowsInsecure = false
  const faultFor = (entry: unknown, { kind, metadata }: Gateway | ListenerSet): CaFault | undefined => {
    const validation = isRecord(entry) ? entry.validation : undefined
    if (!isRecord(validation)) return undefined
    const owner = { kind, namespace: metadata.namespace ?? '' }
    const refs = records(validation.caCertificateRefs)
    const facts = refs.map((raw) => caFact(raw, owner, choices, served, context))
    const fault = caFault(facts, choices)
    const on = kind === 'ListenerSet' || served.choices.frontendOnGateway === undefined ? [] : ['ResolvedRefs']
    if (kind === 'Gateway') caSteps(tellerOf(gateway, '', context), { path: 'spec.tls.frontend', refs, facts, fault, on })
    return fault
  }
  const judge = (entry: unknown): CaFault | undefined => {
    const validation = isRecord(entry) ? entry.validation : undefined
    if (!isRecord(validation)) return undefined
    const fault = faultFor(entry, gateway)
    if (fault) faults.push(fault)
    else if (validation.mode === 'AllowInsecureFallback') allowsInsecure = true
    return fault
  }
  const byDefault = judge(frontend.default)
  const ports = new Map(records(frontend.perPort).map((entry) => [entry.port, judge(entry.tls)]))
  const ofPort: Frontend['ofPort'] = (port, owner) => {
    if (owner === gateway || !choices.ofListenerOwner) return ports.has(port) ? ports.get(port) : byDefault
    const entry = records(frontend.perPort).find((one) => one.port === port)
    return faultFor(entry ? entry.tls : frontend.default, owner)
  }
  return { faults, allowsInsecure, ofPort }
}

function gatewayConditions(gateway: Gateway, frontend: Frontend, served: Served, context: Context): Condition[] {
  const tls: unknown = gateway.spec?.tls
  const { gatewayResolvesRefs } = served.choices
  if (gatewayResolvesRefs === 'never' || (gatewayResolvesRefs === undefined && !isRecord(tls))) return []
  if (frontend.allowsInsecure) {
    const on = ['InsecureFrontendValidationMode']
    tellerOf(gateway, '', context)?.({ on, subject: 'spec.tls.frontend', check: 'client CA', found: 'AllowInsecureFallback', ok: false })
  }
  const insecure: Condition = { type: 'InsecureFrontendValidationMode', status: 'True', reason: 'ConfigurationChanged' }
  const reason =
    clientCertificateFault(gateway, isRecord(tls) ? tls.backend : undefined, served, context) ??
    (frontend.faults.length > 0 ? served.choices.frontendOnGateway : undefined)
  return [
    ...(frontend.allowsInsecure ? [insecure] : []),
    reason ? { type: 'ResolvedRefs', status: 'False', reason } : { type: 'ResolvedRefs', status: 'True', reason: 'ResolvedRefs' },
  ]
}

function clientCertificateFault(gateway: Gateway, backend: unknown, served: Served, context: Context): string | undefined {
  const ref = isRecord(backend) ? backend.clientCertificateRef : undefined
  if (!isRecord(ref)) return undefined
  if (served.choices.clientCertificate === 'unread') return undefined
  const fact = certificateFact(ref, { kind: 'Gateway', namespace: gateway.metadata.namespace ?? '' }, served, context)
  const path = 'spec.tls.backend.clientCertificateRef'
  certificateSteps(tellerOf(gateway, '', context), { path, ref, fact, namespace: gateway.metadata.namespace ?? '', on: ['ResolvedRefs'] })
  if (fact.kind === 'unsupported') return 'InvalidClientCertificateRef'
  if (served.choices.clientCertificate === 'before the grant' && isUnusable(fact)) return 'InvalidClientCertificateRef'
  if (fact.grant === 'missing') return 'RefNotPermitted'
  return fact.existence === 'absent' || fact.hasPair === false ? 'InvalidClientCertificateRef' : undefined
}

function isUnusable({ existence, secret }: CertificateFact): boolean {
  return existence === 'absent' || secret === 'lacks a key' || secret === 'unusable'
}
