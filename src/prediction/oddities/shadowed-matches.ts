import { type Fields, isRecord, recordEntries } from '../../gateway/shape.ts'
import type { Oddity } from './oddity.ts'

/**
 * Matches of a route that an earlier rule of it has as well: the first rule wins, even where its backends are dead (conformance
 * httproute-rule-order). Header names are compared without case, the order of headers and query parameters counts for nothing, and of header
 * matches of one name only the first counts. Duplicates inside one rule harm nobody.
 */
export function shadowedMatches(kind: 'HTTPRoute' | 'GRPCRoute', rules: readonly [number, Fields][], found: Oddity[]): void {
  if (rules.length < 2) return
  const keyOf = kind === 'HTTPRoute' ? httpKey : grpcKey
  const first = new Map<string, number>()
  for (const [rule, { matches }] of rules) {
    const list: unknown[] = Array.isArray(matches) && matches.length > 0 ? matches : [{}]
    const shadowed: { readonly match: number; readonly key: string; readonly winner: number }[] = []
    list.forEach((match, index) => {
      if (!isRecord(match)) return
      const key = keyOf(match)
      const winner = first.get(key)
      if (winner === undefined) first.set(key, rule)
      else if (winner !== rule) shadowed.push({ match: index, key, winner })
    })
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

function httpKey({ path, method, headers, queryParams }: Fields): string {
  const { type = 'PathPrefix', value = '/' } = isRecord(path) ? path : {}
  return JSON.stringify([type, value, method ?? null, pairs(headers, true), pairs(queryParams, false)])
}

function grpcKey({ method, headers }: Fields): string {
  if (!isRecord(method)) return JSON.stringify([null, pairs(headers, true)])
  // An empty service or method is an unset one.
  return JSON.stringify([method.type ?? 'Exact', method.service || null, method.method || null, pairs(headers, true)])
}

function pairs(list: unknown, lower: boolean): readonly string[] {
  if (!Array.isArray(list) || list.length === 0) return []
  const byName = new Map<string, string>()
  for (const [, { name, type = 'Exact', value }] of recordEntries(list)) {
    const same = typeof name === 'string' ? (lower ? name.toLowerCase() : name) : JSON.stringify(name ?? null)
    if (!byName.has(same)) byName.set(same, JSON.stringify([same, type, value]))
  }
  return [...byName.values()].sort()
}
