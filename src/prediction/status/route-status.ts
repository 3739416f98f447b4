import { GATEWAY_GROUP } from '../../gateway/kinds.ts'
import type { Route } from '../../gateway/objects.ts'
import type { Condition } from '../prediction.ts'
import { type Context, keyOf } from './context.ts'
import { listenerSubject } from './narrowing.ts'
import { type ParentOutcome, routeOutcome, statusEntries } from './route-outcome.ts'
import { told } from './tell.ts'
import { trafficOf } from './traffic.ts'
import type { ObjectStatus, ParentStatus } from './written.ts'

export function routeStatus(route: Route, context: Context): ObjectStatus | undefined {
  const entries = statusEntries(routeOutcome(route, context))
  if (entries.length === 0) return undefined
  const parents = entries.map(({ first, last }): ParentStatus => {
    const { kind, namespace, name, sectionName, port } = first.ref
    return {
      parentRef: {
        group: GATEWAY_GROUP,
        kind,
        namespace,
        name,
        ...(sectionName !== undefined && { sectionName }),
        ...(port !== undefined && { port }),
      },
      controllerName: first.gateway.served.controllerName,
      conditions: [...last.conditions.list(), ...overlap(route, last, context)],
    }
  })
  return { kind: route.kind, namespace: route.metadata.namespace ?? '', name: route.metadata.name, parents }
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
