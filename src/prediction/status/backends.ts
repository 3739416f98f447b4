import type { GrantState } from '../../gateway/grants.ts'
import { kindFacts, type RouteKind } from '../../gateway/kinds.ts'
import type { BackendTLSPolicy, Service } from '../../gateway/objects.ts'
import type { Reference } from '../../gateway/references.ts'
import type { BackendCheck } from '../../gateway/route-choices.ts'
import { type Fields, isRecord, records, text } from '../../gateway/shape.ts'
import type { StatusChoices } from '../../gateway/status-choices.ts'
import { type CaFault, caFact, caFault } from './ca-facts.ts'
import { type Context, type Existence, existenceOf, type Served, serviceNamed } from './context.ts'
import { extensionFault, hasUsableHeaders } from './filters.ts'
import { effectiveGrant, isLoadedService } from './loaded.ts'
import { policyFor } from './policies.ts'
import { type BackendListener, caSteps, tellBackendCheck } from './reference-steps.ts'
import { classPart, tellerOf } from './tell.ts'

/** What is the case with one backend of a route, whatever its controller looks at and in which order. */
export interface BackendFact {
  readonly path: string
  readonly reference: Reference
  readonly kind: 'supported' | 'unsupported' | 'disabled'
  readonly grant: GrantState
  readonly existence: Existence
  readonly isExternalName: boolean
  /** The port of a Service, in the protocol that the route needs. */
  readonly port: 'found' | 'missing' | 'not given' | 'unknown'
  /** The Service has the port, though not in that protocol. */
  readonly isOtherProtocol?: boolean
  readonly appProtocol?: string
  readonly filters: 'supported' | 'unsupported' | 'unusable'
  readonly weight: number
  /** The BackendTLSPolicy that the controller applies to the backend, and what is wrong with its certificates. */
  readonly policy?: BackendTLSPolicy
  readonly policyFault?: CaFault
}

export interface BackendPlace {
  readonly routeKind: RouteKind
  readonly namespace: string
  readonly path: string
  readonly role: 'backend' | 'mirror'
}

export function backendFact(raw: Fields, place: BackendPlace, served: Served, context: Context): BackendFact {
  const { choices } = served
  const { routeKind, namespace, path, role } = place
  const to = {
    group: text(raw.group) ?? '',
    kind: text(raw.kind) ?? 'Service',
    namespace: text(raw.namespace) ?? namespace,
    name: text(raw.name) ?? '',
  }
  const reference: Reference = { role, path, from: { group: kindFacts(routeKind).group, kind: routeKind, namespace }, to }
  const isService = to.kind === 'Service' || choices.backends.foundAsService?.includes(`${to.group}/${to.kind}`) === true
  const isHostname = `${to.group}/${to.kind}` === choices.backends.hostnames
  const found = isService ? serviceNamed(to.namespace, to.name, context) : undefined
  const service = found?.state === 'found' ? found.object : undefined
  const isOfCluster = choices.backends.clusterScoped?.includes(`${to.group}/${to.kind}`) === true
  const loaded = !isService || isLoadedService(reference, served, context)
  const port = typeof raw.port === 'number' ? raw.port : undefined
  const servedPort = service && port !== undefined ? portOf(service, port, routeKind === 'UDPRoute' ? 'UDP' : 'TCP') : undefined
  const policy = service && port !== undefined && choices.backends.policiesApplied !== false ? policyFor(service, port, context) : undefined
  const appProtocol = text(servedPort?.appProtocol)
  const fault = policy && policyFault(policy, served, context)
  return {
    path,
    reference,
    kind: !choices.backends.kinds.includes(`${to.group}/${to.kind}`)
      ? 'unsupported'
      : choices.backends.disabledKinds.includes(to.kind)
        ? 'disabled'
        : 'supported',
    grant: effectiveGrant(reference, served, context),
    existence: !loaded
      ? 'absent'
      : isHostname
        ? hostnameExistence(to.name, context)
        : existenceOf(isService ? '' : to.group, isService ? 'Service' : to.kind, isOfCluster ? undefined : to.namespace, to.name, context),
    isExternalName: service?.spec?.type === 'ExternalName',
    port: port === undefined ? 'not given' : service ? (servedPort ? 'found' : 'missing') : 'unknown',
    filters: filtersOf(raw.filters, routeKind, namespace, choices, context),
    weight: typeof raw.weight === 'number' ? raw.weight : 1,
    ...(service && port !== undefined && !servedPort && records(service.spec?.ports).some((one) => one.port === port) && { isOtherProtocol: true }),
    ...(appProtocol !== undefined && { appProtocol }),
    ...(policy && { policy }),
    ...(fault && { policyFault: fault }),
  }
}

