import type { Implementation } from '../../gateway/implementation.ts'
import { GATEWAY_GROUP } from '../../gateway/kinds.ts'
import type { Gateway, Route } from '../../gateway/objects.ts'
import { parentRefOf, type RawParentRef } from '../../gateway/parents.ts'
import { type Fields, isRecord, recordEntries, records, text } from '../../gateway/shape.ts'
import type { PredictedParent } from '../prediction.ts'
import { type Context, keyOf } from '../status/context.ts'
import { hasUnusableSelector, unsettledParents } from '../status/mapped-route.ts'
import type { ParentOutcome } from '../status/parent-outcome.ts'
import { routeOutcome } from '../status/route-outcome.ts'
import { untranslated } from '../status/translation.ts'
import type { RouteLimitFact } from './fact.ts'
import { ignoredInRoute } from './ignored-fields.ts'
import { meshLimits } from './mesh.ts'
import { routeWithoutStatus } from './own-checks.ts'
import { timeoutLimits } from './timeouts.ts'

/** What of a route the controllers of its parents cannot do, each controller once. Source: the `limits` and the mapped choices of each. */
export function routeLimits(route: Route, parents: readonly PredictedParent[], context: Context): RouteLimitFact[] {
  const outcome = routeOutcome(route, context)
  const outcomes = outcome.parents
  const meshes = outcome.serviceParents.map(({ served }) => served.implementation)
  const readers = new Set([...parents.map(({ implementation }) => implementation), ...meshes])
  return [
    ...routeWithoutStatus(outcome, context),
    ...meshLimits(outcome, context),
    ...[...readers].flatMap((implementation) => ignoredInRoute(route, implementation)),
    ...limitsOfEach(route, parents, outcomes, context),
  ]
}

function limitsOfEach(route: Route, parents: readonly PredictedParent[], outcomes: readonly ParentOutcome[], context: Context): RouteLimitFact[] {
  return [...new Set(parents.map(({ implementation }) => implementation))].flatMap((implementation) => {
    const own = parents.filter((parent) => parent.implementation === implementation)
    const written = outcomes.filter(({ gateway }) => gateway.served.implementation === implementation)
    return [
      ...severalBackends(route, implementation),
      ...oneService(route, implementation),
      ...gatedKind(route, implementation, own),
      ...timeoutLimits(route, implementation),
      ...parentLimits(route, implementation, own, context),
      ...unsettled(route, implementation, written),
      ...notTranslated(route, implementation, written),
      ...noStatus(route, implementation, written),
    ]
  })
}

function severalBackends(route: Route, implementation: Implementation): RouteLimitFact[] {
  const because = implementation.limits?.backendsPerRule
  if (!because) return []
  return recordEntries(route.spec?.rules).flatMap(([index, { backendRefs }]): RouteLimitFact[] => {
    const names = records(backendRefs).map(({ name }) => text(name) ?? '')
    const path = `spec.rules[${index}].backendRefs`
    return names.length > 1 ? [{ limit: 'several backends', path, key: names.sort().join(), implementation, because, backends: names.length }] : []
  })
}

function oneService(route: Route, implementation: Implementation): RouteLimitFact[] {
  const because = implementation.limits?.versionsNeedServices
  if (!because) return []
  return recordEntries(route.spec?.rules).flatMap(([index, { backendRefs }]) => {
    const weighted = recordEntries(backendRefs).filter(([, { weight, kind }]) => weight !== 0 && (kind ?? 'Service') === 'Service')
    const alike = Map.groupBy(weighted, ([, { group, namespace, name, port, filters }]) =>
      JSON.stringify([group ?? '', namespace ?? route.metadata.namespace, name, port, filters]),
    )
    const paths = (list: typeof weighted) => list.map(([at]) => `spec.rules[${index}].backendRefs[${at}]`)
    return [...alike].flatMap(([key, [, ...later]]): RouteLimitFact[] => {
      const all = paths(alike.get(key) ?? [])
      return later.length === 0
        ? []
        : [
            {
              limit: 'one Service',
              path: all[1] ?? '',
              key,
              implementation,
              because,
              name: text(later[0]?.[1].name) ?? '',
              others: all.filter((_, at) => at !== 1),
            },
          ]
    })
  })
}

function gatedKind(route: Route, implementation: Implementation, parents: readonly PredictedParent[]): RouteLimitFact[] {
  const because = implementation.limits?.gatedKinds
  // Who is known to write nothing for the kind is in the way of the route by itself.
  const isObstacle = implementation.status?.routes.read?.includes(route.kind) === false
  if (!because?.kinds.includes(route.kind) || isObstacle) return []
  return parents.map(({ index, parentRef }) => ({
    limit: 'gated kind',
    path: `spec.parentRefs[${index}]`,
    key: `${parentRef.namespace}/${parentRef.name}`,
    implementation,
    because,
  }))
}

