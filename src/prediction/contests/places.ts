import { intersection } from '../../gateway/hostname.ts'
import type { Route } from '../../gateway/objects.ts'
import { writtenHostnames } from '../../gateway/stakes.ts'
import type { Context } from '../status/context.ts'
import type { GatewayOutcome } from '../status/gateway-outcome.ts'
import type { ListenerOutcome } from '../status/listener-outcome.ts'
import { type ParentOutcome, routeOutcome } from '../status/route-outcome.ts'

/** Where a route is served: a listener, and for each hostname that the route writes there the one under which the listener serves it. */
export interface Place {
  readonly gateway: GatewayOutcome
  readonly listener: ListenerOutcome
  /** Position of the parentRef. */
  readonly parent: number
  /** `''`: the route writes none. For TCP and UDP as well. */
  readonly written: string
  readonly served: string
}

/** The places of a route whose controllers write status, as far as they do not refuse it. */
export function placesOf(route: Route, context: Context): Place[] {
  const isL4 = route.kind === 'TCPRoute' || route.kind === 'UDPRoute'
  const hostnames = isL4 ? [''] : writtenHostnames(route)
  const seen = new Set<string>()
  return takenBy(route, context).flatMap((parent) =>
    parent.attachments.flatMap(({ listener, hostnames: left }) =>
      hostnames.flatMap((written): Place[] => {
        const { facts, owner } = listener
        const served = isL4 ? '' : written === '' ? facts.hostname : intersection(facts.hostname, written)
        if (served === undefined || (!isL4 && !left.includes(served))) return []
        const key = `${owner.kind}/${owner.metadata.namespace}/${owner.metadata.name} ${facts.name} ${facts.port} ${written}`
        if (seen.has(key)) return []
        seen.add(key)
        return [{ gateway: parent.gateway, listener, parent: parent.index, written, served }]
      }),
    ),
  )
}

/** Whether another route is served on the same listener, under a hostname that passes. */
export function isServedAt(route: Route, { gateway, listener }: Place, passes: (hostnames: readonly string[]) => boolean, context: Context): boolean {
  return takenBy(route, context).some(
    (parent) => parent.gateway === gateway && parent.attachments.some((one) => one.listener === listener && passes(one.hostnames)),
  )
}

// Refused for the state of a listener that it fits all the same: the contest is there when the listener is.
const BY_LISTENER = ['NotAllowedByListeners', 'NoMatchingParent']

function takenBy(route: Route, context: Context): readonly ParentOutcome[] {
  return routeOutcome(route, context).parents.filter(({ conditions }) => {
    const accepted = conditions.get('Accepted')
    return accepted?.status !== 'False' || BY_LISTENER.includes(accepted.reason)
  })
}
