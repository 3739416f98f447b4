import type { Route } from '../../gateway/objects.ts'
import type { OwnFault, RouteOwnCheck } from '../../gateway/own-checks.ts'
import { type Fields, isRecord, recordEntries, records, text } from '../../gateway/shape.ts'
import { Conditions } from './conditions.ts'
import type { Context, Served } from './context.ts'
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
  for (const { conditions, gateway, selected } of parents) {
    const { served } = gateway
    const checks = served.choices.routes.ownChecks ?? []
    const isCompared = conditions.get('Accepted')?.reason !== 'NoMatchingListenerHostname'
    const unreadable = selected.some(({ facts }) => facts.selector !== undefined && !facts.isSelectorUsable)
    if (isCompared && unreadable && checks.includes('selector readable')) add(served, [{ check: 'selector readable', path: 'spec.parentRefs' }])
    if (conditions.is('Accepted', 'True')) add(served, ruleFaults(route, served, checks, context))
  }
  for (const parent of serviceParents) {
    if (!parent.isWritten || !parent.conditions.is('Accepted', 'True')) continue
    const checks = parent.served.choices.routes.ownChecks ?? []
    add(parent.served, [
      ...(checks.includes('name fits') && isNameTooLong(route, parent) ? [{ check: 'name fits', path: 'metadata.name' } as const] : []),
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

function isNameTooLong({ metadata }: Route, { ref, served }: ServiceParentOutcome): boolean {
  const { namesTogether } = served.choices.mesh ?? {}
  return namesTogether !== undefined && [metadata.name, metadata.namespace ?? '', ref.name, ref.namespace].join('').length > namesTogether
}

function ruleFaults(route: Route, served: Served, checks: readonly RouteOwnCheck[], context: Context): OwnFault[] {
  const faults: OwnFault[] = []
  const fail = (check: RouteOwnCheck, path: string) => {
    if (checks.includes(check)) faults.push({ check, path })
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
        if (new Set(names).size < names.length) fail('header changed once', `${at}.${field}`)
      }
      for (const field of ['requestRedirect', 'urlRewrite']) {
        const value = filter[field]
        if (isRecord(value) && isAddress(text(value.hostname) ?? '')) fail('hostname no address', `${at}.${field}.hostname`)
      }
    }
    const redirects = filters.some(([, { type }]) => type === 'RequestRedirect')
    if (records(rule.backendRefs).length === 0 && !redirects) fail('backend or redirect', path)
  }
  for (const { reference, path, grant } of rulesOutcome(route, served, context).backends) {
    if (reference.role === 'mirror' && grant === 'missing') fail('mirror permitted', path)
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
