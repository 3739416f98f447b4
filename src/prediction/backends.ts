import { appProtocolFeature } from '../gateway/features.ts'
import { grantFor } from '../gateway/grants.ts'
import { EXPERIMENTAL_GROUP, isRouteKind, kindFacts, type RouteKind } from '../gateway/kinds.ts'
import type { Route, Service, XTelemetryPolicy } from '../gateway/objects.ts'
import { backendsOfRule, type Reference, referenceOf, TRACING_BACKEND, tracingBackend } from '../gateway/references.ts'
import type { BackendCheck } from '../gateway/route-choices.ts'
import { type Fields, isRecord, recordEntries, records, text } from '../gateway/shape.ts'
import { type Judge, type Told, toldBy } from './judges.ts'
import type { BackendTrouble, BackendUse, ServicePort } from './rule-facts.ts'
import { addSessionTroubles } from './sessions.ts'
import { backendFact } from './status/backends.ts'
import { type Context, type Existence, existenceOf, serviceNamed } from './status/context.ts'

/**
 * What is the case with each backend that a route names, mirrors and external authorization included: once for each reference, whatever the
 * number of parents. Source: gateway-api.md 2.8 and 2.12 (P-SP and sessions.ts), gateway-api-1.7.md 6 (B-XB).
 */
export function backendUses(kind: RouteKind, route: Route, judges: readonly Judge[], context: Context): BackendUse[] {
  const from = { group: kindFacts(kind).group, kind, namespace: route.metadata.namespace ?? '' }
  const rules = recordEntries(route.spec?.rules)
  const isDead = rules.every(([, rule]) => {
    const backends = records(rule.backendRefs)
    return backends.length > 0 && backends.every((raw) => isDeadByItself(raw, judges))
  })
  const around: Around = { kind, judges, context, isDead }
  const uses: BackendUse[] = []
  for (const [index, rule] of rules) {
    const first = uses.length
    let total = 0
    for (const raw of records(rule.backendRefs)) total += weightOf(raw)
    for (const one of backendsOfRule(rule, `spec.rules[${index}]`)) {
      const reference = referenceOf(one.role, one.path, one.raw, from, 'Service')
      if (reference && isRecord(one.raw)) uses.push(useOf(one.role, one.raw, rule, total, reference, around))
    }
    if (kind === 'HTTPRoute' || kind === 'GRPCRoute') addSessionTroubles(rule, uses, first, context)
  }
  return uses
}

/**
 * The backend that an XTelemetryPolicy sends spans to. What has to be written of it is in the comment of TracingProvider.BackendRef
 * (apisx/v1alpha1/telemetrypolicy_types.go); gateway-api-1.7.md 6.2, P-XT-REF.
 */
export function tracingBackends(policy: XTelemetryPolicy, context: Context): BackendUse[] {
  const raw = isRecord(policy.spec) ? tracingBackend(policy.spec) : undefined
  const from = { group: EXPERIMENTAL_GROUP, kind: 'XTelemetryPolicy', namespace: policy.metadata.namespace ?? '' } as const
  const reference = referenceOf('tracing backend', TRACING_BACKEND, raw, from, 'Service')
  if (!reference || !isRecord(raw)) return []
  const use = useOf('tracing backend', raw, {}, 0, reference, { kind: 'XTelemetryPolicy', judges: [], context, isDead: false })
  const troubles = use.troubles.map((trouble) => {
    const reason = trouble.is === 'absent' ? 'BackendNotFound' : trouble.is === 'kind' ? 'InvalidKind' : undefined
    return reason ? { ...trouble, condition: { type: 'ResolvedRefs', status: 'False' as const, reason } } : trouble
  })
  return [{ ...use, troubles }]
}

const NONE: readonly BackendTrouble[] = []

// Nobody is known to tell it, nor not to.
const UNTOLD: Told = { isSilent: false }

