import type { MeshChoices } from '../../gateway/mesh-choices.ts'
import type { Route, Service } from '../../gateway/objects.ts'
import { type ParentRef, parentRefOf, type RawParentRef } from '../../gateway/parents.ts'
import { recordEntries, records, text } from '../../gateway/shape.ts'
import type { StatusChoices } from '../../gateway/status-choices.ts'
import { Conditions } from './conditions.ts'
import { type Context, type Existence, existenceOf, memo, type Served } from './context.ts'
import { existenceLook } from './reference-steps.ts'
import { settleRules } from './rule-conditions.ts'
import { meshPart, tellerOf } from './tell.ts'

/** What is the case with a parentRef that names a Service: the route is for requests to it, and no Gateway has a part in it (GEP-1324, GAMMA). */
export interface ServiceParentOutcome {
  /** Position in `spec.parentRefs`. */
  readonly index: number
  readonly ref: ParentRef
  /** Who serves it; the choices for backends are those for such a parent. */
  readonly served: Served
  readonly existence: Existence
  /** Whether the Service has the port that the parentRef asks for. */
  readonly port: 'found' | 'missing' | 'unknown'
  /** The Service has no address of its own. */
  readonly isHeadless: boolean
  readonly conditions: Conditions
  /** False where the controller writes nothing for it. */
  readonly isWritten: boolean
}

/** What becomes of a route at the Services that it names, at each controller that serves such routes. */
export function serviceParents(route: Route, context: Context): ServiceParentOutcome[] {
  return recordEntries(route.spec?.parentRefs).flatMap(([index, raw]) => {
    const ref = parentRefOf(raw as unknown as RawParentRef, route.metadata.namespace ?? '')
    if (ref.kind === 'Gateway' || ref.kind === 'ListenerSet') return []
    return meshes(context).flatMap((served) => {
      const { mesh } = served.choices
      return mesh?.routeKinds.includes(route.kind) && isTaken(ref, mesh) ? [outcomeOf(route, index, ref, served, mesh, context)] : []
    })
  })
}

function isTaken({ group, kind }: ParentRef, { serviceGroups, otherParents }: MeshChoices): boolean {
  return kind === 'Service' ? serviceGroups.includes(group) : otherParents?.includes(`${group}/${kind}`) === true
}

/** The controllers that serve routes without a Gateway, as far as they are known to run: one is configured, or there is a class of it. */
export function meshes(context: Context): readonly Served[] {
  const { view, implementations } = context
  return memo(context, 'meshes', '', () =>
    (implementations.meshControllers ?? []).flatMap((controllerName): Served[] => {
      const implementation = implementations.ofController(controllerName)
      const choices = implementation?.status
      if (!implementation || !choices?.mesh) return []
      const classes = view.classesOfController(controllerName)
      if (implementation.assumed && (classes.state === 'unknown' || classes.items.length === 0)) return []
      // No class has a name like this, so what is kept by class name is not mixed up.
      return [
        { controllerName, implementation, className: controllerName, choices: { ...choices, backends: backendsOf(choices, choices.mesh.grants) } },
      ]
    }),
  )
}

function backendsOf(
  { backends: behindGateways, meshBackends: backends = behindGateways }: StatusChoices,
  grants: boolean,
): StatusChoices['backends'] {
  return grants ? backends : { ...backends, checks: backends.checks.filter(({ check }) => check !== 'grant') }
}

function outcomeOf(route: Route, index: number, ref: ParentRef, served: Served, mesh: MeshChoices, context: Context): ServiceParentOutcome {
  const found = ref.kind === 'Service' ? context.view.get('Service', ref.namespace, ref.name) : undefined
  const existence = found?.state ?? existenceOf(ref.group, ref.kind, ref.namespace, ref.name, context)
  const service = found?.state === 'found' ? found.object : undefined
  const port = service ? (hasPort(service, ref) ? 'found' : 'missing') : 'unknown'
  const isHeadless = service?.spec?.clusterIP === 'None'
  const isMissing = existence === 'absent' || (mesh.portChecked === true && (port === 'missing' || isHeadless))
  const isOthers = mesh.waypoint !== undefined && service !== undefined && isServedByAnother(service, mesh.waypoint, context)
  const isWritten = !isOthers && (!isMissing || mesh.missing !== undefined)
  const tell = tellerOf(route, meshPart(ref, served), context)
  tell?.({ on: ['Accepted'], subject: '', check: 'existence', ...existenceLook(existence) })
  if (mesh.portChecked && port !== 'unknown') tell?.({ on: ['Accepted'], subject: '', check: 'port', ok: port === 'found' })
  if (mesh.portChecked && isHeadless) tell?.({ on: ['Accepted'], subject: '', check: 'headless', ok: false })
  if (isOthers) tell?.({ on: [], subject: '', check: 'waypoint', ok: false })
  const conditions = new Conditions(isWritten ? tell : undefined)
  if (isMissing) conditions.set('Accepted', 'False', mesh.missing ?? 'NoMatchingParent')
  else conditions.set('Accepted', 'True', 'Accepted')
  settleRules(route, conditions, served, context)
  return { index, ref, served, existence, port, isHeadless, conditions, isWritten }
}

/** Whether a port of the Service is what the parentRef asks for: by number, by name, or by number in the place of a name that it lacks. */
function hasPort(service: Service, { port, sectionName }: ParentRef): boolean {
  return records(service.spec?.ports).some((one) => {
    const isNamed = sectionName === undefined || (text(one.name) ?? String(one.port)) === sectionName
    return isNamed && (port === undefined || one.port === port)
  })
}

/** Whether the Gateway through which requests to a Service go is another controller's. */
function isServedByAnother(
  { metadata }: Service,
  { name, namespace, controllers }: NonNullable<MeshChoices['waypoint']>,
  { view }: Context,
): boolean {
  const home = view.get('Namespace', undefined, metadata.namespace ?? '')
  const ofService = metadata.labels ?? {}
  const labels = ofService[name] === undefined && home.state === 'found' ? (home.object.metadata.labels ?? {}) : ofService
  const wanted = text(labels[name])
  if (!wanted || wanted.toLowerCase() === 'none') return false
  const gateway = view.get('Gateway', labels[namespace] || metadata.namespace, wanted)
  if (gateway.state !== 'found') return false
  const gatewayClass = view.get('GatewayClass', undefined, text(gateway.object.spec?.gatewayClassName) ?? '')
  return gatewayClass.state === 'found' && !controllers.includes(text(gatewayClass.object.spec?.controllerName) ?? '')
}
