import type { Implementation } from '../../gateway/implementation.ts'
import type { MeshChoices } from '../../gateway/mesh-choices.ts'
import type { AnyObject, Route, Service } from '../../gateway/objects.ts'
import { recordEntries, records, text } from '../../gateway/shape.ts'
import type { Context } from '../status/context.ts'
import { meshOf } from '../status/mesh.ts'
import type { ParentOutcome, RouteOutcome } from '../status/parent-outcome.ts'
import { mostNamesTogether, namesTogether } from '../status/route-own-checks.ts'
import type { ServiceParentOutcome } from '../status/service-parent.ts'
import type { GatewayLimitFact, RouteLimitFact } from './fact.ts'

type ProtocolChoices = NonNullable<MeshChoices['protocols']>
type PortProtocol = Extract<RouteLimitFact, { readonly limit: 'service protocol' }>['ports'][number]
type NameUnread = Extract<GatewayLimitFact & RouteLimitFact, { readonly limit: 'mesh name unread' }>

/** What is the case with a route and its parents in a mesh that the status does not say. Source: istio-kuma.md B5 and B7. */
export function meshLimits({ route, parents, serviceParents }: RouteOutcome, context: Context): RouteLimitFact[] {
  const all = [...parents.map(({ gateway }) => gateway.served), ...serviceParents.map(({ served }) => served)]
  const implementations = new Set(all.map(({ implementation }) => implementation))
  return [
    ...[...implementations].flatMap((implementation) => meshNameUnread(route, implementation)),
    ...otherMeshes(route, parents, context),
    ...serviceParents.flatMap((parent) => [
      ...longNames(route, parent),
      ...protocols(route, parent, context),
      ...headless(parent, serviceParents, route),
    ]),
    ...sharedServices(serviceParents),
  ]
}

const PLACES = { labels: 'label', annotations: 'annotation' } as const

/** A mesh that is named by a label where only annotations are read, or the other way round. */
export function meshNameUnread({ metadata }: Pick<AnyObject, 'metadata'>, implementation: Implementation): NameUnread[] {
  const choices = implementation.status?.meshName
  const [wanted] = choices?.from ?? []
  if (!choices || !wanted || choices.from.some((place) => text(metadata[place]?.[choices.key]))) return []
  return (['labels', 'annotations'] as const).flatMap((place): NameUnread[] => {
    const value = text(metadata[place]?.[choices.key])
    if (value === undefined) return []
    const path = `metadata.${place}[${choices.key}]`
    return [
      {
        limit: 'mesh name unread',
        path,
        key: choices.key,
        implementation,
        meshKey: choices.key,
        place: PLACES[place],
        wanted: PLACES[wanted],
        value,
      },
    ]
  })
}

function otherMeshes(route: Route, parents: readonly ParentOutcome[], context: Context): RouteLimitFact[] {
  return parents.flatMap(({ index, ref, gateway, conditions }): RouteLimitFact[] => {
    const { implementation, choices } = gateway.served
    const { meshName } = choices
    if (!meshName) return []
    const [mesh, parentMesh] = [meshOf(route, meshName, context), meshOf(gateway.gateway, meshName, context)]
    if (mesh === undefined || parentMesh === undefined || mesh === parentMesh) return []
    const { namespace = '', name } = gateway.gateway.metadata
    return [
      {
        limit: 'another mesh',
        path: `spec.parentRefs[${index}]`,
        key: `${namespace}/${name}/${ref.sectionName ?? ''}:${ref.port ?? ''}`,
        implementation,
        meshKey: meshName.key,
        place: PLACES[meshName.from[0] ?? 'labels'],
        mesh,
        parentMesh,
        parent: { namespace, name },
        conditions: conditions.list().filter(({ type }) => type === 'Accepted'),
      },
    ]
  })
}

function longNames(route: Route, parent: ServiceParentOutcome): RouteLimitFact[] {
  const most = mostNamesTogether(parent)
  const { ref, served } = parent
  const documented = (ref.kind === 'Service' ? served.choices.mesh?.namesTogetherDocumented : undefined) ?? most
  const length = namesTogether(route, parent)
  if (most === undefined || documented === undefined || length <= documented) return []
  const { kind, namespace, name } = ref
  const { implementation } = served
  return [
    {
      limit: 'names together',
      path: 'metadata.name',
      key: `${namespace}/${name}`,
      implementation,
      length,
      most,
      documented,
      parent: { kind, namespace, name },
    },
  ]
}

