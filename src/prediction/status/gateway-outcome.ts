import type { Gateway, ListenerSet } from '../../gateway/objects.ts'
import type { ObjectName } from '../../gateway/ports.ts'
import { type Fields, isRecord, records, text } from '../../gateway/shape.ts'
import type { Condition } from '../prediction.ts'
import { type CaFault, caFact, caFault } from './ca-facts.ts'
import { certificateFact } from './certificates.ts'
import { settleConflicts } from './conflicts.ts'
import { type Context, memo, type Served, servedClass } from './context.ts'
import { finish, judgedAlone, type ListenerOutcome, listenerFacts } from './listener-outcome.ts'
import { type Unwritten, unwrittenBecause } from './mapped-gateway.ts'
import { finishOnProxy, judgedOnProxy } from './mapped-listener.ts'
import { selectsNamespace } from './namespaces.ts'
import { byAge } from './order.ts'
import { settleOverlappingTls } from './overlapping-tls.ts'
import { listenerSteps, setSteps } from './owner-steps.ts'
import { hasBadParameters } from './parameters.ts'
import { caSteps, certificateSteps } from './reference-steps.ts'
import { listenerPart, tellerOf } from './tell.ts'

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
  readonly refused?: 'InvalidParameters' | 'UnsupportedAddress'
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
  const { choices, implementation } = served
  if (
    !choices.mapped &&
    !choices.refusedClassServes &&
    hasBadParameters(served.gatewayClass?.spec?.parametersRef, undefined, choices.classParameters, context)
  )
    return undefined
  const sets = setsOf(gateway, served, context)
  const refused = choices.mapped ? undefined : refusal(gateway, served, context)
  if (refused) return { gateway, served, refused, conditions: [], listeners: [], sets }
  const frontend = choices.mapped ? NO_FRONTEND : frontendFaults(gateway, served, context)
  const { mapped } = choices.listeners
  const listeners: ListenerOutcome[] = []
  const owners = [gateway, ...sets.filter(({ isAllowed }) => isAllowed).map(({ set }) => set)]
  for (const owner of owners) {
    for (const raw of records(owner.spec?.listeners)) {
      const facts = listenerFacts(raw, owner, frontend.ofPort, served, context)
      if (!facts) continue
      const tell = tellerOf(owner, listenerPart(facts.name), context)
      listenerSteps(tell, raw, facts, owner.metadata.namespace ?? '', mapped)
      listeners.push(mapped ? judgedOnProxy(owner, facts, mapped, tell) : judgedAlone(owner, facts, choices.listeners, tell))
    }
  }
  settleConflicts(listeners, implementation.listeners, choices.listeners)
  for (const listener of listeners) {
    if (mapped) finishOnProxy(listener, listeners, served)
    else finish(listener, choices.listeners)
  }
  settleOverlappingTls(listeners, choices.listeners.overlappingTls)
  const conditions = choices.mapped ? [] : gatewayConditions(gateway, frontend, served, context)
  const unwritten = choices.mapped && unwrittenBecause(gateway, served.gatewayClass, choices.mapped)
  return { gateway, served, ...(unwritten && { unwritten }), conditions, listeners, sets }
}

function refusal(gateway: Gateway, { choices }: Served, context: Context): GatewayOutcome['refused'] {
  const infrastructure: unknown = gateway.spec?.infrastructure
  const parameters = isRecord(infrastructure) ? infrastructure.parametersRef : undefined
  const tell = tellerOf(gateway, '', context)
  if (hasBadParameters(parameters, gateway.metadata.namespace ?? '', choices.gatewayParameters, context, tell)) return 'InvalidParameters'
  const isUnsupported = (type: string) => !choices.addressTypes.includes(type) && !(choices.domainAddresses && type.includes('/'))
  const isRefused = (address: Fields) => {
    const type = text(address.type) ?? 'IPAddress'
    tell?.({ on: ['Accepted'], subject: 'spec.addresses', check: 'address', asked: type, ok: !isUnsupported(type) })
    return isUnsupported(type)
  }
  return records(gateway.spec?.addresses).some(isRefused) ? 'UnsupportedAddress' : undefined
}

