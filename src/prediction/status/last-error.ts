import type { RouteKind } from '../../gateway/kinds.ts'
import type { Route } from '../../gateway/objects.ts'
import { type Fields, isRecord, recordEntries, records, text } from '../../gateway/shape.ts'
import type { LastErrorChoices } from '../../gateway/status-procedures.ts'
import type { Tell } from '../../gateway/status-steps.ts'
import { type BackendFact, backendReason } from './backends.ts'
import type { Context, Served } from './context.ts'
import { rulesOutcome } from './rules.ts'
import { classPart, tellerOf } from './tell.ts'

interface Looked {
  readonly tell: Tell | undefined
  readonly kind: RouteKind
  readonly choices: LastErrorChoices
  reasonAt(path: string): string | undefined
  factAt(path: string): BackendFact | undefined
}

/** A reason, and whether it ends the route. */
interface RouteError {
  readonly reason: string
  readonly isHard: boolean
}

/**
 * The reason for which a controller says that the references of a route do not resolve, where a hard error ends the route and of the soft ones the
 * last is told. References of weight 0 are not looked at. Source: convertHTTPRoute, convertGRPCRoute and computeRoute in
 * pilot/pkg/config/kube/gateway of Istio.
 */
export function lastRouteError(route: Route, served: Served, choices: LastErrorChoices, context: Context): string | undefined {
  const facts = new Map(rulesOutcome(route, served, context).backends.map((fact) => [fact.path, fact]))
  const looked: Looked = {
    tell: tellerOf(route, classPart(served.className), context),
    kind: route.kind,
    choices,
    factAt: (path) => facts.get(path),
    reasonAt(path) {
      const fact = facts.get(path)
      return fact && backendReason(fact, served.choices)
    },
  }
  let last: string | undefined
  for (const [index, rule] of recordEntries(route.spec?.rules)) {
    const error = ruleError(rule, `spec.rules[${index}]`, looked)
    if (error?.isHard) return error.reason
    last = error?.reason ?? last
  }
  return last
}

function ruleError(rule: Fields, path: string, looked: Looked): RouteError | undefined {
  const ofFilters = filtersError(rule, path, looked)
  if (ofFilters?.isHard) return ofFilters
  return backendsError(rule, path, looked) ?? ofFilters
}

function filtersError(rule: Fields, path: string, { tell, kind, choices, reasonAt }: Looked): RouteError | undefined {
  const known = choices.filters[kind]
  let last: RouteError | undefined
  for (const [index, filter] of recordEntries(rule.filters)) {
    if (!isUsable(filter, known, choices)) {
      tell?.({ on: ['ResolvedRefs'], subject: `${path}.filters[${index}]`, check: 'filters', found: choices.unknownFilter, ok: false })
      return { reason: choices.unknownFilter, isHard: true }
    }
    const reason = reasonAt(`${path}.filters[${index}].requestMirror.backendRef`)
    if (reason === undefined) continue
    if (!choices.softMirrors.includes(kind)) return { reason, isHard: true }
    last = { reason, isHard: false }
  }
  return last
}

function backendsError(rule: Fields, path: string, { tell, choices, reasonAt, factAt }: Looked): RouteError | undefined {
  let last: RouteError | undefined
  for (const [index, backend] of recordEntries(rule.backendRefs)) {
    const at = `${path}.backendRefs[${index}]`
    const fact = factAt(at)
    if (!fact || fact.weight === 0) continue
    const reason = reasonAt(at)
    if (reason !== undefined) {
      if (choices.hard.includes(reason)) return { reason, isHard: true }
      last = { reason, isHard: false }
    }
    const hasBadValues = records(backend.filters).some((filter) => !isUsable(filter, undefined, choices))
    if (fact.filters === 'unsupported' || hasBadValues) {
      tell?.({ on: ['ResolvedRefs'], subject: `${at}.filters`, check: 'filters', found: choices.unknownFilter, ok: false })
      return { reason: choices.unknownFilter, isHard: true }
    }
  }
  return last
}

function isUsable(filter: Fields, known: readonly string[] | undefined, { headerValues }: LastErrorChoices): boolean {
  if (known && !known.includes(text(filter.type) ?? '')) return false
  return !headerValues || ['requestHeaderModifier', 'responseHeaderModifier'].every((field) => hasPlainValues(filter[field]))
}

/** No control characters but the tab. */
function hasPlainValues(modifier: unknown): boolean {
  if (!isRecord(modifier)) return true
  const isPlain = (value: string) => [...value].every((one) => one === '\t' || (one >= ' ' && one !== '\u007f'))
  return [...records(modifier.set), ...records(modifier.add)].every(({ value }) => isPlain(text(value) ?? ''))
}
