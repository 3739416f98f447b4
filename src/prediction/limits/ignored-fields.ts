import type { Implementation } from '../../gateway/implementation.ts'
import type { IgnoredField } from '../../gateway/limits.ts'
import type { Gateway, Route } from '../../gateway/objects.ts'
import { type Fields, isRecord, recordEntries, text } from '../../gateway/shape.ts'
import type { GatewayLimitFact, RouteLimitFact } from './fact.ts'

type Ignored = Extract<GatewayLimitFact & RouteLimitFact, { readonly limit: 'ignored field' }>

/** The fields of a Gateway that its controller does not read, although the specification has them. Source: `limits` of the implementation. */
export function ignoredInGateway({ spec }: Gateway, implementation: Implementation): Ignored[] {
  if (implementation.limits?.gatewaysUnread) return []
  return [
    ...ignored('Gateway', spec as unknown, 'spec', '', implementation),
    ...recordEntries(spec?.listeners).flatMap(([index, listener]) =>
      ignored('listener', listener, `spec.listeners[${index}]`, text(listener.name) ?? '', implementation),
    ),
  ]
}

/** The same of an HTTPRoute. */
export function ignoredInRoute({ kind, spec }: Route, implementation: Implementation): Ignored[] {
  if (kind !== 'HTTPRoute' || !implementation.limits?.ignoredFields) return []
  return recordEntries(spec?.rules).flatMap(([index, rule]) => {
    const path = `spec.rules[${index}]`
    const key = JSON.stringify(rule.matches) ?? ''
    const mirrors = recordEntries(rule.filters).flatMap(([at, { requestMirror }]) =>
      ignored('mirror', requestMirror, `${path}.filters[${at}].requestMirror`, key, implementation),
    )
    return [...ignored('rule', rule, path, key, implementation), ...mirrors]
  })
}

function ignored(of: IgnoredField['of'], object: unknown, base: string, key: string, implementation: Implementation): Ignored[] {
  return (implementation.limits?.ignoredFields ?? [])
    .filter((field) => field.of === of && isSet(at(object, field.path.split('.'))))
    .map((field) => ({ limit: 'ignored field', path: `${base}.${field.path}`, key: `${field.path} ${key}`, implementation, field }))
}

function at(object: unknown, names: readonly string[]): unknown {
  return names.reduce<unknown>((value, name) => (isRecord(value) ? (value as Fields)[name] : undefined), object)
}

/** Empty ones ask for nothing. */
function isSet(value: unknown): boolean {
  if (value === undefined || value === null) return false
  return typeof value !== 'object' || Object.keys(value).length > 0
}
