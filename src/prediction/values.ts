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
  const expressions = rules.map(([index, rule]) => unreadable(kind, rule, `spec.rules[${index}]`, judges))
  const isDead = ({ value }: { readonly value: string }) => isUnreadable(value) || (areAll && judges.every(readsRe2))
  const whole = expressions.length > 0 && expressions.every((found) => found.some(isDead))
  const all: UnusableValue[] = expressions.flat().map((one) => ({ ...one, whole }))
  const judge = judges.find(({ choices }) => choices?.routes.ruleFaults)
  for (const [index, rule] of rules) {
    const path = `spec.rules[${index}]`
    ofFilters(rule.filters, path, judge, all)
    for (const [b, backend] of recordEntries(rule.backendRefs)) {
      if (backend.filters !== undefined) ofFilters(backend.filters, `${path}.backendRefs[${b}]`, judge, all)
    }
  }
  return all
}

function unreadable(kind: RouteKind, rule: Fields, path: string, judges: readonly Judge[]): Omit<UnusableValue, 'whole'>[] {
  const found: Omit<UnusableValue, 'whole'>[] = []
  for (const [index, match] of recordEntries(rule.matches)) {
    // As nearly all.
    if (!isExpression(match.path) && !isExpression(match.method) && match.headers === undefined && match.queryParams === undefined) continue
    for (const [field, value] of expressionsOf(kind, match)) {
      const judge = judges.find(readsRe2)
      const problem = judge || isUnreadable(value) ? re2Problem(value) : undefined
      if (problem === undefined) continue
      const told = toldBy(judge ? [judge] : judges, () => ['UnsupportedValue'])
      found.push({
        is: 'regular expression',
        path: `${path}.matches[${index}].${field}`,
        key: value,
        value,
        problem,
        ...(judge && { by: judge.served.implementation }),
        ...told,
      })
    }
  }
  return found
}

function readsRe2({ served }: Judge): boolean {
  return served.implementation.regularExpressions === 'RE2'
}

type Expression = readonly [field: string, value: string]
const NONE: readonly Expression[] = []

function expressionsOf(kind: RouteKind, { path, method, headers, queryParams }: Fields): readonly Expression[] {
  let found: Expression[] | undefined
  const add = (field: string, value: unknown) => {
    found ??= []
    if (typeof value === 'string') found.push([field, value])
  }
  const addNamed = (list: unknown, field: string) => {
    for (const [index, one] of recordEntries(list)) if (isExpression(one)) add(`${field}[${index}].value`, one.value)
  }
  if (isExpression(path)) add('path.value', path.value)
  if (isExpression(method)) {
    add('method.service', method.service)
    add('method.method', method.method)
  }
  if (headers !== undefined) addNamed(headers, 'headers')
  if (queryParams !== undefined && kind === 'HTTPRoute') addNamed(queryParams, 'queryParams')
  return found ?? NONE
}

function isExpression(one: unknown): one is Fields {
  return isRecord(one) && one.type === 'RegularExpression'
}

const NOT_CHANGED = 'is a name that it does not change'
const MODIFIERS = ['requestHeaderModifier', 'responseHeaderModifier'] as const
const REWRITERS = ['requestRedirect', 'urlRewrite'] as const
const IP_ADDRESS = /^\d{1,3}(\.\d{1,3}){3}$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: just these are looked for.
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/

function ofFilters(filters: unknown, path: string, judge: Judge | undefined, all: UnusableValue[]): void {
  for (const [index, filter] of recordEntries(filters)) {
    // What it takes holds no control character either.
    const isTaken = judge !== undefined && hasUsableHeaders(filter)
    for (const field of isTaken ? [] : MODIFIERS) {
      if (filter[field] !== undefined) all.push(...ofModifier(filter[field], `${path}.filters[${index}].${field}`, field, judge))
    }
    for (const field of REWRITERS) {
      if (filter[field] !== undefined) all.push(...ofHostname(filter[field], `${path}.filters[${index}].${field}`, field, judge))
    }
  }
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
