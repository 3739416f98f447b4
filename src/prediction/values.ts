import type { RouteKind } from '../gateway/kinds.ts'
import type { Route } from '../gateway/objects.ts'
import { isUnreadable, re2Problem } from '../gateway/re2.ts'
import { type Fields, isRecord, recordEntries, text } from '../gateway/shape.ts'
import { type Judge, toldBy } from './judges.ts'
import type { UnusableValue } from './rule-facts.ts'
import { hasUsableHeaders, hasUsableHostname } from './status/filters.ts'

/**
 * Values of a route that nobody can use, or that its controller cannot: regular expressions of matches, headers and hostnames of filters.
 * `areAll`: nobody else reads the route. Source: gateway-api.md 2.5 (R-PARTIAL), RFC 9110 5.5, PreciseHostname; the dialect of each implementation.
 */
export function unusableValues(kind: RouteKind, route: Route, judges: readonly Judge[], areAll: boolean): UnusableValue[] {
  if (kind !== 'HTTPRoute' && kind !== 'GRPCRoute') return []
  const rules = recordEntries(route.spec?.rules)
  const expressions = rules.map(([index, rule]) => [...unreadable(kind, rule, `spec.rules[${index}]`, judges)])
  const isDead = ({ value }: { readonly value: string }) => isUnreadable(value) || (areAll && judges.every(readsRe2))
  const whole = expressions.length > 0 && expressions.every((found) => found.some(isDead))
  return [
    ...expressions.flat().map((one) => ({ ...one, whole })),
    ...rules.flatMap(([index, rule]) => {
      const path = `spec.rules[${index}]`
      return [
        ...ofFilters(rule.filters, path, judges),
        ...recordEntries(rule.backendRefs).flatMap(([b, backend]) => ofFilters(backend.filters, `${path}.backendRefs[${b}]`, judges)),
      ]
    }),
  ]
}

function* unreadable(kind: RouteKind, rule: Fields, path: string, judges: readonly Judge[]): Iterable<Omit<UnusableValue, 'whole'>> {
  for (const [index, match] of recordEntries(rule.matches)) {
    const at = `${path}.matches[${index}]`
    for (const [field, value] of expressionsOf(kind, match)) {
      const judge = judges.find(readsRe2)
      const problem = judge || isUnreadable(value) ? re2Problem(value) : undefined
      if (problem === undefined) continue
      const told = toldBy(judge ? [judge] : judges, () => ['UnsupportedValue'])
      yield {
        is: 'regular expression',
        path: `${at}.${field}`,
        key: value,
        value,
        problem,
        ...(judge && { by: judge.served.implementation }),
        ...told,
      }
    }
  }
}

function readsRe2({ served }: Judge): boolean {
  return served.implementation.regularExpressions === 'RE2'
}

function* expressionsOf(kind: RouteKind, { path, method, headers, queryParams }: Fields): Iterable<[field: string, value: string]> {
  const isExpression = (one: unknown): one is Fields => isRecord(one) && one.type === 'RegularExpression'
  const named = (list: unknown, field: string) =>
    recordEntries(list).flatMap(([index, one]) => (isExpression(one) ? [[`${field}[${index}].value`, one.value] as const] : []))
  const all: (readonly [string, unknown])[] = []
  if (isExpression(path)) all.push(['path.value', path.value])
  if (isExpression(method)) all.push(['method.service', method.service], ['method.method', method.method])
  all.push(...named(headers, 'headers'))
  if (kind === 'HTTPRoute') all.push(...named(queryParams, 'queryParams'))
  for (const [field, value] of all) if (typeof value === 'string') yield [field, value]
}

const NOT_CHANGED = 'is a name that it does not change'
const MODIFIERS = ['requestHeaderModifier', 'responseHeaderModifier'] as const
const REWRITERS = ['requestRedirect', 'urlRewrite'] as const
const IP_ADDRESS = /^\d{1,3}(\.\d{1,3}){3}$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: just these are looked for.
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/

function ofFilters(filters: unknown, path: string, judges: readonly Judge[]): UnusableValue[] {
  const judge = judges.find(({ choices }) => choices?.routes.ruleFaults)
  return recordEntries(filters).flatMap(([index, filter]) => [
    ...MODIFIERS.flatMap((field) => ofModifier(filter[field], `${path}.filters[${index}].${field}`, field, judge)),
    ...REWRITERS.flatMap((field) => ofHostname(filter[field], `${path}.filters[${index}].${field}`, field, judge)),
  ])
}

function ofModifier(modifier: unknown, path: string, field: string, judge: Judge | undefined): UnusableValue[] {
  if (!isRecord(modifier)) return []
  const removed: unknown[] = judge && Array.isArray(modifier.remove) ? modifier.remove : []
  const kept = removed.flatMap((name, index) =>
    typeof name !== 'string' || hasUsableHeaders({ [field]: { remove: [name] } })
      ? []
      : [unusable('header', `${path}.remove[${index}]`, `remove ${name}`, name, NOT_CHANGED, judge, judge)],
  )
  const written = (['set', 'add'] as const).flatMap((action) =>
    recordEntries(modifier[action]).flatMap(([index, header]) => {
      const name = text(header.name) ?? ''
      const value = text(header.value) ?? ''
      const isBroken = CONTROL.test(value)
      if (!isBroken && (!judge || hasUsableHeaders({ [field]: { set: [header] } }))) return []
      const isNamed = judge !== undefined && !hasUsableHeaders({ [field]: { remove: [header.name] } })
      const problem = isBroken
        ? 'holds a control character, which no header may'
        : isNamed
          ? NOT_CHANGED
          : 'holds what it does not take: visible ASCII with single blanks between'
      return [
        unusable(
          'header',
          `${path}.${action}[${index}]`,
          `${action} ${name}`,
          isNamed && !isBroken ? name : `${name}: ${value}`,
          problem,
          isBroken ? undefined : judge,
          judge,
        ),
      ]
    }),
  )
  return [...kept, ...written]
}

function ofHostname(rewriter: unknown, path: string, field: string, judge: Judge | undefined): UnusableValue[] {
  const hostname = isRecord(rewriter) ? text(rewriter.hostname) : undefined
  if (hostname === undefined) return []
  const isAddress = IP_ADDRESS.test(hostname)
  if (!isAddress && (!judge || hasUsableHostname({ [field]: { hostname } }))) return []
  const problem = isAddress ? 'is an IP address, which no hostname may be' : 'is no hostname'
  return [unusable('hostname', `${path}.hostname`, hostname, hostname, problem, isAddress ? undefined : judge, judge)]
}

function unusable(
  is: UnusableValue['is'],
  path: string,
  key: string,
  value: string,
  problem: string,
  by: Judge | undefined,
  judge: Judge | undefined,
): UnusableValue {
  const told = toldBy(judge ? [judge] : [], () => ['UnsupportedValue', 'InvalidBackendFilters'])
  return { is, path, key, value, problem, whole: false, ...(by && { by: by.served.implementation }), ...told }
}
