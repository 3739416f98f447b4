import type { Route } from '../../gateway/objects.ts'
import type { OwnFault, RouteOwnCheck } from '../../gateway/own-checks.ts'
import { type Fields, isRecord, recordEntries, records, text } from '../../gateway/shape.ts'
import { Conditions } from './conditions.ts'
import { type Context, keyOf, type Served } from './context.ts'
import type { ParentOutcome, RouteOutcome } from './parent-outcome.ts'
import { rulesOutcome } from './rules.ts'
import type { ServiceParentOutcome } from './service-parent.ts'

const OF_GATEWAYS: readonly RouteOwnCheck[] = ['mirror permitted', 'backend or redirect']
const HEADERS = ['requestHeaderModifier', 'responseHeaderModifier'] as const

/**
 * What is left of a route's parents where a controller stops over something of its own: nothing, for all of the parents that it serves. What
 * is judged is made for each parent that accepts the route. Source: attachment.go of Kuma, and validation.go of its MeshHTTPRoute.
 */
export function concludeOwnChecks(
  route: Route,
  parents: readonly ParentOutcome[],
  serviceParents: readonly ServiceParentOutcome[],
  context: Context,
): RouteOutcome {
  const ownFaults = routeOwnFaults(route, parents, serviceParents, context)
  const isSilent = ({ controllerName }: Served) => ownFaults.has(controllerName)
  return {
    route,
    parents: parents.map(
      (one): ParentOutcome =>
        isSilent(one.gateway.served) ? { ...one, conditions: new Conditions(), attachments: [], unwritten: 'own check' } : one,
    ),
    serviceParents: serviceParents.map((one) => (isSilent(one.served) ? { ...one, conditions: new Conditions(), isWritten: false } : one)),
    ownFaults,
  }
}

function routeOwnFaults(
  route: Route,
  parents: readonly ParentOutcome[],
  serviceParents: readonly ServiceParentOutcome[],
  context: Context,
): ReadonlyMap<string, readonly OwnFault[]> {
  const faults = new Map<string, OwnFault[]>()
  const add = ({ controllerName }: Served, found: readonly OwnFault[]) => {
    const known = faults.get(controllerName) ?? []
    const isNew = ({ check, path }: OwnFault) => !known.some((one) => one.check === check && one.path === path)
    if (found.length > 0) faults.set(controllerName, [...known, ...found.filter(isNew)])
  }
  for (const { index, conditions, gateway, selected } of parents) {
    const { served } = gateway
    const checks = served.choices.routes.ownChecks ?? []
    const isCompared = conditions.get('Accepted')?.reason !== 'NoMatchingListenerHostname'
    const unreadable = selected.some(({ facts }) => facts.selector !== undefined && !facts.isSelectorUsable)
    if (isCompared && unreadable && checks.includes('selector readable'))
      add(served, [{ check: 'selector readable', path: `spec.parentRefs[${index}]`, key: keyOf(gateway.gateway) }])
    if (conditions.is('Accepted', 'True')) add(served, ruleFaults(route, served, checks, context))
  }
  for (const parent of serviceParents) {
    if (!parent.isWritten || !parent.conditions.is('Accepted', 'True')) continue
    const checks = parent.served.choices.routes.ownChecks ?? []
    add(parent.served, [
      ...(checks.includes('name fits') && isNameTooLong(route, parent)
        ? [{ check: 'name fits', path: 'metadata.name', key: `${parent.ref.namespace}/${parent.ref.name}` } as const]
        : []),
      ...ruleFaults(
        route,
        parent.served,
        checks.filter((check) => !OF_GATEWAYS.includes(check)),
        context,
      ),
    ])
  }
  return faults
}

function isNameTooLong(route: Route, parent: ServiceParentOutcome): boolean {
  const most = mostNamesTogether(parent)
  return most !== undefined && namesTogether(route, parent) > most
}

/** How long the names of a route and its parent, and of their namespaces, are together. */
export function namesTogether({ metadata }: Route, { ref }: Pick<ServiceParentOutcome, 'ref'>): number {
  return [metadata.name, metadata.namespace ?? '', ref.name, ref.namespace].join('').length
}

/** And how long they may be; undefined where nothing is made of them. */
export function mostNamesTogether({ ref, served }: Pick<ServiceParentOutcome, 'ref' | 'served'>): number | undefined {
  const { mesh } = served.choices
  return ref.kind === 'Service' ? mesh?.namesTogether : mesh?.namesTogetherOfOthers
}

function ruleFaults(route: Route, served: Served, checks: readonly RouteOwnCheck[], context: Context): OwnFault[] {
  const faults: OwnFault[] = []
  if (checks.length === 0) return faults
  const fail = (check: RouteOwnCheck, path: string, key: string) => {
    if (checks.includes(check)) faults.push({ check, path, key })
  }
  for (const [index, rule] of recordEntries(route.spec?.rules)) {
    const path = `spec.rules[${index}]`
    const filters = recordEntries(rule.filters)
    for (const [position, filter] of filters) {
      const at = `${path}.filters[${position}]`
      for (const field of HEADERS) {
        const modifier = filter[field]
        if (!isRecord(modifier)) continue
        const names = changedHeaders(modifier)
        if (new Set(names).size < names.length) fail('header changed once', `${at}.${field}`, names.sort().join())
      }
      for (const field of ['requestRedirect', 'urlRewrite']) {
        const value = filter[field]
        const hostname = isRecord(value) ? (text(value.hostname) ?? '') : ''
        if (isAddress(hostname)) fail('hostname no address', `${at}.${field}.hostname`, hostname)
      }
    }
    const redirects = filters.some(([, { type }]) => type === 'RequestRedirect')
    if (records(rule.backendRefs).length === 0 && !redirects) fail('backend or redirect', path, JSON.stringify(rule.matches) ?? '')
  }
  for (const { reference, path, grant } of rulesOutcome(route, served, context).backends) {
    if (reference.role === 'mirror' && grant === 'missing') fail('mirror permitted', path, `${reference.to.namespace}/${reference.to.name}`)
  }
  return faults
}

/** Header names are put in lower case where they are set or added, and stay as they are where they are removed. */
function changedHeaders({ set, add, remove }: Fields): string[] {
  const written = [...records(set), ...records(add)].map(({ name }) => (text(name) ?? '').toLowerCase())
  return [...written, ...(Array.isArray(remove) ? remove.filter((name) => typeof name === 'string') : [])]
}

function isAddress(hostname: string): boolean {
  const numbers = hostname.split('.')
  return numbers.length === 4 && numbers.every((one) => /^\d+$/.test(one) && Number(one) <= 255)
}