function hostnameExistence(hostname: string, { view }: Context): Existence {
  const [, name, namespace] = /^([^.]+)\.([^.]+)\.svc(?:\.|$)/.exec(hostname) ?? []
  return name === undefined || namespace === undefined ? 'unknown' : view.get('Service', namespace, name).state
}

function portOf(service: Service, port: number, protocol: 'TCP' | 'UDP'): Fields | undefined {
  return records(service.spec?.ports).find((one) => one.port === port && (one.protocol ?? 'TCP') === protocol)
}

function filtersOf(raw: unknown, routeKind: RouteKind, namespace: string, choices: StatusChoices, context: Context): BackendFact['filters'] {
  let unusable = false
  for (const filter of records(raw)) {
    const state = backendFilter(filter, routeKind, namespace, choices, context)
    if (state === 'unsupported') return state
    unusable ||= state === 'unusable'
  }
  return unusable ? 'unusable' : 'supported'
}

/** What a controller makes of one filter of a backend. Source: validate.go:94 of Envoy Gateway. */
export function backendFilter(
  filter: Fields,
  routeKind: RouteKind,
  namespace: string,
  { backends, routes }: StatusChoices,
  context: Context,
): BackendFact['filters'] {
  const allowed = backends.filters[routeKind]
  const type = text(filter.type) ?? ''
  if (!allowed) return 'supported'
  if (!allowed.includes(type)) return 'unsupported'
  if (!routes.ruleFaults) return 'supported'
  if (type === 'URLRewrite' && isRecord(filter.urlRewrite) && filter.urlRewrite.path !== undefined) return 'unsupported'
  const extension = type === 'ExtensionRef' ? extensionFault(filter.extensionRef, namespace, routes, context) : undefined
  if (extension === 'unknown kind') return 'unsupported'
  return extension === 'absent' || !hasUsableHeaders(filter) ? 'unusable' : 'supported'
}

/** Why a policy's certificates are of no use. System certificates always are. */
export function policyFault(policy: BackendTLSPolicy, served: Served, context: Context): CaFault | undefined {
  const raw: unknown = policy.spec?.validation
  const validation = isRecord(raw) ? raw : {}
  if (validation.wellKnownCACertificates === 'System') return undefined
  const { ca } = served.choices.policies
  const owner = { kind: 'BackendTLSPolicy' as const, namespace: policy.metadata.namespace ?? '' }
  const refs = records(validation.caCertificateRefs)
  const facts = refs.map((raw) => caFact(raw, owner, ca, served, context))
  const fault = caFault(facts, ca)
  caSteps(tellerOf(policy, classPart(served.controllerName), context), {
    path: 'spec.validation.caCertificateRefs',
    refs,
    facts,
    fault,
    on: ['ResolvedRefs', 'Accepted'],
  })
  return fault
}

const FAILS: Readonly<Record<BackendCheck, (fact: BackendFact) => boolean>> = {
  filters: ({ filters }) => filters === 'unsupported',
  kind: ({ kind }) => kind === 'unsupported',
  grant: ({ grant }) => grant === 'missing',
  'dotted name': ({ reference }) => reference.to.kind === 'Service' && reference.to.name.includes('.'),
  'port given': ({ port, kind }) => port === 'not given' && kind !== 'disabled',
  'disabled kind': ({ kind }) => kind === 'disabled',
  existence: ({ existence }) => existence === 'absent',
  'external name': ({ isExternalName }) => isExternalName,
  port: ({ port }) => port === 'missing',
  policy: ({ policyFault, weight }) => policyFault !== undefined && weight !== 0,
  'filter values': ({ filters, weight }) => filters === 'unusable' && weight !== 0,
}

/** The reason that the first failing check gives, or undefined where the backend is in order. */
export function backendReason(fact: BackendFact, { backends }: StatusChoices, heard?: BackendListener): string | undefined {
  return backends.checks.find(({ check }) => {
    const fails = FAILS[check](fact)
    if (heard) tellBackendCheck(heard, check, fact, fails)
    return fails
  })?.reason
}

/** The policy that counts as used by a backend: the checks before it have passed, and the backend gets traffic. */
export function usedPolicy(fact: BackendFact, { backends }: StatusChoices): BackendTLSPolicy | undefined {
  if (!fact.policy || fact.weight === 0) return undefined
  const at = backends.checks.findIndex(({ check }) => check === 'policy')
  const earlier = at < 0 ? backends.checks : backends.checks.slice(0, at)
  return earlier.some(({ check }) => FAILS[check](fact)) ? undefined : fact.policy
}
