import type { Implementation } from '../../gateway/implementation.ts'
import type { Limit } from '../../gateway/limits.ts'
import type { Gateway } from '../../gateway/objects.ts'
import type { GatewayOwnCheck, OwnFault, RouteOwnCheck } from '../../gateway/own-checks.ts'
import type { ObjectName } from '../../gateway/ports.ts'
import type { Context } from '../status/context.ts'
import { gatewayOutcome } from '../status/gateway-outcome.ts'
import { gatewayOwnFaults } from '../status/gateway-own-checks.ts'
import type { RouteOutcome } from '../status/parent-outcome.ts'
import type { GatewayLimitFact, RouteLimitFact } from './fact.ts'

/**
 * What in a Gateway keeps its controller from writing any status of it; that its class is refused is said elsewhere. Source:
 * `status/gateway-own-checks.ts`.
 */
export function gatewayWithoutStatus(gateway: Gateway, implementation: Implementation, context: Context): GatewayLimitFact[] {
  return faultsOf({ namespace: gateway.metadata.namespace ?? '', name: gateway.metadata.name }, context).map(({ check, path, key }) => {
    const listener = Number(/\[(\d+)\]/.exec(path)?.[1])
    return { limit: 'own check', path, key: `${check} ${key}`, implementation, check, listener, because: becauseOf(check, implementation) }
  })
}

/** What in a route keeps a controller from writing any status of it, and which of its Gateways get none. */
export function routeWithoutStatus({ parents, serviceParents, ownFaults }: RouteOutcome, context: Context): RouteLimitFact[] {
  const served = new Map(
    [...parents.map(({ gateway }) => gateway.served), ...serviceParents.map((one) => one.served)].map((one) => [one.controllerName, one]),
  )
  const own = [...ownFaults].flatMap(([controllerName, faults]) => {
    const implementation = served.get(controllerName)?.implementation
    return implementation ? faults.filter(({ check }) => check !== 'name fits').map((fault) => factOf(fault, implementation, parents)) : []
  })
  const dead = parents.flatMap(({ index, ref, gateway, conditions }): RouteLimitFact[] => {
    const { implementation } = gateway.served
    const parent = { namespace: gateway.gateway.metadata.namespace ?? '', name: gateway.gateway.metadata.name }
    const [fault] = conditions.is('Accepted', 'True') ? faultsOf(parent, context) : []
    if (!fault) return []
    const check = fault.check as GatewayOwnCheck
    const key = `${parent.namespace}/${parent.name}/${ref.sectionName ?? ''}:${ref.port ?? ''}`
    const because = becauseOf(check, implementation)
    return [{ limit: 'parent without status', path: `spec.parentRefs[${index}]`, key, implementation, parent, check, because }]
  })
  return [...own, ...dead]
}

function factOf({ check, path, key }: OwnFault, implementation: Implementation, parents: RouteOutcome['parents']): RouteLimitFact {
  const parent = check === 'selector readable' ? parents.find(({ index }) => path === `spec.parentRefs[${index}]`)?.gateway.gateway : undefined
  return {
    limit: 'own check',
    ...{ path, key: `${check} ${key}`, implementation, check, because: becauseOf(check, implementation) },
    ...(parent && { parent: { namespace: parent.metadata.namespace ?? '', name: parent.metadata.name } }),
  }
}

function faultsOf(name: ObjectName, context: Context): readonly OwnFault[] {
  const outcome = gatewayOutcome(name, context)
  return outcome ? gatewayOwnFaults(outcome, context).filter(({ check }) => check !== 'class accepted') : []
}

function becauseOf(check: GatewayOwnCheck | RouteOwnCheck, { limits }: Implementation): Limit {
  return (check === 'secret in reach' ? limits?.secretNamespaces : undefined) ?? {}
}
