import { filterFeatures, redirectCode } from '../gateway/features.ts'
import type { FilterTypes } from '../gateway/implementation.ts'
import type { RouteKind } from '../gateway/kinds.ts'
import type { Route } from '../gateway/objects.ts'
import { type Fields, isRecord, recordEntries, text } from '../gateway/shape.ts'
import { type Judge, type Told, toldBy } from './judges.ts'
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
    if (Array.isArray(rule.filters) && rule.filters.length > 1) found.push(...together(rule, path, judges))
    for (const [b, backend] of recordEntries(rule.backendRefs)) {
      if (backend.filters === undefined) continue
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
  const base = () => ({ path, key: `${place} ${type} ${JSON.stringify(filter[fieldOf(type)] ?? null)}`, place, type })
  for (const judge of judges) {
    const { published } = judge
    const { implementation, className } = judge.served
    const features = published && kind === 'HTTPRoute' ? filterFeatures(filter, place) : []
    const isMissing = (feature: string) => published?.has(feature) === false
    const feature = features.find(isMissing)
    const lacking = () => ({ className, by: implementation, ...toldBy([judge], () => ['UnsupportedValue']) })
    if (feature !== undefined) return { ...base(), is: 'feature', feature, ...lacking() }
    const code = published && kind === 'HTTPRoute' && place === 'rule' ? redirectCode(filter) : undefined
    if (code && isMissing(code.feature)) return { ...base(), is: 'redirect code', ...code, ...lacking() }
    const isPublished = features.length > 0
    const choices = implementation.filters?.[place === 'rule' ? 'rules' : 'backends']
    const taken = choices?.types[kind]
    if (choices && taken && !isPublished && !taken.includes(type)) {
      const isWhole = judges.every((one) => dropsRoute(one, place, type))
      return { ...base(), is: 'type', others: choices.others, isWhole, taken, by: implementation, ...tellingOf(judge, choices) }
    }
    const extensions = implementation.filters?.extensions
    if (extension && extensions && !extensions.includes(`${extension.group}/${extension.kind}`)) {
      return { ...base(), is: 'extension kind', extension, taken: extensions, by: implementation, ...tellingOf(judge, choices) }
    }
    if (place === 'backend' && type === 'URLRewrite' && !isPublished && isPathRefused(filter, kind, namespace, judge, context)) {
      return { ...base(), is: 'path', by: implementation, ...tellingOf(judge, choices) }
    }
  }
  if (!extension) return undefined
  if (existenceOf(extension.group, extension.kind, extension.namespace, extension.name, context) !== 'absent') return undefined
  return { ...base(), is: 'extension absent', extension, ...absenceTold(judges, place) }
}

/** Whether a controller serves nothing of a route with such a filter, in any version. */
function dropsRoute({ served }: Judge, place: Place['place'], type: string): boolean {
  const choices = served.implementation.filters?.[place === 'rule' ? 'rules' : 'backends']
  return choices?.others === 'route not served' && choices.never?.includes(type) === true
}

function isPathRefused(filter: Fields, kind: RouteKind, namespace: string, { choices }: Judge, context: Context): boolean {
  return choices !== undefined && backendFilter(filter, kind, namespace, choices, context) === 'unsupported'
}

/** What has no reason is never told. */
function tellingOf(judge: Judge, choices: FilterTypes | undefined): Told {
  return choices && choices.reason === undefined ? { isSilent: true } : toldBy([judge], () => [choices?.reason])
}

function absenceTold(judges: readonly Judge[], place: Place['place']): Told {
  return toldBy(judges, ({ served, choices }) =>
    place === 'rule'
      ? [served.implementation.filters?.rules.reason]
      : [choices?.backends.checks.find(({ check }) => check === 'filter values')?.reason],
  )
}

/** A mirror of a request that is redirected: only where the controller says that it does not go together. */
function together(rule: Fields, path: string, judges: readonly Judge[]): FilterTrouble[] {
  const filters = recordEntries(rule.filters)
  const at = (type: string) => filters.find(([, filter]) => filter.type === type)?.[0]
  const [mirror, redirect] = [at('RequestMirror'), at('RequestRedirect')]
  if (mirror === undefined || redirect === undefined) return []
  for (const judge of judges) {
    const told = toldBy([judge], () => ['IncompatibleFilters'])
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