function reasonOf({ choices }: Judge, check: BackendCheck): string | undefined {
  return choices?.backends.checks.find((one) => one.check === check)?.reason
}

interface Around {
  readonly kind: RouteKind | 'XTelemetryPolicy'
  readonly judges: readonly Judge[]
  readonly context: Context
  /** Every backend of every rule is dead whatever else there is. */
  readonly isDead: boolean
}

function useOf(role: BackendUse['role'], raw: Fields, rule: Fields, total: number, reference: Reference, around: Around): BackendUse {
  const { context } = around
  const port = typeof raw.port === 'number' ? raw.port : undefined
  const grant = grantFor(reference, context.view)
  const isTold = grant === 'not needed' || grant === 'permitted'
  const existence = isTold ? existenceFor(raw, reference, around) : 'unknown'
  return {
    role,
    reference,
    grant,
    existence,
    troubles: grant === 'missing' ? NONE : troublesOf(raw, rule, port, reference, existence, around),
    ...(port !== undefined && { port }),
    ...(role === 'backend' && { share: { weight: weightOf(raw), of: total } }),
  }
}

function weightOf({ weight }: Fields): number {
  return typeof weight === 'number' ? weight : 1
}

/** Where every controller of the route looks elsewhere for objects of a kind and finds one, it is there. */
function existenceFor(raw: Fields, reference: Reference, { judges, context, kind }: Around): Existence {
  const { group, kind: named, namespace, name } = reference.to
  const itself = existenceOf(group, named, namespace, name, context)
  if (itself !== 'absent' || (group === '' && named === 'Service')) return itself
  const facts = judges.map((judge) => factOf(raw, reference, kind, judge, context))
  return facts.length > 0 && facts.every((fact) => fact?.existence === 'found') ? 'found' : itself
}

function factOf(raw: Fields, { path, role, from }: Reference, routeKind: Around['kind'], { served, choices }: Judge, context: Context) {
  if (!choices || !isRouteKind(routeKind)) return undefined
  const place = { routeKind, namespace: from.namespace, path, role: role === 'mirror' ? role : 'backend' } as const
  return backendFact(raw, place, { ...served, choices }, context)
}

function troublesOf(
  raw: Fields,
  rule: Fields,
  port: number | undefined,
  reference: Reference,
  existence: Existence,
  around: Around,
): BackendTrouble[] {
  const found: BackendTrouble[] = []
  const { judges, context, kind, isDead } = around
  const { to, from } = reference
  const told = (check: BackendCheck, ...more: string[]) => toldBy(judges, (judge) => [reasonOf(judge, check), ...more])
  if (to.group !== '' || to.kind !== 'Service') {
    const refuser = judges.find((judge) => factOf(raw, reference, kind, judge, context)?.kind === 'unsupported')
    const off = judges.find((judge) => factOf(raw, reference, kind, judge, context)?.kind === 'disabled')
    const namesake = to.namespace === from.namespace && context.view.get('Service', to.namespace, to.name).state === 'found'
    if (isMadeUp(to) && (refuser || judges.every(({ choices }) => !choices))) {
      return [{ is: 'kind', because: 'made up', namesake, whole: isDead && reference.role === 'backend', ...told('kind') }]
    }
    if (refuser || off) {
      const by = (refuser ?? off)?.served.implementation
      return [{ is: 'kind', because: 'not taken', namesake, whole: false, ...(by && { by }), ...told(refuser ? 'kind' : 'disabled kind') }]
    }
    // Of the namespace of a policy GEP-4894 says nothing.
    const isBound = isRouteKind(kind) && to.group === EXPERIMENTAL_GROUP && to.kind === 'XBackend'
    if (isBound && to.namespace !== from.namespace) found.push({ is: 'namespace', ...UNTOLD })
    else if (existence === 'absent') found.push({ is: 'absent', ...told('existence') })
    return found
  }
  if (existence === 'absent') found.push({ is: 'absent', ...told('existence') })
  // Of what no grant is known to permit, nothing is told.
  const named = existence === 'found' ? serviceNamed(to.namespace, to.name, context) : undefined
  const service = named?.state === 'found' ? named.object : undefined
  if (port === undefined) {
    const whole = isDead && reference.role === 'backend'
    found.push({ is: 'port not given', offered: service ? portsOf(service) : [], whole, ...told('port given') })
  }
  if (service) ofService(service, port, rule, around, told, found)
  return found
}

