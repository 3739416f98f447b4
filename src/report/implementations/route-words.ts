import type { RouteStatusChoices } from '../../gateway/route-choices.ts'
import type { LastErrorChoices } from '../../gateway/status-procedures.ts'
import { mappedRouteRows } from './mapped-words.ts'
import { routeCheckWords } from './own-check-words.ts'
import { listed, type Row, rowsOf, sayings, type Words } from './row.ts'

const routes = sayings('Routes')
const filters = sayings('Filters and matches')
const backends = sayings('Backends')
const features = sayings('Features read from the class')

const LAST_ERROR: Words<LastErrorChoices> = {
  hard: routes.list('Reasons that end a route', 'none'),
  filters: (types) =>
    (['HTTPRoute', 'GRPCRoute'] as const).map((kind) =>
      filters.row(`Filters that do not fail the rules of ${kind}s`, listed(types[kind] ?? [], 'none')),
    ),
  unknownFilter: filters.answer('A filter that is not known', (reason) => `fails the route with ${reason}`),
  headerValues: filters.either('Control characters in header values', 'fail the route', 'are not looked for'),
  softMirrors: backends.list('Route kinds whose mirrors never end the route', 'none'),
}

const WORDS: Words<RouteStatusChoices> = {
  read: routes.list('Route kinds that get status by its settings', 'none', 'all that it reads'),
  closestListener: routes.either(
    'Why a route does not attach',
    'is told of the listener that it came closest to; hostnames are looked at first',
    'is told by the first check that leaves no listener',
  ),
  countedOnce: routes.either('A route that reaches a listener by several parentRefs', 'counts once', 'counts for each'),
  hostnamesFirst: routes.either(
    'Hostnames of a route',
    'are compared first, and each thing with every listener that the parentRef selects',
    'are compared with the listeners that take the route',
  ),
  kindsIgnored: routes.either('Route kinds that a listener names', 'do not matter for who attaches', 'decide who attaches'),
  wildcardsAsText: routes.either('A wildcard hostname such as *.a.b', 'covers xa.b as well, as text', 'covers whole labels'),
  countedBy: routes.oneOfOr(
    'attachedRoutes of a listener',
    {
      attachment: 'are those that it serves',
      'section name': 'are the accepted parentRefs with its name or none whose hostnames it meets, even to another parent',
    },
    'are those that it serves',
  ),
  ownChecks: routes.answer('Status of a route is written where', routeCheckWords),
  isolation: routes.either(
    'A hostname that another listener has for itself',
    'is taken from the routes of the listener',
    'is not taken from routes (no isolation)',
  ),
  refusedNotCounted: routes.list('Route kinds that, with every rule refused, are not counted', 'none'),
  oneRule: routes.list('Route kinds that must have one rule', 'none'),
  portsShareEntry: routes.either('parentRefs that differ by port alone', 'share one status entry', 'have an entry each'),
  overlapCondition: routes.either('Routes that match the same requests', 'get RouteRulesOverlap', 'are told nothing'),
  longerHostnameFirst: routes.either(
    'Order of routes under one hostname of a listener',
    'the longer written hostname first',
    'not by the length of hostnames',
    'by hostname: not known, unless the class publishes it',
  ),
  mayRefuseMixedHostnames: routes.either('An HTTPRoute and a GRPCRoute of one hostname', 'the younger may be refused', 'are both served'),
  lastError: (last) => [
    routes.row('Several errors of a route', last ? 'a hard one ends it; else the last is told' : 'every rule and reference is judged by itself'),
    ...(last ? rowsOf(LAST_ERROR, last) : []),
  ],
  extensionFilters: filters.kinds('ExtensionRefs that are not refused', 'none', 'any'),
  ruleFaults: filters.either('Values of filters and matches that cannot be used', 'refuse the rule', 'are not looked for'),
  mapped: (mapped) => mappedRouteRows(mapped),
  unpublished: features.answer('Filters whose feature is missing from supportedFeatures', (reason) =>
    reason === undefined ? 'the class is not asked' : `refuse the rule with ${reason}`,
  ),
}

export function routeRows(choices: RouteStatusChoices, unasked: readonly (keyof RouteStatusChoices)[]): Row[] {
  return rowsOf(WORDS, choices, unasked)
}
