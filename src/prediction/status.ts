import type { Implementations } from '../gateway/implementation.ts'
import { isRouteKind, type Kind, ROUTE_KINDS } from '../gateway/kinds.ts'
import type { AnyObject, Gateway, GatewayClass, ListenerSet, Route } from '../gateway/objects.ts'
import type { Surroundings } from '../gateway/surroundings.ts'
import { type Context, contextOf, keyOf, type StatusView } from './status/context.ts'
import { classStatus, gatewayStatus, listenerSetStatus } from './status/owner-status.ts'
import { policyStatuses } from './status/policy-status.ts'
import { routeStatus } from './status/route-status.ts'
import type { ObjectStatus } from './status/written.ts'

export type { StatusView } from './status/context.ts'
export type { AncestorStatus, ListenerStatus, ObjectStatus, ParentStatus, StatusRef } from './status/written.ts'

/** Predicts statuses in a view that does not change meanwhile: what is found out for one object serves the others. */
export interface StatusReader {
  /** The status of an object as the view holds it; undefined where nobody writes one, or nobody known here. */
  of(kind: Kind, object: AnyObject): ObjectStatus | undefined
  /** The status of every object of the view that has one, kind by kind. Empty where the view cannot enumerate. */
  all(): Iterable<ObjectStatus>
}

const WITH_STATUS: readonly Kind[] = ['GatewayClass', 'Gateway', 'ListenerSet', ...ROUTE_KINDS, 'BackendTLSPolicy']

/**
 * What the controllers of a view would write, each by its own choices. Pure: nothing is read beside the view and `around`, and what is kept
 * is kept only here. Never throws on objects of unexpected shape.
 */
export function statusReader(view: StatusView, implementations: Implementations, around: Surroundings = {}): StatusReader {
  return readerIn(contextOf(view, implementations, around))
}

/** The same, for who looks at more in the same context. */
export function readerIn(context: Context): StatusReader {
  const { view } = context
  let policies: ReturnType<typeof policyStatuses> | undefined
  const of = (kind: Kind, object: AnyObject): ObjectStatus | undefined => {
    if (isRouteKind(kind)) return routeStatus(object as Route, context)
    if (kind === 'GatewayClass') return classStatus(object as GatewayClass, context)
    if (kind === 'Gateway') return gatewayStatus(object as Gateway, context)
    if (kind === 'ListenerSet') return listenerSetStatus(object as ListenerSet, context)
    if (kind !== 'BackendTLSPolicy') return undefined
    policies ??= policyStatuses(context)
    const ancestors = policies.get(keyOf(object))
    return ancestors && { kind, namespace: object.metadata.namespace ?? '', name: object.metadata.name, ancestors }
  }
  return {
    of,
    *all() {
      for (const kind of view.all ? WITH_STATUS : []) {
        for (const object of view.all?.(kind) ?? []) {
          const status = of(kind, object)
          if (status) yield status
        }
      }
    },
  }
}

/** The statuses of everything in a view. */
export function predictStatuses(view: StatusView, implementations: Implementations, around: Surroundings = {}): ObjectStatus[] {
  return [...statusReader(view, implementations, around).all()]
}
