import { type ConflictReason, loseToEarlier } from './conflicts.ts'
import type { ListenerOutcome } from './listener-outcome.ts'
import { tellTwin } from './owner-steps.ts'

/**
 * What comes of it where a controller takes a Gateway and a ListenerSet of one namespace and name for one: who loses makes the listener of that name
 * in the other lose, and of two that are left only that of the ListenerSet can be a parent. Source: ConflictsForGateway and Gateway.ResourceName in
 * pilot/pkg/config/kube of Istio 1.31.0-rc.0.
 */
export function mixUpOwners(listeners: readonly ListenerOutcome[]): void {
  for (const all of twins(listeners)) {
    const lost = all.findLast(({ conditions }) => conditions.is('Conflicted', 'True'))?.conditions.get('Conflicted')
    for (const listener of lost ? all : []) {
      tellTwin(listener, all, lost?.reason as ConflictReason)
      loseToEarlier(listener, lost?.reason as ConflictReason)
    }
    const hides = all.some(({ owner, isParent }) => owner.kind === 'ListenerSet' && isParent)
    for (const listener of all) if (hides && listener.owner.kind === 'Gateway') listener.isParent = false
  }
}

/** Of two listeners that are taken for one, one at most has routes, and both count them. */
export function shareCounts(listeners: readonly ListenerOutcome[], attached: Map<ListenerOutcome, number>): void {
  for (const all of twins(listeners)) {
    const count = Math.max(...all.map((listener) => attached.get(listener) ?? 0))
    for (const listener of all) attached.set(listener, count)
  }
}

/** Listeners of one name whose owners are of one namespace and name. */
function twins(listeners: readonly ListenerOutcome[]): (readonly ListenerOutcome[])[] {
  const byName = new Map<string, ListenerOutcome[]>()
  for (const listener of listeners) {
    const { owner, facts } = listener
    const key = `${owner.metadata.namespace ?? ''}/${owner.metadata.name}/${facts.name}`
    byName.set(key, [...(byName.get(key) ?? []), listener])
  }
  return [...byName.values()].filter((all) => new Set(all.map(({ owner }) => owner.kind)).size > 1)
}