function serviceOf({ ref }: ServiceParentOutcome, { view }: Context): Service | undefined {
  const found = ref.kind === 'Service' ? view.get('Service', ref.namespace, ref.name) : undefined
  return found?.state === 'found' ? found.object : undefined
}

/** A port that is not HTTP, for which the route has no backend that is: pkg/plugins/policies/core/xds/meshroute/listeners.go, `MakeHTTPSplit`. */
function protocols(route: Route, parent: ServiceParentOutcome, context: Context): RouteLimitFact[] {
  const { index, ref, served } = parent
  const choices = served.choices.mesh?.protocols
  const service = serviceOf(parent, context)
  if (!choices || !service) return []
  const ports = portsOf(service, ref.port, choices)
  if (ports.length === 0 || isSeen(ports, choices) || hasSeenBackend(route, choices, context)) return []
  const { served: wanted, annotation } = choices
  const { namespace, name } = ref
  const key = `${namespace}/${name}:${ref.port ?? ''}`
  const { implementation } = served
  return [
    {
      limit: 'service protocol',
      path: `spec.parentRefs[${index}]`,
      key,
      implementation,
      parent: { namespace, name },
      ports,
      served: wanted,
      annotation,
    },
  ]
}

/** The ports of a Service, or the one of this number, with what they are said to speak. */
function portsOf(service: Service, only: number | undefined, { served, others, annotation }: ProtocolChoices): PortProtocol[] {
  return records(service.spec?.ports).flatMap(({ port, appProtocol }) => {
    if (typeof port !== 'number' || (only !== undefined && only !== port)) return []
    const said = text(appProtocol)
    const isKnown = [...served, ...others].includes(said?.toLowerCase() ?? '')
    const protocol = (isKnown ? undefined : text(service.metadata.annotations?.[`${port}.${annotation}`])) ?? said
    return [{ port, ...(protocol !== undefined && { protocol }) }]
  })
}

function isSeen(ports: readonly PortProtocol[], { served }: ProtocolChoices): boolean {
  return ports.some(({ protocol }) => served.includes(protocol?.toLowerCase() ?? ''))
}

/** Whether requests go on to a backend that speaks such a protocol, or may: what it speaks is known of Services that are there only. */
function hasSeenBackend(route: Route, choices: ProtocolChoices, { view }: Context): boolean {
  const backends = records(route.spec?.rules).flatMap(({ backendRefs }) => records(backendRefs).filter(({ weight }) => weight !== 0))
  return backends.some(({ group = '', kind = 'Service', namespace = route.metadata.namespace, name, port }) => {
    const found = group === '' && kind === 'Service' ? view.get('Service', text(namespace) ?? '', text(name) ?? '') : undefined
    return found?.state !== 'found' || typeof port !== 'number' || isSeen(portsOf(found.object, port, choices), choices)
  })
}

function headless(parent: ServiceParentOutcome, all: readonly ServiceParentOutcome[], route: Route): RouteLimitFact[] {
  const { index, ref, served, isHeadless, conditions } = parent
  if (!isHeadless || !served.choices.mesh?.portChecked) return []
  const { namespace, name } = ref
  const headlessOnes = all.filter((one) => one.isHeadless && one.served === served)
  const accepted = conditions.get('Accepted')
  return [
    {
      limit: 'headless parent',
      path: `spec.parentRefs[${index}]`,
      key: `${namespace}/${name}:${ref.port ?? ''}`,
      implementation: served.implementation,
      parent: { namespace, name },
      isEverywhere: headlessOnes.length === recordEntries(route.spec?.parentRefs).length,
      ...(parent.isWritten && accepted?.status === 'False' && { condition: accepted }),
    },
  ]
}

/** Of several references to one Service only the last counts. */
function sharedServices(parents: readonly ServiceParentOutcome[]): RouteLimitFact[] {
  return parents.flatMap(({ index, ref, served }): RouteLimitFact[] => {
    const last = parents.findLast((one) => one.served === served && one.ref.name === ref.name && one.ref.namespace === ref.namespace)
    if (!served.choices.mesh?.oneObjectPerService || !last || last.index === index) return []
    const { namespace, name, port } = ref
    return [
      {
        limit: 'shared Service',
        path: `spec.parentRefs[${index}]`,
        key: `${namespace}/${name}:${port ?? ''}`,
        implementation: served.implementation,
        parent: { namespace, name },
        last: `spec.parentRefs[${last.index}]`,
      },
    ]
  })
}
