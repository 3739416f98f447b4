import { appProtocolFeature } from '../gateway/features.ts'
import { grantFor } from '../gateway/grants.ts'
import { EXPERIMENTAL_GROUP, kindFacts, type RouteKind } from '../gateway/kinds.ts'
import type { Route, Service } from '../gateway/objects.ts'
import { backendsOfRule, type Reference, referenceOf, type WrittenBackend } from '../gateway/references.ts'
import type { BackendCheck } from '../gateway/route-choices.ts'
import { type Fields, isRecord, recordEntries, records, text } from '../gateway/shape.ts'
import { type Judge, type Told, toldBy } from './judges.ts'
import type { BackendTrouble, BackendUse, ServicePort } from './rule-facts.ts'
import { backendFact } from './status/backends.ts'
import { type Context, type Existence, existenceOf } from './status/context.ts'

/**
 * What is the case with each backend that a route names, mirrors and external authorization included: once for each reference, whatever the
 * number of parents. Source: gateway-api.md 2.8 and 2.12 (P-SP), gateway-api-1.7.md 6 (B-XB).
 */
export function backendUses(kind: RouteKind, route: Route, judges: readonly Judge[], context: Context): BackendUse[] {
  const from = { group: kindFacts(kind).group, kind, namespace: route.metadata.namespace ?? '' }
  const rules = recordEntries(route.spec?.rules)
  const written = rules.flatMap(([index, rule]) => [...backendsOfRule(rule, `spec.rules[${index}]`)].map((one) => ({ ...one, rule })))
  const isDead = rules.every(([, rule]) => {
    const backends = records(rule.backendRefs)
    return backends.length > 0 && backends.every((raw) => isDeadByItself(raw, judges))
  })
  return written.flatMap(({ rule, ...one }) => {
    const reference = referenceOf(one.role, one.path, one.raw, from, 'Service')
    if (!reference || !isRecord(one.raw)) return []
    return [useOf(one, one.raw, rule, reference, { kind, judges, context, isDead })]
  })
}

// Nobody is known to tell it, nor not to.
const UNTOLD: Told = { isSilent: false }

function reasonOf({ choices }: Judge, check: BackendCheck): string | undefined {
  return choices?.backends.checks.find((one) => one.check === check)?.reason
}

interface Around {
  readonly kind: RouteKind
  readonly judges: readonly Judge[]
  readonly context: Context
  /** Every backend of every rule is dead whatever else there is. */
  readonly isDead: boolean
}

