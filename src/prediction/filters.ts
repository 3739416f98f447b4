import { filterFeatures, redirectCode } from '../gateway/features.ts'
import type { FilterTypes } from '../gateway/implementation.ts'
import type { RouteKind } from '../gateway/kinds.ts'
import type { Route } from '../gateway/objects.ts'
import { type Fields, isRecord, recordEntries, text } from '../gateway/shape.ts'
import { conditionFor, type Judge } from './judges.ts'
import type { Condition } from './prediction.ts'
import type { Extension, FilterTrouble } from './rule-facts.ts'
import { backendFilter } from './status/backends.ts'
import { type Context, existenceOf } from './status/context.ts'

interface Place {
  readonly place: 'rule' | 'backend'
  readonly path: string
  readonly kind: RouteKind
  readonly namespace: string
}

/**
 * Filters of a route that do not do what they say: of a type, a kind or a feature that the controller does not have, or with nothing behind
 * them. Source: gateway-api.md 2.5 (R-EXTREF, R-FILTER, R-UNSUP), gateway-api-1.7.md 6.2 (S-REDIR-CODE), the filters of each implementation.
 */
export function filterTroubles(kind: RouteKind, route: Route, judges: readonly Judge[], context: Context): FilterTrouble[] {
  if (kind !== 'HTTPRoute' && kind !== 'GRPCRoute') return []
  const namespace = route.metadata.namespace ?? ''
  const found: FilterTrouble[] = []
  for (const [r, rule] of recordEntries(route.spec?.rules)) {
    const path = `spec.rules[${r}]`
    for (const [f, filter] of recordEntries(rule.filters)) {
      const trouble = troubleOf(filter, { place: 'rule', path: `${path}.filters[${f}]`, kind, namespace }, judges, context)
      if (trouble) found.push(trouble)
    }
    found.push(...together(rule, path, judges))
    for (const [b, backend] of recordEntries(rule.backendRefs)) {
      for (const [f, filter] of recordEntries(backend.filters)) {
        const at = `${path}.backendRefs[${b}].filters[${f}]`
        const trouble = troubleOf(filter, { place: 'backend', path: at, kind, namespace }, judges, context)
        if (trouble) found.push(trouble)
      }
    }
  }
  return found
}

function troubleOf(filter: Fields, { place, path, kind, namespace }: Place, judges: readonly Judge[], context: Context): FilterTrouble | undefined {
  const type = text(filter.type) ?? ''
  // A contradiction whoever reads it: an oddity of the route.
  if (place === 'backend' && type === 'RequestRedirect') return undefined
  const extension = type === 'ExtensionRef' ? extensionOf(filter.extensionRef, namespace) : undefined
  const key = `${place} ${type} ${JSON.stringify(filter[fieldOf(type)] ?? null)}`
  const base = { path, key, place, type }
  for (const judge of judges) {
    const { published } = judge
    const { implementation, className } = judge.served
    const features = kind === 'HTTPRoute' ? filterFeatures(filter, place) : []
    const isMissing = (feature: string) => published?.has(feature) === false
    const feature = features.find(isMissing)
    const lacking = { className, by: implementation, ...conditionOf(judge, ['UnsupportedValue']) }
    if (feature !== undefined) return { ...base, is: 'feature', feature, ...lacking }
    const code = kind === 'HTTPRoute' && place === 'rule' ? redirectCode(filter) : undefined
    if (code && isMissing(code.feature)) return { ...base, is: 'redirect code', ...code, ...lacking }
    const isPublished = features.length > 0 && published !== undefined
    const choices = implementation.filters?.[place === 'rule' ? 'rules' : 'backends']
    const taken = choices?.types[kind]
    if (choices && taken && !isPublished && !taken.includes(type)) {
      return { ...base, is: 'type', others: choices.others, taken, by: implementation, ...conditionOf(judge, [choices.reason]) }
    }
    const extensions = implementation.filters?.extensions
    if (extension && extensions && !extensions.includes(`${extension.group}/${extension.kind}`)) {
      return { ...base, is: 'extension kind', extension, taken: extensions, by: implementation, ...conditionOf(judge, [choices?.reason]) }
    }
    if (place === 'backend' && type === 'URLRewrite' && !isPublished && isPathRefused(filter, kind, namespace, judge, context)) {
      return { ...base, is: 'path', by: implementation, ...conditionOf(judge, [choices?.reason]) }
    }
  }
  if (!extension) return undefined
  if (existenceOf(extension.group, extension.kind, extension.namespace, extension.name, context) !== 'absent') return undefined
  return { ...base, is: 'extension absent', extension, ...toldAbsent(judges, place) }
}

function isPathRefused(filter: Fields, kind: RouteKind, namespace: string, { choices }: Judge, context: Context): boolean {
  return choices !== undefined && backendFilter(filter, kind, namespace, choices, context) === 'unsupported'
}

function conditionOf(judge: Judge, reasons: readonly (string | undefined)[]): { readonly condition?: Condition } {
  const condition = conditionFor(judge, reasons)
  return condition ? { condition } : {}
}

function toldAbsent(judges: readonly Judge[], place: Place['place']): { readonly condition?: Condition } {
  for (const judge of judges) {
    const types: FilterTypes | undefined = judge.served.implementation.filters?.[place === 'rule' ? 'rules' : 'backends']
    const values = judge.choices?.backends.checks.find(({ check }) => check === 'filter values')?.reason
    const told = conditionOf(judge, [place === 'rule' ? types?.reason : values])
    if (told.condition) return told
  }
  return {}
}

/** A mirror of a request that is redirected: only where the controller says that it does not go together. */
function together(rule: Fields, path: string, judges: readonly Judge[]): FilterTrouble[] {
  const filters = recordEntries(rule.filters)
  const at = (type: string) => filters.find(([, filter]) => filter.type === type)?.[0]
  const [mirror, redirect] = [at('RequestMirror'), at('RequestRedirect')]
  if (mirror === undefined || redirect === undefined) return []
  for (const judge of judges) {
    const told = conditionOf(judge, ['IncompatibleFilters'])
    if (!told.condition) continue
    const base = { path: `${path}.filters[${mirror}]`, key: JSON.stringify(rule.filters), place: 'rule', type: 'RequestMirror' } as const
    return [{ ...base, is: 'together', with: 'RequestRedirect', by: judge.served.implementation, ...told }]
  }
  return []
}

function extensionOf(raw: unknown, namespace: string): Extension | undefined {
  if (!isRecord(raw) || typeof raw.name !== 'string') return undefined
  return { group: text(raw.group) ?? '', kind: text(raw.kind) ?? '', namespace, name: raw.name }
}

function fieldOf(type: string): string {
  return type.startsWith('URL') ? 'urlRewrite' : type === 'CORS' ? 'cors' : `${type.charAt(0).toLowerCase()}${type.slice(1)}`
}
