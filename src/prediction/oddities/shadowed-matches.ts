import { matchEntries, matchKey } from '../../gateway/matches.ts'
import { type Fields, isRecord, records } from '../../gateway/shape.ts'
import type { Oddity } from './oddity.ts'

/**
 * Matches of a route that an earlier rule of it has as well: the first rule wins, even where its backends are dead (conformance
 * httproute-rule-order). Header names are compared without case, the order of headers and query parameters counts for nothing, and of header
 * matches of one name only the first counts. Duplicates inside one rule harm nobody.
 */
export function shadowedMatches(kind: 'HTTPRoute' | 'GRPCRoute', rules: readonly [number, Fields][], found: Oddity[]): void {
  if (rules.length < 2 || (kind === 'HTTPRoute' && pathsDiffer(rules))) return
  const first = new Map<string, number>()
  for (const [rule, fields] of rules) {
    const list = matchEntries(fields)
    const shadowed: { readonly match: number; readonly key: string; readonly winner: number }[] = []
    for (const [index, match] of list) {
      const key = matchKey(kind, match)
      const winner = first.get(key)
      if (winner === undefined) first.set(key, rule)
      else if (winner !== rule) shadowed.push({ match: index, key, winner })
    }
    if (shadowed.length === 0) continue
    const path = `spec.rules[${rule}]`
    if (shadowed.length === list.length) {
      const winners = [...new Set(shadowed.map(({ winner }) => `spec.rules[${winner}]`))]
      const key = shadowed.map((one) => one.key).sort()
      found.push({ oddity: 'shadowed-match', path, key: key.join(' '), wholeRule: true, winners })
    } else {
      for (const { match, key, winner } of shadowed) {
        found.push({ oddity: 'shadowed-match', path: `${path}.matches[${match}]`, key, wholeRule: false, winners: [`spec.rules[${winner}]`] })
      }
    }
  }
}

/** Whether no two matches share a path, as in most routes; then nothing is shadowed, whatever else they ask for. */
function pathsDiffer(rules: readonly [number, Fields][]): boolean {
  const seen = new Set<unknown>()
  let count = 0
  for (const [, { matches }] of rules) {
    // A rule without matches has one for every path.
    if (!Array.isArray(matches) || matches.length === 0) return false
    for (const { path } of records(matches)) {
      const value = isRecord(path) ? path.value : undefined
      if (typeof value !== 'string' || (value.length > 1 && value.endsWith('/'))) return false
      seen.add(value)
      count += 1
    }
  }
  return seen.size === count
}
