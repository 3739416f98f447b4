import { grantFor } from '../gateway/grants.ts'
import type { Implementations } from '../gateway/implementation.ts'
import { GATEWAY_GROUP } from '../gateway/kinds.ts'
import type { ListenerSet, XBackend } from '../gateway/objects.ts'
import { parentRefOf, type RawParentRef } from '../gateway/parents.ts'
import type { ClusterView } from '../gateway/ports.ts'
import { referencesOf } from '../gateway/references.ts'
import { isRecord } from '../gateway/shape.ts'
import { resolveParent } from './class.ts'
import { listenerSetOddities } from './oddities/index.ts'
import type { ReferrerPrediction } from './prediction.ts'

/** The references of a ListenerSet; undefined where the controller of its Gateway is not known. */
export function predictListenerSet(set: ListenerSet, view: ClusterView, implementations: Implementations): ReferrerPrediction | undefined {
  const raw: unknown = set.spec?.parentRef
  if (!isRecord(raw)) return undefined
  const parent = parentRefOf(raw as unknown as RawParentRef, set.metadata.namespace ?? '')
  if (parent.group !== GATEWAY_GROUP || parent.kind !== 'Gateway') return undefined
  const served = resolveParent(parent, view, implementations)
  if (!served?.implementation.listenerSets) return undefined
  const references = referencesOf('ListenerSet', set).map((reference) => ({ reference, grant: grantFor(reference, view) }))
  const oddities = listenerSetOddities(set, served.implementation)
  return { kind: 'Referrer', object: set, implementation: served.implementation, references, oddities }
}

/** The references of an XBackend. It has no class: every controller that reads it is bound by the grants (GEP-4894). */
export function predictBackend(backend: XBackend, view: ClusterView): ReferrerPrediction {
  const references = referencesOf('XBackend', backend).map((reference) => ({ reference, grant: grantFor(reference, view) }))
  return { kind: 'Referrer', object: backend, references, oddities: [] }
}
