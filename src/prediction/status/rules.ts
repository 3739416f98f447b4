import { filterFeatures, redirectCode } from '../../gateway/features.ts'
import type { RouteKind } from '../../gateway/kinds.ts'
import type { BackendTLSPolicy, Route } from '../../gateway/objects.ts'
import { re2Problem } from '../../gateway/re2.ts'
import { type Fields, isRecord, recordEntries, records, text } from '../../gateway/shape.ts'
import { publishedFeatures } from '../class.ts'
import { type BackendFact, backendFact, backendReason, usedPolicy } from './backends.ts'
import { type Context, keyOf, memo, type Served } from './context.ts'
import { extensionFault, hasUsableHeaders, hasUsableHostname } from './filters.ts'
import { referenceTitle } from './reference-steps.ts'
import { classPart, tellerOf } from './tell.ts'

/** What a controller makes of the rules of a route, whichever parent it is asked for. */
export interface RulesOutcome {
  readonly backends: readonly BackendFact[]
  /** Reasons for which rules are not accepted, each once, sorted. */
  readonly unaccepted: readonly string[]
  /** Reasons for which references do not resolve, in the order of the references. */
  readonly unresolved: readonly string[]
  readonly areAllRefused: boolean
  /** Positions of the rules that reach the data plane. */
  readonly served: readonly number[]
  readonly policies: readonly BackendTLSPolicy[]
}

/** What a rule that is not accepted bears on. */
const RULES = ['Accepted', 'PartiallyInvalid']

interface Errors {
  readonly accepted: string[]
  readonly resolved: string[]
}

export function rulesOutcome(route: Route, served: Served, context: Context): RulesOutcome {
  return memo(context, 'rules', `${served.className} ${keyOf(route)}`, () => outcomeOf(route, served, context))
}

function outcomeOf(route: Route, served: Served, context: Context): RulesOutcome {
  const { choices } = served
  const backends: BackendFact[] = []
  const policies = new Set<BackendTLSPolicy>()
  const all: Errors = { accepted: [], resolved: [] }
  const refused = new Set<number>()
  const reached: number[] = []
  const tell = tellerOf(route, classPart(served.className), context)
  // Who maps leaves mirrors out of ResolvedRefs; others may leave out some of their reasons.
  const onMirrors = choices.routes.mapped || choices.backends.untoldOfMirrors ? [] : ['ResolvedRefs']
  const look = (raw: Fields, path: string, role: 'backend' | 'mirror'): string | undefined => {
    const fact = backendFact(raw, { routeKind: route.kind, namespace: route.metadata.namespace ?? '', path, role }, served, context)
    backends.push(fact)
    const policy = usedPolicy(fact, choices)
    if (policy) policies.add(policy)
    return backendReason(
      fact,
      choices,
      tell && {
        tell,
        on: isUnread(fact, choices) ? [] : role === 'backend' ? ['ResolvedRefs'] : onMirrors,
        subject: `${path}: ${referenceTitle(fact.reference.to, raw.port)}`,
      },
    )
  }
  const rules = recordEntries(route.spec?.rules)
  for (const [index, rule] of rules) {
    const path = `spec.rules[${index}]`
    const errors = filterErrors(rule, path, route, served, context, look)
    if (errors.accepted.length > 0) {
      all.accepted.push(joined(errors.accepted))
      refused.add(index)
      tell?.({ on: RULES, subject: `${path}.filters`, check: 'filters', found: joined(errors.accepted), ok: false })
    }
    if (errors.resolved.length > 0) {
      all.resolved.push(...(choices.backends.joinReasons ? [joined(errors.resolved)] : errors.resolved))
      tell?.({
        on: choices.routes.mapped ? [] : ['ResolvedRefs'],
        subject: `${path}.filters`,
        check: 'filters',
        found: joined(errors.resolved),
        ok: false,
      })
    }
    if (choices.routes.ruleFaults && !hasReadableMatches(rule, route.kind)) {
      all.accepted.push('UnsupportedValue')
      refused.add(index)
      tell?.({ on: RULES, subject: `${path}.matches`, check: 'matches', ok: false })
      continue
    }
    reached.push(index)
    for (const [position, raw] of recordEntries(rule.backendRefs)) {
      const reason = look(raw, `${path}.backendRefs[${position}]`, 'backend')
      if (reason) all.resolved.push(reason)
    }
  }
  return {
    backends,
    unaccepted: [...new Set(all.accepted)].sort(),
    unresolved: all.resolved,
    areAllRefused: refused.size > 0 && refused.size === rules.length,
    served: reached,
    policies: [...policies],
  }
}

