import { matchEntries, matchKey } from '../../gateway/matches.ts'
import type { Route } from '../../gateway/objects.ts'
import { isRecord } from '../../gateway/shape.ts'

/** The keys of what a rule of an HTTPRoute or GRPCRoute matches, compared as Envoy Gateway does: every header counts (route.go:2121). */
export function matchKeys(route: Route, position: number): string[] {
  const rules: unknown = route.spec?.rules
  const rule: unknown = Array.isArray(rules) ? rules[position] : undefined
  const kind = route.kind === 'GRPCRoute' ? 'GRPCRoute' : 'HTTPRoute'
  return matchEntries(isRecord(rule) ? rule : {}).map(([, match]) => matchKey(kind, match, 'all'))
}
