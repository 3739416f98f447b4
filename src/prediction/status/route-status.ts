import type { Route } from '../../gateway/objects.ts'
import type { ParentRef } from '../../gateway/parents.ts'
import type { Condition } from '../condition.ts'
import { type Context, keyOf } from './context.ts'
import { listenerSubject } from './narrowing.ts'
import { type ParentOutcome, type RouteOutcome, routeOutcome, statusEntries } from './route-outcome.ts'
import { told } from './tell.ts'
import { trafficOf } from './traffic.ts'
import type { ObjectStatus, ParentStatus, StatusRef } from './written.ts'

export function routeStatus(route: Route, context: Context): ObjectStatus | undefined {
  const outcome = routeOutcome(route, context)
  const parents = [...gatewayParents(outcome, context), ...meshParents(outcome)]
  if (parents.length === 0) return undefined
  return { kind: route.kind, namespace: route.metadata.namespace ?? '', name: route.metadata.name, parents }
}

function gatewayParents(outcome: RouteOutcome, context: Context): ParentStatus[] {
  return statusEntries(outcome).map(({ first, last }) => ({
    parentRef: written(first.ref),
    controllerName: first.gateway.served.controllerName,
    conditions: [...last.conditions.list(), ...overlap(outcome.route, last, context)],
  }))
}

function meshParents({ serviceParents }: RouteOutcome): ParentStatus[] {
  return serviceParents
    .filter(({ isWritten }) => isWritten)
    .map(({ ref, served, conditions }) => ({ parentRef: written(ref), controllerName: served.controllerName, conditions: conditions.list() }))
}

function written({ group, kind, namespace, name, sectionName, port }: ParentRef): StatusRef {
  return { group, kind, namespace, name, ...(sectionName !== undefined && { sectionName }), ...(port !== undefined && { port }) }
}

function overlap(route: Route, { allowed, gateway, conditions }: ParentOutcome, context: Context): Condition[] {
  if (!gateway.served.choices.routes.overlapCondition) return []
  const { overlapping } = trafficOf(gateway, context)
  const overlaps = allowed.filter((listener) => overlapping.get(listener)?.has(keyOf(route)))
  if (overlaps.length === 0) return []
  const { tell } = conditions
  for (const listener of tell ? overlaps : []) {
    tell?.({ on: ['RouteRulesOverlap'], subject: listenerSubject(listener), check: 'overlap', asked: 'routes', ok: false })
  }
  return told([{ type: 'RouteRulesOverlap', status: 'True', reason: 'RouteRulesOverlap' }], tell)
}