/** What gets no traffic is not looked at where the last error is told. */
function isUnread({ weight }: BackendFact, { routes }: Served['choices']): boolean {
  return routes.lastError !== undefined && weight === 0
}

function joined(reasons: readonly string[]): string {
  return [...new Set(reasons)].sort().join(',')
}

type Look = (raw: Fields, path: string, role: 'backend' | 'mirror') => string | undefined

/** What is wrong with the filters of a rule, in their order; one that cannot be understood ends it. */
function filterErrors(rule: Fields, path: string, route: Route, served: Served, context: Context, look: Look): Errors {
  const { choices } = served
  const known = served.implementation.filters?.rules.types[route.kind]
  const errors: Errors = { accepted: [], resolved: [] }
  let [mirrors, redirects] = [false, false]
  for (const [index, filter] of recordEntries(rule.filters)) {
    const type = text(filter.type) ?? ''
    if (isRecord(filter.requestMirror) && isRecord(filter.requestMirror.backendRef)) {
      const reason = look(filter.requestMirror.backendRef, `${path}.filters[${index}].requestMirror.backendRef`, 'mirror')
      if (reason && !choices.backends.untoldOfMirrors?.includes(reason)) errors.resolved.push(reason)
      if (!reason) mirrors = true
    }
    if (route.kind === 'HTTPRoute' && !isPublished(filter, served)) errors.accepted.push(choices.routes.unpublished as string)
    if (!choices.routes.ruleFaults) continue
    if (known && !known.includes(type)) {
      errors.accepted.push('UnsupportedValue')
      break
    }
    if (type === 'ExtensionRef') {
      const fault = extensionFault(filter.extensionRef, route.metadata.namespace ?? '', choices.routes, context)
      if (fault) {
        errors[fault === 'absent' ? 'resolved' : 'accepted'].push('UnsupportedValue')
        break
      }
    }
    if (!hasUsableHeaders(filter) || !hasUsableHostname(filter)) errors.accepted.push('UnsupportedValue')
    else if (type === 'RequestRedirect') redirects = true
  }
  if (choices.routes.ruleFaults && mirrors && redirects) errors.accepted.push('IncompatibleFilters')
  return errors
}

/** Whether the class has the features of a rule's filter, as far as it is asked. GEP-2162: what it publishes is all that it has. */
function isPublished(filter: Fields, { choices, gatewayClass }: Served): boolean {
  const published = choices.routes.unpublished === undefined ? undefined : publishedFeatures(gatewayClass)
  if (!published) return true
  const code = redirectCode(filter)
  return [...filterFeatures(filter, 'rule'), ...(code ? [code.feature] : [])].every((feature) => published.has(feature))
}

/** Whether every regular expression in a rule's matches can be read. */
function hasReadableMatches(rule: Fields, kind: RouteKind): boolean {
  for (const { path, method, headers, queryParams } of records(rule.matches)) {
    if (isUnreadable(path, 'value') || isUnreadable(method, 'service') || isUnreadable(method, 'method')) return false
    if (headers !== undefined && records(headers).some((one) => isUnreadable(one, 'value'))) return false
    if (queryParams !== undefined && kind === 'HTTPRoute' && records(queryParams).some((one) => isUnreadable(one, 'value'))) return false
  }
  return true
}

function isUnreadable(one: unknown, field: string): boolean {
  if (!isRecord(one) || one.type !== 'RegularExpression') return false
  const value = one[field]
  return typeof value === 'string' && re2Problem(value) !== undefined
}
