import type { RouteKind } from '../gateway/kinds.ts'
import type { Route } from '../gateway/objects.ts'
import { parentRefOf, type RawParentRef } from '../gateway/parents.ts'
import { recordEntries, records, text } from '../gateway/shape.ts'
import { type ResolvedClass, resolveParent, supportsFeature } from './class.ts'
import { contestsOf } from './contests/index.ts'
import { defaultGatewaysFor, lacksDefaultGateways } from './default-gateways.ts'
import { judgesOf } from './judges.ts'
import { routeLimits } from './limits/routes.ts'
import { routeOddities } from './oddities/index.ts'
import { isRefusedEverywhere, parentFacts, unmatchedHostnames } from './parents.ts'
import type { PredictedParent, RoutePrediction, UnsupportedFact } from './prediction.ts'
import type { BackendUse } from './rule-facts.ts'
import { NO_RULES, ruleFacts } from './rules.ts'
import type { Context } from './status/context.ts'
import { routeOutcome } from './status/route-outcome.ts'

/** What the controllers of a route's parents would make of it; each parentRef by itself, those of unknown controllers left out. */
export function predictRoute(kind: RouteKind, route: Route, context: Context): RoutePrediction | undefined {
  const { view, implementations } = context
  const namespace = route.metadata.namespace ?? ''
  const parents: PredictedParent[] = []
  const reading: { readonly index: number; readonly served: ResolvedClass }[] = []
  const unsupported = new Map<string, UnsupportedFact>()
  for (const [index, raw] of recordEntries(route.spec?.parentRefs)) {
    const parentRef = parentRefOf(raw as unknown as RawParentRef, namespace)
    const served = resolveParent(parentRef, view, implementations)
    if (!served?.implementation.routeKinds.includes(kind)) continue
    const { implementation } = served
    parents.push({ index, parentRef, implementation })
    reading.push({ index, served })
    if (kind === 'HTTPRoute' && !supportsFeature(implementation.queryParams, served.gatewayClass)) {
      for (const match of queryParamMatches(route)) {
        if (!unsupported.has(match.path)) unsupported.set(match.path, { feature: 'queryParams', ...match, implementation })
      }
    }
  }
  const facts = parentFacts(route, context)
  const { serviceParents } = routeOutcome(route, context)
  const atMeshes = serviceParents.map(({ index, ref, served: { implementation } }) => ({ index, parentRef: ref, implementation }))
  const judges = [...judgesOf(reading, facts), ...judgesOf(serviceParents, facts)]
  const rules = ruleFacts(kind, route, judges, facts, context)
  const limits = routeLimits(route, [...parents, ...atMeshes], context)
  const defaultGateways = defaultGatewaysFor(route, view)
  const isNobodys = parents.length === 0 && !facts.some(({ obstacle }) => obstacle) && !rules && limits.length === 0
  if (isNobodys && !lacksDefaultGateways(defaultGateways)) return undefined
  // Meshes disagree on what binds a route of theirs (gateway-api.md 2.7).
  const unclaimed = parents.length === 0 && facts.some(({ standing, parentRef }) => standing === 'unclaimed' && parentRef.kind !== 'Service')
  const isRead = parents.length > 0 || unclaimed
  const isOfMesh = !isRead && facts.some(({ parentRef }) => parentRef.group === '' && parentRef.kind === 'Service')
  return {
    kind: 'Route',
    object: route,
    parents,
    parentFacts: facts,
    unclaimed,
    isOfMesh,
    // No live read could confirm that there is no default Gateway to take it.
    isRefusedEverywhere: !defaultGateways && isRefusedEverywhere(facts),
    isInert: facts.length === 0 && !defaultGateways,
    unmatchedHostnames: unmatchedHostnames(route, facts),
    references: isRead && rules ? rules.backends.filter(mayNeedGrant) : [],
    unsupported: [...unsupported.values()],
    contests: contestsOf(route, context),
    rules: rules ?? NO_RULES,
    limits,
    oddities: isRead || isOfMesh ? routeOddities(kind, route, isRead && !unclaimed ? parents : facts) : [],
    ...(defaultGateways && { defaultGateways }),
  }
}

/** Of the cluster, and in no namespace. */
function mayNeedGrant({ reference }: BackendUse): boolean {
  return reference.to.kind !== 'ClusterTrustBundle'
}

function queryParamMatches(route: Route): { path: string; asked: string }[] {
  return recordEntries(route.spec?.rules).flatMap(([r, rule]) =>
    recordEntries(rule.matches).flatMap(([m, match]) => {
      const params = records(match.queryParams)
      if (params.length === 0) return []
      const asked = params.map((param) => `${text(param.name)}=${text(param.value)}`).sort()
      return [{ path: `spec.rules[${r}].matches[${m}].queryParams`, asked: asked.join('&') }]
    }),
  )
}
