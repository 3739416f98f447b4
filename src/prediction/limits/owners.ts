import type { Implementation } from '../../gateway/implementation.ts'
import { isLeaving } from '../../gateway/lifecycle.ts'
import type { ParametersLimit } from '../../gateway/limits.ts'
import type { Gateway, GatewayClass } from '../../gateway/objects.ts'
import type { ClusterView } from '../../gateway/ports.ts'
import { type Fields, isRecord, recordEntries, records, text } from '../../gateway/shape.ts'
import { isManaged, type ResolvedClass } from '../class.ts'
import type { Context } from '../status/context.ts'
import { type ProxyOffer, portsFor, proxyOffer } from '../status/proxy-offer.ts'
import { addressLimits } from './addresses.ts'
import { classAnnotations, gatewayAnnotations } from './annotations.ts'
import type { ClassLimitFact, GatewayLimitFact } from './fact.ts'
import { ignoredInGateway } from './ignored-fields.ts'
import { meshNameUnread } from './mesh.ts'
import { gatewayWithoutStatus } from './own-checks.ts'
import { classOff, provisionedLimits } from './provisioned.ts'

type Listeners = readonly [number, Fields][]

/** What of a Gateway its controller cannot do. Source: the `limits` and the mapped choices of each implementation. */
export function gatewayLimits(gateway: Gateway, { className, implementation, gatewayClass }: ResolvedClass, context: Context): GatewayLimitFact[] {
  const { view } = context
  const listeners = recordEntries(gateway.spec?.listeners).filter(
    ([, { port, protocol }]) => typeof port === 'number' && typeof protocol === 'string',
  )
  const infrastructure: unknown = gateway.spec?.infrastructure
  const raw = isRecord(infrastructure) ? infrastructure.parametersRef : undefined
  return [
    ...unread('spec.gatewayClassName', implementation),
    ...gatewayAnnotations(gateway, gatewayClass, implementation, view),
    ...listeners.flatMap(([listener, fields]) => listenerLimits(listener, fields, listeners, implementation)),
    ...portsNotOffered(gateway, gatewayClass, listeners, implementation, view),
    ...classOff(gateway, className, gatewayClass, implementation),
    ...provisionedLimits(gateway, className, implementation),
    ...addressLimits(gateway, implementation, view),
    ...parameters(raw, 'spec.infrastructure.parametersRef', implementation.limits?.gatewayParameters, implementation, true),
    ...gatewayWithoutStatus(gateway, implementation, context),
    ...ignoredInGateway(gateway, implementation),
    ...(implementation.listeners.judged ? meshNameUnread(gateway, implementation) : []),
  ]
}

/** What of a GatewayClass its controller cannot do. */
export function classLimits(gatewayClass: GatewayClass, implementation: Implementation, view: ClusterView): ClassLimitFact[] {
  return [
    ...unread('spec.controllerName', implementation),
    ...classAnnotations(gatewayClass, implementation),
    ...severalClasses(gatewayClass, implementation, view),
    ...parameters(gatewayClass.spec?.parametersRef, 'spec.parametersRef', implementation.limits?.classParameters, implementation, false),
  ]
}

function unread(path: string, implementation: Implementation): Extract<ClassLimitFact & GatewayLimitFact, { readonly limit: 'gateways unread' }>[] {
  const because = implementation.limits?.gatewaysUnread
  return because ? [{ limit: 'gateways unread', path, key: path, implementation, because }] : []
}

function listenerLimits(listener: number, fields: Fields, all: Listeners, implementation: Implementation): GatewayLimitFact[] {
  const { listenerTls, certificatesPerListener, listenersPerPort, protocols } = implementation.limits ?? {}
  const { tls, port } = fields
  const protocol = fields.protocol as string
  const path = `spec.listeners[${listener}]`
  const base = { listener, key: text(fields.name) ?? '', implementation }
  const found: GatewayLimitFact[] = []
  if (protocols && isCommon(protocol) && !protocols.includes(protocol)) {
    found.push({ limit: 'protocol', path: `${path}.protocol`, ...base, protocol, served: protocols })
  }
  const others = all.filter(([index, other]) => index < listener && other.port === port && other.protocol === protocol).map(([index]) => index)
  if (listenersPerPort && others.length > 0) found.push({ limit: 'shared port', path: `${path}.port`, ...base, others })
  if (!isRecord(tls) || tls.mode === 'Passthrough') return found
  if (listenerTls) return [...found, { limit: 'listener tls', path: `${path}.tls`, ...base, because: listenerTls }]
  const certificates = records(tls.certificateRefs).length
  if (certificatesPerListener && certificates > 1) {
    found.push({ limit: 'several certificates', path: `${path}.tls.certificateRefs`, ...base, certificates, because: certificatesPerListener })
  }
  return found
}