function parentLimits(route: Route, implementation: Implementation, parents: readonly PredictedParent[], context: Context): RouteLimitFact[] {
  const { parentPort, parentSection, everyHttpListener } = implementation.limits ?? {}
  const isUnsettled = implementation.status?.routes.mapped?.unsettledByPort.includes(route.kind)
  return parents.flatMap(({ index, parentRef }): RouteLimitFact[] => {
    const { namespace, name, port, sectionName } = parentRef
    const base = { key: `${namespace}/${name}/${sectionName ?? ''}:${port ?? ''}`, implementation }
    const path = `spec.parentRefs[${index}]`
    const found: RouteLimitFact[] = []
    // Streams are told apart by port.
    const isHeld = parentPort === 'for acceptance only' && route.kind !== 'HTTPRoute' && route.kind !== 'GRPCRoute'
    if (parentPort && port !== undefined && !isUnsettled && !isHeld)
      found.push({ limit: 'parent port', path: `${path}.port`, ...base, port, effect: parentPort })
    if (parentSection && sectionName !== undefined)
      found.push({ limit: 'parent section', path: `${path}.sectionName`, ...base, section: sectionName })
    if (everyHttpListener && sectionName === undefined && route.kind === 'HTTPRoute') {
      const gateway = context.view.get('Gateway', namespace, name)
      const others = gateway.state === 'found' ? listenersWithout('HTTPRoute', gateway.object) : undefined
      if (others) found.push({ limit: 'other listener', path, ...base, ...others, parent: { namespace, name } })
    }
    return found
  })
}

/** The first HTTP listener that names its route kinds and leaves this one out, where others take it: it is no trouble of its own where none does. */
function listenersWithout(kind: string, gateway: Gateway): { readonly listener: string; readonly taking: readonly string[] } | undefined {
  const http = records(gateway.spec?.listeners).filter(({ protocol }) => protocol === 'HTTP' || protocol === 'HTTPS')
  const takes = ({ allowedRoutes }: Fields) => {
    const kinds = isRecord(allowedRoutes) ? records(allowedRoutes.kinds) : []
    return kinds.length === 0 || kinds.some((one) => one.kind === kind && (text(one.group) ?? GATEWAY_GROUP) === GATEWAY_GROUP)
  }
  const other = http.find((listener) => !takes(listener))
  const taking = http.filter(takes).map(({ name }) => text(name) ?? '')
  return other && taking.length > 0 ? { listener: text(other.name) ?? '', taking } : undefined
}

function unsettled(route: Route, implementation: Implementation, parents: readonly ParentOutcome[]): RouteLimitFact[] {
  // Others write a shared entry once and are done.
  const written = parents.filter(({ unwritten, gateway }) => !unwritten && gateway.served.choices.routes.mapped)
  return unsettledParents(route.kind, written).map(({ parent, because, with: first }) => ({
    limit: 'unsettled',
    path: `spec.parentRefs[${parent.index}]${because === 'port' ? '.port' : ''}`,
    key: `${parent.ref.namespace}/${parent.ref.name}/${parent.ref.sectionName ?? ''}:${parent.ref.port ?? ''}`,
    implementation,
    because,
    ...(first && { first: `spec.parentRefs[${first.index}]` }),
  }))
}

function notTranslated(route: Route, implementation: Implementation, parents: readonly ParentOutcome[]): RouteLimitFact[] {
  const because = untranslated(route)
  const written = parents.find(({ unwritten }) => !unwritten)
  if (!because || !written?.gateway.served.choices.routes.mapped) return []
  const condition = written.conditions.get('Programmed')
  const bare = recordEntries(route.spec?.rules).find(([, { backendRefs }]) => records(backendRefs).length === 0)
  const path = because === 'rule without backends' && bare ? `spec.rules[${bare[0]}]` : 'spec'
  return [{ limit: 'not translated', path, key: because, implementation, because, ...(condition?.status === 'Unknown' && { condition }) }]
}

function noStatus(route: Route, implementation: Implementation, parents: readonly ParentOutcome[]): RouteLimitFact[] {
  const base = { limit: 'no status', implementation } as const
  const first = parents.find(({ unwritten }) => unwritten)
  if (first?.unwritten === 'parent of another kind') {
    return recordEntries(route.spec?.parentRefs).flatMap(([index, raw]): RouteLimitFact[] => {
      const ref = parentRefOf(raw as unknown as RawParentRef, route.metadata.namespace ?? '')
      if (ref.group === GATEWAY_GROUP && ref.kind === 'Gateway') return []
      const key = `${ref.group}/${ref.kind} ${ref.namespace}/${ref.name}`
      return [{ ...base, path: `spec.parentRefs[${index}]`, key, because: 'parent of another kind' }]
    })
  }
  const told = new Set<string>()
  return parents.flatMap(({ index, ref, gateway, unwritten }): RouteLimitFact[] => {
    const because = unwritten === 'Gateway without status' ? gateway.unwritten : unwritten === 'unusable selector' ? unwritten : undefined
    if (because === 'unusable selector' && !hasUnusableSelector(route.kind, gateway)) return []
    if (!because || told.has(keyOf(gateway.gateway))) return []
    told.add(keyOf(gateway.gateway))
    const parent = { namespace: ref.namespace, name: ref.name }
    return [{ ...base, path: `spec.parentRefs[${index}]`, key: `${ref.namespace}/${ref.name}`, because, parent }]
  })
}
