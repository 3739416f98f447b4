import { grantFor } from '../gateway/grants.ts'
import type { ListenerSet, XBackend } from '../gateway/objects.ts'
import type { ClusterView } from '../gateway/ports.ts'
import { referencesOf } from '../gateway/references.ts'
import { resolveParent } from './class.ts'
import { credentials } from './credentials.ts'
import { listenerFilterTroubles } from './listener-filters.ts'
import { listenerFacts } from './listeners.ts'
import { lostListeners } from './lost-listeners.ts'
import { listenerSetOddities } from './oddities/index.ts'
import { listenerSetParent } from './parents.ts'
import type { ReferrerPrediction } from './prediction.ts'
import type { Context } from './status/context.ts'
import { listenerSetConditions } from './status/owner-status.ts'
import { writtenOf } from './written.ts'

/** What becomes of a ListenerSet; undefined where the controller of its Gateway is not known. */
export function predictListenerSet(set: ListenerSet, context: Context): ReferrerPrediction | undefined {
  const parent = listenerSetParent(set, context)
  if (!parent || parent.standing === 'foreign' || parent.standing === 'unknown') return undefined
  const { implementation } = parent
  const written = writtenOf(set, context)
  const isRead = implementation === undefined || implementation.listenerSets
  const served = isRead ? resolveParent(parent.parentRef, context.view, context.implementations) : undefined
  return {
    kind: 'Referrer',
    object: set,
    ...(implementation && { implementation }),
    parent: { ...parent, conditions: listenerSetConditions(set, context) ?? [] },
    unclaimed: parent.standing === 'unclaimed',
    lost: lostListeners(set, context),
    references: isRead ? referencesOf('ListenerSet', set).map((reference) => ({ reference, grant: grantFor(reference, context.view) })) : [],
    listenerFilters: served ? listenerFilterTroubles(set, served, context) : [],
    listenerFacts: served ? listenerFacts(set, served.implementation, served.gatewayClass, [], written) : [],
    credentials: isRead ? credentials(set, implementation, written, context) : [],
    oddities: implementation?.listenerSets ? listenerSetOddities(set, implementation) : [],
  }
}

/** The references of an XBackend. It has no class: every controller that reads it is bound by the grants (GEP-4894). */
export function predictBackend(backend: XBackend, view: ClusterView): ReferrerPrediction {
  const references = referencesOf('XBackend', backend).map((reference) => ({ reference, grant: grantFor(reference, view) }))
  return {
    kind: 'Referrer',
    object: backend,
    unclaimed: false,
    lost: [],
    references,
    listenerFilters: [],
    listenerFacts: [],
    credentials: [],
    oddities: [],
  }
}
