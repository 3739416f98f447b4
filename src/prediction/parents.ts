import { servedHostnames } from '../gateway/hostname.ts'
import { GATEWAY_GROUP } from '../gateway/kinds.ts'
import type { Route } from '../gateway/objects.ts'
import { isKnownParentKind, type ParentRef, parentRefOf, type RawParentRef } from '../gateway/parents.ts'
import { recordEntries, records, text } from '../gateway/shape.ts'
import { resolveClass } from './class.ts'
import type { Obstacle, ParentFact, ParentListener } from './prediction.ts'
import type { Context } from './status/context.ts'
import { type GatewayOutcome, gatewayOutcome } from './status/gateway-outcome.ts'
import type { ListenerOutcome } from './status/listener-outcome.ts'
import { takesNamespace } from './status/namespaces.ts'
import { gatewayOfListenerSet, routeOutcome } from './status/route-outcome.ts'

/**
 * What is the case with each parentRef of a route, by the steps of the specification (gateway-api.md 2.5), whatever order its controller
 * takes. A parent of a controller that nobody here knows is nobody's business; one that is not there may yet come.
 */
export function parentFacts(route: Route, context: Context): ParentFact[] {
  const namespace = route.metadata.namespace ?? ''
  return recordEntries(route.spec?.parentRefs).map(([index, raw]) => {
    const parentRef = parentRefOf(raw as unknown as RawParentRef, namespace)
    return {
      index,
      path: `spec.parentRefs[${index}]`,
      parentRef,
      ...standingOf(route, parentRef, context),
      conditions: conditionsOf(route, index, context),
    }
  })
}

type Standing = Pick<ParentFact, 'standing' | 'implementation' | 'obstacle'>

function standingOf(route: Route, ref: ParentRef, context: Context): Standing {
  if (!isKnownParentKind(ref)) return { standing: 'unclaimed', obstacle: { at: 'parent kind' } }
  if (ref.group === '' && ref.kind === 'Service') return serviceStanding(ref, context)
  if (ref.group !== GATEWAY_GROUP || (ref.kind !== 'Gateway' && ref.kind !== 'ListenerSet')) return { standing: 'foreign' }
  const { namespace, name } = ref
  const parent = context.view.get(ref.kind, namespace, name)
  if (parent.state === 'unknown') return { standing: 'unknown' }
  if (parent.state === 'absent') return { standing: 'unclaimed', obstacle: { at: 'existence', kind: ref.kind, namespace, name } }
  if (parent.object.kind === 'Gateway') return gatewayStanding(route, ref, ref, context)
  const raw = records([parent.object.spec?.parentRef])[0]
  const of = raw && parentRefOf(raw as unknown as RawParentRef, namespace)
  if (of?.group !== GATEWAY_GROUP || of.kind !== 'Gateway') return { standing: 'foreign' }
  const gateway = context.view.get('Gateway', of.namespace, of.name)
  if (gateway.state === 'unknown') return { standing: 'unknown' }
  const { kind, namespace: at, name: called } = of
  if (gateway.state === 'absent') return { standing: 'unclaimed', obstacle: { at: 'existence', kind, namespace: at, name: called } }
  return gatewayStanding(route, ref, of, context)
}

function serviceStanding({ namespace, name, port }: ParentRef, { view }: Context): Standing {
  const found = view.get('Service', namespace, name)
  if (found.state === 'absent') return { standing: 'unclaimed', obstacle: { at: 'existence', kind: 'Service', namespace, name } }
  if (found.state === 'unknown' || port === undefined) return { standing: 'foreign' }
  const ports = records(found.object.spec?.ports).map((one) => one.port)
  if (ports.includes(port)) return { standing: 'foreign' }
  return { standing: 'foreign', obstacle: { at: 'service port', port, offered: ports.filter((one) => typeof one === 'number') } }
}

