import { defaultScopeOf } from './default-scope.ts'
import { isPolicyKind, isRouteKind, type Kind, POLICY_KINDS, ROUTE_KINDS } from './kinds.ts'
import type { AnyObject } from './objects.ts'
import { parentRefOf, type RawParentRef } from './parents.ts'
import { mayLeave, referencesOf } from './references.ts'
import { type Fields, records, text } from './shape.ts'

/** The questions beside "by name" that prediction asks of a view; each index answers one. */
export type IndexName =
  | 'gatewaysOfClass'
  | 'defaultGateways'
  | 'classesOfController'
  | 'listenerSetsOf'
  | 'routesOf'
  | 'grantsIn'
  | 'policiesOf'
  | 'referrersInto'

/** The kinds whose objects an index holds. */
export const INDEXED: Readonly<Record<IndexName, readonly Kind[]>> = {
  gatewaysOfClass: ['Gateway'],
  defaultGateways: ['Gateway'],
  classesOfController: ['GatewayClass'],
  listenerSetsOf: ['ListenerSet'],
  routesOf: ROUTE_KINDS,
  grantsIn: ['ReferenceGrant'],
  policiesOf: POLICY_KINDS,
  referrersInto: ['Gateway', 'ListenerSet', ...ROUTE_KINDS, 'XTelemetryPolicy'],
}

/** The index entries of one object, as `index\0key`. Objects of unexpected shape are simply not found by what they lack. */
export function indexKeys(kind: Kind, object: AnyObject): string[] {
  return [...ownKeys(kind, object), ...referrerKeys(kind, object)]
}

function referrerKeys(kind: Kind, object: AnyObject): string[] {
  if (!mayLeave(kind, object)) return []
  const foreign = referencesOf(kind, object).filter(({ from, to }) => from.namespace !== to.namespace)
  return foreign.length === 0 ? [] : [...new Set(foreign.map(({ to }) => indexKey('referrersInto', to.namespace)))]
}

function ownKeys(kind: Kind, object: AnyObject): string[] {
  if (kind === 'Gateway' && object.kind === 'Gateway') {
    const ofClass = indexKey('gatewaysOfClass', text(object.spec?.gatewayClassName) ?? '')
    const scope = defaultScopeOf(object)
    return scope === undefined ? [ofClass] : [ofClass, indexKey('defaultGateways', scope)]
  }
  if (kind === 'GatewayClass' && object.kind === 'GatewayClass') return [indexKey('classesOfController', text(object.spec?.controllerName) ?? '')]
  if (kind === 'ReferenceGrant') return [indexKey('grantsIn', object.metadata.namespace ?? '')]
  if (isPolicyKind(kind)) {
    const targets = records((object as { spec?: { targetRefs?: unknown } }).spec?.targetRefs)
    return [
      ...new Set(
        targets.map((target) => indexKey('policiesOf', policyTargetKey({ ...namedBy(target), namespace: object.metadata.namespace ?? '' }))),
      ),
    ]
  }
  if (kind === 'ListenerSet' && object.kind === 'ListenerSet') {
    const parent = parentRefOf((object.spec?.parentRef ?? { name: '' }) as RawParentRef, object.metadata.namespace ?? '')
    return [indexKey('listenerSetsOf', `${parent.namespace}/${parent.name}`)]
  }
  if (isRouteKind(kind)) {
    const spec = (object as { spec?: { parentRefs?: unknown } }).spec
    const keys = records(spec?.parentRefs).map((raw) => {
      const parent = parentRefOf(raw as unknown as RawParentRef, object.metadata.namespace ?? '')
      return indexKey('routesOf', `${parent.kind}/${parent.namespace}/${parent.name}`)
    })
    return [...new Set(keys)]
  }
  return []
}

function namedBy(target: Fields): { group: string; kind: string; name: string } {
  return { group: text(target.group) ?? '', kind: text(target.kind) ?? '', name: text(target.name) ?? '' }
}

/** The key of what a policy is about. */
export function policyTargetKey({ namespace, group, kind, name }: { namespace: string; group: string; kind: string; name: string }): string {
  return `${namespace}/${group}/${kind}/${name}`
}

export function indexKey(index: IndexName, key: string): string {
  return `${index}\0${key}`
}
