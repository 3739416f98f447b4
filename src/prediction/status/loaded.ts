import { type GrantState, grantFor, permits } from '../../gateway/grants.ts'
import { isRouteKind } from '../../gateway/kinds.ts'
import type { AnyObject, Gateway, ListenerSet, ReferenceGrant } from '../../gateway/objects.ts'
import { parentRefOf, type RawParentRef } from '../../gateway/parents.ts'
import type { ClusterView } from '../../gateway/ports.ts'
import { type Reference, referencesOf } from '../../gateway/references.ts'
import { records, text } from '../../gateway/shape.ts'
import type { GrantChoices } from '../../gateway/status-procedures.ts'
import { type Context, existenceOf, memo, type Served } from './context.ts'

/** Whether the controller would follow a reference, as far as grants are concerned; one that knows only what it has loaded: envoy-gateway.md, "What its provider loads". */
export function effectiveGrant(reference: Reference, served: Served, context: Context): GrantState {
  const grant = served.choices.grants ? readGrant(reference, served.choices.grants, context) : grantFor(reference, context.view)
  if (grant !== 'permitted' || !served.choices.loading) return grant
  const own = grantLoadedBy(reference, served, context)
  if (own && permits(own, reference)) return 'permitted'
  return grantsLoadedIn(reference.to.namespace, served, context).some((one) => permits(one, reference)) ? 'permitted' : 'missing'
}

function readGrant(reference: Reference, { to, lastOfKind }: GrantChoices, { view }: Context): GrantState {
  const found = grantFor(reference, view)
  if (found !== 'permitted') return found
  if (!to.includes(`${reference.to.group}/${reference.to.kind}`)) return 'missing'
  if (!lastOfKind) return found
  const grants = view.grantsIn(reference.to.namespace)
  if (grants.state === 'unknown') return 'unknown'
  return grants.items.some((grant) => permits(withLastOfKind(grant, reference), reference)) ? 'permitted' : 'missing'
}

function withLastOfKind(grant: ReferenceGrant, { to }: Reference): ReferenceGrant {
  const last = records(grant.spec?.to)
    .filter(({ group, kind }) => group === to.group && kind === to.kind)
    .slice(-1)
  return { ...grant, spec: { ...grant.spec, to: last } as unknown as NonNullable<ReferenceGrant['spec']> }
}

/** Whether the controller knows of the Service of a mirror. */
export function isLoadedService(reference: Reference, served: Served, context: Context): boolean {
  return !isNeverLoaded(reference, served) || loadedServices(served, context).has(`${reference.to.namespace}/${reference.to.name}`)
}

function isNeverLoaded({ role, from }: Reference, { choices }: Served): boolean {
  return role === 'mirror' && isRouteKind(from.kind) && choices.loading?.mirrorsNotLoaded.includes(from.kind) === true
}

function grantLoadedBy(reference: Reference, served: Served, context: Context): ReferenceGrant | undefined {
  const { from, to, role } = reference
  if (from.namespace === to.namespace || isNeverLoaded(reference, served)) return undefined
  if (role === 'backend' || role === 'mirror') {
    if (!served.choices.backends.kinds.includes(`${to.group}/${to.kind}`)) return undefined
  } else if (!isReadable(reference) || existenceOf('', to.kind, to.namespace, to.name, context) === 'absent') return undefined
  const grants = context.view.grantsIn(to.namespace)
  if (grants.state === 'unknown') return undefined
  // The first that fits, whatever its groups; a list comes in the order of names.
  const fitting = grants.items.filter(
    (grant) =>
      records(grant.spec?.from).some((f) => f.kind === from.kind && f.namespace === from.namespace) &&
      records(grant.spec?.to).some((t) => t.kind === to.kind && (t.name === undefined || t.name === '' || t.name === to.name)),
  )
  return fitting.reduce<ReferenceGrant | undefined>((a, b) => (a && a.metadata.name <= b.metadata.name ? a : b), undefined)
}

function isReadable({ role, to }: Reference): boolean {
  return role === 'CA certificate' ? to.kind === 'ConfigMap' || to.kind === 'Secret' : to.group === '' && to.kind === 'Secret'
}

/** The grants of a namespace that are loaded for any reference into it: those who refer into it are all that can have brought one. */
function grantsLoadedIn(namespace: string, served: Served, context: Context): readonly ReferenceGrant[] {
  return memo(context, 'loaded grants', `${served.className} ${namespace}`, () => {
    const referrers = context.view.referrersInto(namespace)
    const loaded = (referrers.state === 'known' ? referrers.items : [])
      .filter((referrer) => classesOf(referrer, context.view).includes(served.className))
      .flatMap((referrer) => referencesOf(referrer.kind, referrer))
      .flatMap((reference) => (reference.to.namespace === namespace ? (grantLoadedBy(reference, served, context) ?? []) : []))
    return [...new Set(loaded)]
  })
}

/**
 * The classes of the Gateways that an object is, adds to, or attaches to, by the kind and name of a parent alone: its group is not looked at where
 * routes are loaded (internal/provider/kubernetes/indexers.go), other than in `basisOf`.
 */
function classesOf(object: AnyObject, view: ClusterView): readonly string[] {
  if (object.kind === 'Gateway') return [text((object as Gateway).spec?.gatewayClassName) ?? '']
  const spec = (object as { spec?: { parentRef?: unknown; parentRefs?: unknown } }).spec
  const parents = object.kind === 'ListenerSet' ? records([spec?.parentRef]) : records(spec?.parentRefs)
  return parents.flatMap((raw) => {
    const { kind, namespace, name } = parentRefOf(raw as unknown as RawParentRef, object.metadata.namespace ?? '')
    if (kind !== 'Gateway' && kind !== 'ListenerSet') return []
    const parent = view.get(kind, namespace, name)
    return parent.state === 'found' ? classesOf(parent.object, view) : []
  })
}

/** The Services that some backend of the class's routes brings. The work grows with the routes of the class, and only mirrors that bring none ask. */
function loadedServices(served: Served, context: Context): ReadonlySet<string> {
  return memo(context, 'loaded services', served.className, () => {
    const services = new Set<string>()
    const load = (object: AnyObject) => {
      for (const reference of referencesOf(object.kind, object)) {
        const { role, to } = reference
        if ((role === 'backend' || role === 'mirror') && to.kind === 'Service' && !isNeverLoaded(reference, served))
          services.add(`${to.namespace}/${to.name}`)
      }
    }
    const seen = new Set<AnyObject>()
    const loadOwner = ({ kind, metadata }: Gateway | ListenerSet) => {
      const routes = context.view.routesOf({ kind, namespace: metadata.namespace ?? '', name: metadata.name })
      for (const route of routes.state === 'known' ? routes.items : []) {
        if (!seen.has(route)) load(route)
        seen.add(route)
      }
    }
    const gateways = context.view.gatewaysOfClass(served.className)
    for (const gateway of gateways.state === 'known' ? gateways.items : []) {
      loadOwner(gateway)
      const sets = context.view.listenerSetsOf({ namespace: gateway.metadata.namespace ?? '', name: gateway.metadata.name })
      for (const set of sets.state === 'known' ? sets.items : []) loadOwner(set)
    }
    return services
  })
}