/** What of a Gateway known to be there; `ref` names it, or a ListenerSet that names it. */
function gatewayStanding(route: Route, ref: ParentRef, gatewayRef: ParentRef, context: Context): Standing {
  const gateway = context.view.get('Gateway', gatewayRef.namespace, gatewayRef.name)
  if (gateway.state !== 'found') return { standing: 'unknown' }
  const className = text(gateway.object.spec?.gatewayClassName) ?? ''
  const served = resolveClass(className, context.view, context.implementations)
  if (!served) {
    const found = context.view.get('GatewayClass', undefined, className)
    if (found.state === 'absent') return { standing: 'unclaimed', obstacle: { at: 'class', className, state: 'absent' } }
    return { standing: found.state === 'unknown' ? 'unknown' : 'foreign' }
  }
  const { implementation } = served
  const obstacle = obstacleAt(route, ref, gatewayRef, context)
  return { standing: 'judged', implementation, ...(obstacle && { obstacle }) }
}

function obstacleAt(route: Route, ref: ParentRef, gatewayRef: ParentRef, context: Context): Obstacle | undefined {
  const served = resolveClass(classNameOf(gatewayRef, context), context.view, context.implementations)
  if (!served?.implementation.routeKinds.includes(route.kind)) return { at: 'route kind not read' }
  if (ref.kind === 'ListenerSet' && !served.implementation.listenerSets) return { at: 'listener set', because: 'not read' }
  // Who writes no status here yet: what it would do with the listeners is not known either.
  if (!served.implementation.status) return undefined
  const outcome = ref.kind === 'Gateway' ? gatewayOutcome(ref, context) : outcomeOfSet(ref, context)
  if (!outcome) return { at: 'class', className: classNameOf(gatewayRef, context), state: 'refused' }
  if (outcome.refused) return { at: 'gateway', reason: outcome.refused }
  const set = outcome.sets.find(({ set: { metadata } }) => metadata.name === ref.name && metadata.namespace === ref.namespace)
  if (ref.kind === 'ListenerSet' && !set?.isAllowed) return { at: 'listener set', because: 'NotAllowed' }
  return listenerObstacle(route, ref, outcome, context)
}

function classNameOf({ namespace, name }: ParentRef, { view }: Context): string {
  const gateway = view.get('Gateway', namespace, name)
  return gateway.state === 'found' ? (text(gateway.object.spec?.gatewayClassName) ?? '') : ''
}

function outcomeOfSet({ namespace, name }: ParentRef, context: Context): GatewayOutcome | undefined {
  const set = context.view.get('ListenerSet', namespace, name)
  return set.state === 'found' ? gatewayOfListenerSet(set.object, context) : undefined
}

function listenerObstacle(route: Route, ref: ParentRef, { listeners }: GatewayOutcome, context: Context): Obstacle | undefined {
  const own = listeners.filter(
    ({ owner }) => owner.kind === ref.kind && owner.metadata.name === ref.name && (owner.metadata.namespace ?? '') === ref.namespace,
  )
  const named = own.filter(({ facts }) => ref.sectionName === undefined || facts.name === ref.sectionName)
  if (named.length === 0) return { at: 'section', listeners: own.map(words) }
  const onPort = named.filter(({ facts }) => ref.port === undefined || facts.port === ref.port)
  if (onPort.length === 0) return { at: 'port', listeners: named.map(words) }
  const ofKind = onPort.filter(({ facts }) => facts.supportedKinds.includes(route.kind))
  if (ofKind.length === 0) return { at: 'route kind', listeners: onPort.map(words) }
  const allowed = ofKind.filter((listener) => takesNamespace(listener, route.metadata.namespace ?? '', context))
  if (allowed.length === 0) return { at: 'namespace', listeners: ofKind.map(words) }
  const hostnames = hostnamesOf(route)
  if (hostnames.length === 0) return undefined
  return allowed.some(({ facts }) => servedHostnames(facts.hostname, hostnames).length > 0)
    ? undefined
    : { at: 'hostname', listeners: allowed.map(words) }
}

function hostnamesOf(route: Route): string[] {
  if (route.kind === 'TCPRoute' || route.kind === 'UDPRoute') return []
  const own = (route.spec as { hostnames?: unknown } | undefined)?.hostnames
  return Array.isArray(own) ? own.filter((one) => typeof one === 'string') : []
}

function words({ facts }: ListenerOutcome): ParentListener {
  const { name, port, protocol, hostname, supportedKinds, from } = facts
  return { name, port, protocol, hostname, kinds: supportedKinds, from }
}

function conditionsOf(route: Route, index: number, context: Context): ParentFact['conditions'] {
  const mine = routeOutcome(route, context).parents.find((parent) => parent.index === index)
  return mine?.conditions.list() ?? []
}
