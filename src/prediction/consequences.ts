import { permits } from '../gateway/grants.ts'
import type { Implementations } from '../gateway/implementation.ts'
import type { Kind } from '../gateway/kinds.ts'
import type { AnyObject, Gateway, GatewayClass, ListenerSet, ReferenceGrant } from '../gateway/objects.ts'
import type { ClusterView, Listing } from '../gateway/ports.ts'
import { referencesOf } from '../gateway/references.ts'
import { resolveClass, resolveParent } from './class.ts'
import { detachedBy, losesAcceptance } from './detached.ts'
import type { ConsequencePrediction, Loss } from './prediction.ts'

/** Dependents that are looked at before a count says "at least". */
const MOST = 5000

/**
 * What changing an object from `before` to `after` (undefined: it is deleted) takes from others in the view; undefined when nothing. The
 * work is bounded whatever the number of dependents. Source: `gateway-api.md` 2.14.
 */
export function predictConsequences(
  kind: Kind,
  before: AnyObject,
  after: AnyObject | undefined,
  view: ClusterView,
  implementations: Implementations,
): ConsequencePrediction | undefined {
  const losses = [...lost(kind, before, after, view, implementations)]
  return losses.length === 0 ? undefined : { kind: 'Consequences', object: after ?? before, deleted: after === undefined, losses }
}

function* lost(kind: Kind, before: AnyObject, after: AnyObject | undefined, view: ClusterView, implementations: Implementations): Iterable<Loss> {
  if (kind === 'ReferenceGrant') yield* lostPermissions(before as ReferenceGrant, after as ReferenceGrant | undefined, view)
  if (after !== undefined) return yield* detached(kind, before, after, view, implementations)
  const { name, namespace = '' } = before.metadata
  // Istio makes its own classes again.
  if (kind === 'GatewayClass' && implementations.builtinClass(name) === undefined && resolveClass(name, view, implementations)) {
    yield* counted('class', [view.gatewaysOfClass(name)])
  }
  if (kind === 'Gateway' && resolveClass(String((before as Gateway).spec?.gatewayClassName), view, implementations)) {
    yield* counted('parent', [view.routesOf({ kind: 'Gateway', namespace, name }), view.listenerSetsOf({ namespace, name })])
  }
  if (kind === 'ListenerSet' && parentIsKnown(before as ListenerSet, view, implementations)) {
    yield* counted('parent', [view.routesOf({ kind: 'ListenerSet', namespace, name })])
  }
}

function* detached(kind: Kind, before: AnyObject, after: AnyObject, view: ClusterView, implementations: Implementations): Iterable<Loss> {
  if (kind === 'GatewayClass' && losesAcceptance(before as GatewayClass, after as GatewayClass, view, implementations)) {
    yield* counted('class', [view.gatewaysOfClass(before.metadata.name)])
  }
  const found = detachedBy(kind, before, after, view, implementations, MOST)
  if (!found) return
  if (found.routes.length > 0) yield count('listener', found.routes, found.more)
  if (found.sets.length > 0) yield count('merge', found.sets, false)
  if (found.displaced.length > 0) yield { ...count('place', found.displaced, false), listeners: found.displacedListeners }
}

/** References that the old grant permitted, and that neither the new one nor any other grant of the namespace does. */
function* lostPermissions(before: ReferenceGrant, after: ReferenceGrant | undefined, view: ClusterView): Iterable<Loss> {
  const namespace = before.metadata.namespace ?? ''
  const referrers = view.referrersInto(namespace)
  const grants = view.grantsIn(namespace)
  if (referrers.state === 'unknown' || grants.state === 'unknown') return
  const left = [...grants.items.filter((grant) => grant.metadata.name !== before.metadata.name), ...(after ? [after] : [])]
  const losing = referrers.items
    .slice(0, MOST)
    .filter((object) =>
      referencesOf(object.kind, object).some(
        (reference) => reference.to.namespace === namespace && permits(before, reference) && !left.some((grant) => permits(grant, reference)),
      ),
    )
  if (losing.length > 0) yield count('permission', losing, referrers.items.length > MOST)
}

function* counted(what: Loss['what'], listings: readonly Listing<AnyObject>[]): Iterable<Loss> {
  const objects = listings.flatMap((listing) => (listing.state === 'known' ? listing.items.slice(0, MOST) : []))
  const more = listings.some((listing) => listing.state === 'known' && listing.items.length > MOST)
  if (objects.length > 0) yield count(what, objects, more)
}

function count(what: Loss['what'], losing: readonly AnyObject[], atLeast: boolean): Loss {
  const objects: Record<string, number> = {}
  for (const { kind } of losing) objects[kind] = (objects[kind] ?? 0) + 1
  return { what, objects, namespaces: new Set(losing.map(({ metadata }) => metadata.namespace)).size, atLeast }
}

function parentIsKnown(set: ListenerSet, view: ClusterView, implementations: Implementations): boolean {
  const { name, namespace = '' } = set.metadata
  return resolveParent({ group: 'gateway.networking.k8s.io', kind: 'ListenerSet', namespace, name }, view, implementations) !== undefined
}