function useOf({ role }: WrittenBackend, raw: Fields, rule: Fields, reference: Reference, around: Around): BackendUse {
  const { context } = around
  const port = typeof raw.port === 'number' ? raw.port : undefined
  const total = records(rule.backendRefs).reduce((sum, one) => sum + weightOf(one), 0)
  const grant = grantFor(reference, context.view)
  const isTold = grant === 'not needed' || grant === 'permitted'
  const existence = isTold ? existenceFor(raw, reference, around) : 'unknown'
  return {
    role,
    reference,
    ...(port !== undefined && { port }),
    ...(role === 'backend' && { share: { weight: weightOf(raw), of: total } }),
    grant,
    existence,
    troubles: grant === 'missing' ? [] : [...troublesOf(raw, rule, port, reference, existence, around)],
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

function factOf(raw: Fields, { path, role, from }: Reference, routeKind: RouteKind, { served, choices }: Judge, context: Context) {
  if (!choices) return undefined
  const place = { routeKind, namespace: from.namespace, path, role: role === 'mirror' ? role : 'backend' } as const
  return backendFact(raw, place, { ...served, choices }, context)
}

function* troublesOf(
  raw: Fields,
  rule: Fields,
  port: number | undefined,
  reference: Reference,
  existence: Existence,
  around: Around,
): Iterable<BackendTrouble> {
  const { judges, context, kind, isDead } = around
  const { to, from } = reference
  const told = (check: BackendCheck, ...more: string[]) => toldBy(judges, (judge) => [reasonOf(judge, check), ...more])
  if (to.group !== '' || to.kind !== 'Service') {
    const refuser = judges.find((judge) => factOf(raw, reference, kind, judge, context)?.kind === 'unsupported')
    const off = judges.find((judge) => factOf(raw, reference, kind, judge, context)?.kind === 'disabled')
    const namesake = to.namespace === from.namespace && context.view.get('Service', to.namespace, to.name).state === 'found'
    if (isMadeUp(to) && (refuser || judges.every(({ choices }) => !choices))) {
      yield { is: 'kind', because: 'made up', namesake, whole: isDead && reference.role === 'backend', ...told('kind') }
      return
    }
    if (refuser || off) {
      const by = (refuser ?? off)?.served.implementation
      yield { is: 'kind', because: 'not taken', namesake, whole: false, ...(by && { by }), ...told(refuser ? 'kind' : 'disabled kind') }
      return
    }
    if (to.group === EXPERIMENTAL_GROUP && to.kind === 'XBackend' && to.namespace !== from.namespace) yield { is: 'namespace', ...UNTOLD }
    else if (existence === 'absent') yield { is: 'absent', ...told('existence') }
    return
  }
  if (existence === 'absent') yield { is: 'absent', ...told('existence') }
  // Of what no grant is known to permit, nothing is told.
  const found = existence === 'found' ? context.view.get('Service', to.namespace, to.name) : undefined
  const service = found?.state === 'found' ? found.object : undefined
  if (port === undefined)
    yield { is: 'port not given', offered: service ? portsOf(service) : [], whole: isDead && reference.role === 'backend', ...told('port given') }
  if (service) yield* ofService(service, port, rule, around, told)
}

function* ofService(
  service: Service,
  port: number | undefined,
  rule: Fields,
  { kind, judges }: Around,
  told: (check: BackendCheck, ...more: string[]) => Told,
): Iterable<BackendTrouble> {
  const offered = portsOf(service)
  const wanted = kind === 'UDPRoute' ? 'UDP' : 'TCP'
  if (service.spec?.type === 'ExternalName') {
    yield { is: 'external name', host: text(service.spec.externalName) ?? '', ...told('external name') }
  } else if (port !== undefined) {
    const here = offered.filter((one) => one.port === port)
    const [other] = here
    if (!other) yield { is: 'port', offered, ...told('port', 'TranslationError') }
    else if (!here.some(({ protocol }) => protocol === wanted)) yield { is: 'protocol', wanted, has: other.protocol, offered, ...told('port') }
    else yield* ofAppProtocol(service, port, wanted, kind, judges)
  }
  if (isRecord(rule.sessionPersistence) && service.spec?.sessionAffinity === 'ClientIP') yield { is: 'affinity', ...UNTOLD }
}

// Protocols by their IANA names that are not spoken over HTTP.
const NOT_HTTP = ['amqp', 'dns', 'kafka', 'ldap', 'mongo', 'mongodb', 'mysql', 'postgres', 'postgresql', 'redis', 'sip', 'smtp', 'ssh']
const WEB_SOCKET = ['kubernetes.io/ws', 'kubernetes.io/wss']

function* ofAppProtocol(service: Service, port: number, wanted: string, kind: RouteKind, judges: readonly Judge[]): Iterable<BackendTrouble> {
  const served = records(service.spec?.ports).find((one) => one.port === port && (one.protocol ?? 'TCP') === wanted)
  const appProtocol = text(served?.appProtocol)
  if (appProtocol === undefined || (kind !== 'HTTPRoute' && kind !== 'GRPCRoute')) return
  if (NOT_HTTP.includes(appProtocol) || (kind === 'GRPCRoute' && WEB_SOCKET.includes(appProtocol))) {
    yield { is: 'app protocol', appProtocol, ...UNTOLD }
    return
  }
  const feature = kind === 'HTTPRoute' ? appProtocolFeature(appProtocol) : undefined
  const unable = feature === undefined ? undefined : judges.find(({ published }) => published?.has(feature) === false)
  if (feature !== undefined && unable) yield { is: 'app protocol', appProtocol, feature, by: unable.served.implementation, ...UNTOLD }
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