/** The ListenerSets that name a Gateway, oldest first, each with whether the Gateway lets it in. */
function setsOf(gateway: Gateway, { implementation }: Served, context: Context): SetOutcome[] {
  if (!implementation.listenerSets) return []
  const { namespace = '', name } = gateway.metadata
  const listing = context.view.listenerSetsOf({ namespace, name })
  if (listing.state === 'unknown') return []
  const allowed = isRecord(gateway.spec?.allowedListeners) ? gateway.spec.allowedListeners.namespaces : undefined
  const { from, selector } = isRecord(allowed) ? allowed : { from: 'None', selector: undefined }
  const isAllowed = (set: ListenerSet) => {
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
  ofPort(port: number): CaFault | undefined
}

const NO_FRONTEND: Frontend = { faults: [], allowsInsecure: false, ofPort: () => undefined }

/** What is wrong with the CA certificates for clients: the default's, and each port's own, which takes its place. */
function frontendFaults(gateway: Gateway, served: Served, context: Context): Frontend {
  const tls: unknown = gateway.spec?.tls
  const frontend = isRecord(tls) && isRecord(tls.frontend) ? tls.frontend : {}
  const choices = served.choices.frontendCa
  const faults: CaFault[] = []
  let allowsInsecure = false
  const judge = (entry: unknown): CaFault | undefined => {
    const validation = isRecord(entry) ? entry.validation : undefined
    if (!isRecord(validation)) return undefined
    const owner = { kind: 'Gateway' as const, namespace: gateway.metadata.namespace ?? '' }
    const refs = records(validation.caCertificateRefs)
    const facts = refs.map((raw) => caFact(raw, owner, choices, served, context))
    const fault = caFault(facts, choices)
    const on = served.choices.frontendOnGateway === undefined ? [] : ['ResolvedRefs']
    caSteps(tellerOf(gateway, '', context), { path: 'spec.tls.frontend', refs, facts, fault, on })
    if (fault) faults.push(fault)
    else if (validation.mode === 'AllowInsecureFallback') allowsInsecure = true
    return fault
  }
  const byDefault = judge(frontend.default)
  const ports = new Map(records(frontend.perPort).map((entry) => [entry.port, judge(entry.tls)]))
  return { faults, allowsInsecure, ofPort: (port) => (ports.has(port) ? ports.get(port) : byDefault) }
}

function gatewayConditions(gateway: Gateway, frontend: Frontend, served: Served, context: Context): Condition[] {
  const tls: unknown = gateway.spec?.tls
  if (!isRecord(tls)) return []
  if (frontend.allowsInsecure) {
    const on = ['InsecureFrontendValidationMode']
    tellerOf(gateway, '', context)?.({ on, subject: 'spec.tls.frontend', check: 'client CA', found: 'AllowInsecureFallback', ok: false })
  }
  const insecure: Condition = { type: 'InsecureFrontendValidationMode', status: 'True', reason: 'ConfigurationChanged' }
  const reason =
    clientCertificateFault(gateway, tls.backend, served, context) ?? (frontend.faults.length > 0 ? served.choices.frontendOnGateway : undefined)
  return [
    ...(frontend.allowsInsecure ? [insecure] : []),
    reason ? { type: 'ResolvedRefs', status: 'False', reason } : { type: 'ResolvedRefs', status: 'True', reason: 'ResolvedRefs' },
  ]
}

function clientCertificateFault(gateway: Gateway, backend: unknown, served: Served, context: Context): string | undefined {
  const ref = isRecord(backend) ? backend.clientCertificateRef : undefined
  if (!isRecord(ref)) return undefined
  const fact = certificateFact(ref, { kind: 'Gateway', namespace: gateway.metadata.namespace ?? '' }, served, context)
  const path = 'spec.tls.backend.clientCertificateRef'
  certificateSteps(tellerOf(gateway, '', context), { path, ref, fact, namespace: gateway.metadata.namespace ?? '', on: ['ResolvedRefs'] })
  if (fact.kind === 'unsupported') return 'InvalidClientCertificateRef'
  if (fact.grant === 'missing') return 'RefNotPermitted'
  return fact.existence === 'absent' || fact.hasPair === false ? 'InvalidClientCertificateRef' : undefined
}
