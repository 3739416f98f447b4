import type { MappedRouteChoices } from '../../gateway/mapped-choices.ts'
import type { Route } from '../../gateway/objects.ts'
import { type Fields, isRecord, records, text } from '../../gateway/shape.ts'
import { supportsFeature } from '../class.ts'
import type { BackendFact } from './backends.ts'
import type { Context, Served } from './context.ts'
import { extensionFault } from './filters.ts'
import { rulesOutcome } from './rules.ts'

/** What becomes of an accepted route on its way to the proxy. Skipped: the fault is logged only, and nobody ever hears whether it was configured. */
export type Translation = 'done' | 'failed' | 'skipped'

/** Source: internal/dataplane/translator of Kong's controller; the whole route fails with any part of it. */
export function translationOf(route: Route, served: Served, context: Context): Translation {
  if (untranslated(route)) return 'skipped'
  const { backends } = rulesOutcome(route, served, context)
  if (backends.some(lacksPort)) return 'failed'
  return route.kind === 'HTTPRoute' && hasHttpFault(route, served, context) ? 'failed' : 'done'
}

/** Why a route is never translated, which is logged only: translate_tlsroute.go and translate_routes_helpers.go (checkBackendRefs). */
export function untranslated({ kind, spec }: Route): 'no hostnames' | 'no rules' | 'rule without backends' | undefined {
  if (kind === 'HTTPRoute' || kind === 'GRPCRoute') return undefined
  const { hostnames } = (spec ?? {}) as { hostnames?: unknown }
  if (kind === 'TLSRoute' && (!Array.isArray(hostnames) || hostnames.length === 0)) return 'no hostnames'
  const rules = records(spec?.rules)
  if (rules.length === 0) return 'no rules'
  return kind !== 'TLSRoute' && rules.some(({ backendRefs }) => records(backendRefs).length === 0) ? 'rule without backends' : undefined
}

/** A backend that is followed, whose Service has not the port in any protocol (findPort in translate_upstreams.go). */
function lacksPort({ reference, kind, existence, grant, port, isExternalName, isOtherProtocol }: BackendFact): boolean {
  if (reference.role !== 'backend' || kind !== 'supported' || existence !== 'found' || grant === 'missing') return false
  return port === 'missing' && !isExternalName && !isOtherProtocol
}

function hasHttpFault(route: Route, served: Served, context: Context): boolean {
  const rules = records(route.spec?.rules)
  if (rules.length === 0) return true
  const mapped = served.choices.routes.mapped as MappedRouteChoices
  const hasQueryParams = supportsFeature(served.implementation.queryParams, served.gatewayClass)
  const isBadMatch = (match: Fields) =>
    (!hasQueryParams && records(match.queryParams).length > 0) || isRepeated(records(match.headers).map(({ name }) => name))
  const isBadFilter = (filter: Fields) => {
    const type = text(filter.type) ?? ''
    if (mapped.translatedFilters?.includes(type) === false) return true
    if (type === 'ExtensionRef')
      return extensionFault(filter.extensionRef, route.metadata.namespace ?? '', served.choices.routes, context) === 'unknown kind'
    return (
      type === 'URLRewrite' &&
      mapped.translatedFilters !== undefined &&
      !(isRecord(filter.urlRewrite) && (filter.urlRewrite.path ?? filter.urlRewrite.hostname))
    )
  }
  return rules.some((rule) => records(rule.matches).some(isBadMatch) || records(rule.filters).some(isBadFilter))
}

function isRepeated(names: readonly unknown[]): boolean {
  return new Set(names).size < names.length
}