/** Of other protocols nobody but their own controllers knows. */
function isCommon(protocol: string): boolean {
  return ['HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP'].includes(protocol)
}

function portsNotOffered(
  gateway: Gateway,
  gatewayClass: GatewayClass | undefined,
  listeners: Listeners,
  implementation: Implementation,
  view: ClusterView,
): GatewayLimitFact[] {
  const { mapped, status } = implementation
  const choices = status?.listeners.mapped
  if (!mapped || !choices || isManaged(gatewayClass)) return []
  const offer = proxyOffer(gateway, choices.offered, mapped, view)
  if (!offer) return []
  const missing = listeners.filter(([, { protocol, port }]) => isLacking(protocol as string, port as number, offer))
  return missing.map(([listener, { protocol, name }]) => {
    const reason = portsFor(protocol as string, offer).length === 0 ? 'UnsupportedProtocol' : 'PortUnavailable'
    return {
      limit: 'port not offered',
      path: `spec.listeners[${listener}].port`,
      key: text(name) ?? '',
      implementation,
      listener,
      offered: Object.entries(offer.ports).flatMap(([of, ports]) => ports.map((port) => ({ port, protocol: of }))),
      services: offer.services.length > 0 ? offer.services : configuredServices(implementation),
      isConfigured: offer.services.length === 0,
      condition: choices.notOffered === 'Accepted' ? { type: 'Accepted', status: 'False', reason } : { type: 'Detached', status: 'True', reason },
    }
  })
}

function isLacking(protocol: string, port: number, offer: ProxyOffer): boolean {
  return isCommon(protocol) && !portsFor(protocol, offer).includes(port)
}

function configuredServices({ mapped }: Implementation): { namespace: string; name: string }[] {
  return (mapped?.services?.services ?? []).map((name) => {
    const [namespace = '', own = ''] = name.split('/')
    return { namespace, name: own }
  })
}

type Parameters = Extract<ClassLimitFact, { readonly limit: 'parameters' }>

function parameters(
  raw: unknown,
  path: string,
  because: ParametersLimit | undefined,
  implementation: Implementation,
  isLocal: boolean,
): Parameters[] {
  if (!because || !isRecord(raw)) return []
  const [group, kind] = [text(raw.group) ?? '', text(raw.kind) ?? '']
  const trouble = !because.kinds.includes(`${group}/${kind}`) ? 'kind' : !isLocal && text(raw.namespace) === undefined ? 'namespace' : undefined
  return trouble ? [{ limit: 'parameters', path, key: `${group}/${kind}`, implementation, group, kind, trouble, because }] : []
}

function severalClasses(gatewayClass: GatewayClass, implementation: Implementation, view: ClusterView): ClassLimitFact[] {
  const because = implementation.limits?.classesPerController
  const controllerName = text(gatewayClass.spec?.controllerName)
  if (!because || controllerName === undefined || isManaged(gatewayClass)) return []
  const all = view.classesOfController(controllerName)
  if (all.state === 'unknown') return []
  const others = all.items.filter((other) => other.metadata.name !== gatewayClass.metadata.name && !isLeaving(other) && !isManaged(other))
  const older = others.filter((other) => cameFirst(other, gatewayClass))
  const oldest = older.length === 0 ? undefined : older.reduce((a, b) => (cameFirst(b, a) ? b : a))
  if (!oldest) return []
  const { name } = oldest.metadata
  return [{ limit: 'several classes', path: 'spec.controllerName', key: controllerName, implementation, other: name, because }]
}

/** By age, then by name; what has no timestamp yet is the newest. */
function cameFirst(a: GatewayClass, b: GatewayClass): boolean {
  const when = ({ metadata }: GatewayClass) => {
    const time = Date.parse(text(metadata.creationTimestamp) ?? '')
    return Number.isNaN(time) ? Number.POSITIVE_INFINITY : time
  }
  const [first, second] = [when(a), when(b)]
  return first === second ? a.metadata.name < b.metadata.name : first < second
}