function ofService(
  service: Service,
  port: number | undefined,
  rule: Fields,
  { kind, judges }: Around,
  told: (check: BackendCheck, ...more: string[]) => Told,
  found: BackendTrouble[],
): void {
  const wanted = kind === 'UDPRoute' ? 'UDP' : 'TCP'
  if (service.spec?.type === 'ExternalName') {
    found.push({ is: 'external name', host: text(service.spec.externalName) ?? '', ...told('external name') })
  } else if (port !== undefined) {
    let other: Fields | undefined
    let served: Fields | undefined
    for (const one of records(service.spec?.ports)) {
      if (one.port !== port) continue
      other ??= one
      if ((text(one.protocol) ?? 'TCP') === wanted) served ??= one
    }
    if (!other) found.push({ is: 'port', offered: portsOf(service), ...told('port', 'TranslationError') })
    else if (!served) found.push({ is: 'protocol', wanted, has: text(other.protocol) ?? 'TCP', offered: portsOf(service), ...told('port') })
    else ofAppProtocol(served, kind, judges, found)
  }
  if (isRecord(rule.sessionPersistence) && service.spec?.sessionAffinity === 'ClientIP') found.push({ is: 'affinity', ...UNTOLD })
}

// Protocols by their IANA names that are not spoken over HTTP.
const NOT_HTTP = ['amqp', 'dns', 'kafka', 'ldap', 'mongo', 'mongodb', 'mysql', 'postgres', 'postgresql', 'redis', 'sip', 'smtp', 'ssh']
const WEB_SOCKET = ['kubernetes.io/ws', 'kubernetes.io/wss']

function ofAppProtocol(served: Fields, kind: Around['kind'], judges: readonly Judge[], found: BackendTrouble[]): void {
  const appProtocol = text(served.appProtocol)
  if (appProtocol === undefined || (kind !== 'HTTPRoute' && kind !== 'GRPCRoute')) return
  if (NOT_HTTP.includes(appProtocol) || (kind === 'GRPCRoute' && WEB_SOCKET.includes(appProtocol))) {
    found.push({ is: 'app protocol', appProtocol, ...UNTOLD })
    return
  }
  const feature = kind === 'HTTPRoute' ? appProtocolFeature(appProtocol) : undefined
  const unable = feature === undefined ? undefined : judges.find(({ published }) => published?.has(feature) === false)
  if (feature !== undefined && unable) found.push({ is: 'app protocol', appProtocol, feature, by: unable.served.implementation, ...UNTOLD })
}

function portsOf(service: Service): ServicePort[] {
  return records(service.spec?.ports).flatMap(({ port, protocol }) => (typeof port === 'number' ? [{ port, protocol: text(protocol) ?? 'TCP' }] : []))
}

/** A group without a dot is Kubernetes' own or nobody's: no CRD can have it, and of those only Services are backends. */
export function isMadeUp({ group, kind }: { readonly group: string; readonly kind: string }): boolean {
  return !group.includes('.') && (group !== '' || kind !== 'Service')
}

function isDeadByItself(raw: Fields, judges: readonly Judge[]): boolean {
  const to = { group: text(raw.group) ?? '', kind: text(raw.kind) ?? 'Service' }
  if (!isMadeUp(to)) return to.group === '' && typeof raw.port !== 'number'
  return judges.every(({ choices }) => !choices?.backends.kinds.includes(`${to.group}/${to.kind}`))
}
