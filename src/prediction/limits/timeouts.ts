import type { Implementation } from '../../gateway/implementation.ts'
import type { Route } from '../../gateway/objects.ts'
import { isRecord, recordEntries, text } from '../../gateway/shape.ts'
import type { RouteLimitFact } from './fact.ts'

/** Timeouts of an HTTPRoute that are not read, or that would have to be the same in every rule. Source: kong.md 1.3 and 3.3, and 4.4 for the operator. */
export function timeoutLimits(route: Route, implementation: Implementation): RouteLimitFact[] {
  const choices = implementation.limits?.timeouts
  if (!choices || route.kind !== 'HTTPRoute') return []
  const rules = recordEntries(route.spec?.rules).map(([index, { timeouts }]) => ({
    at: `spec.rules[${index}]`,
    hasTimeouts: isRecord(timeouts),
    request: isRecord(timeouts) ? text(timeouts.request) : undefined,
    backendRequest: isRecord(timeouts) ? text(timeouts.backendRequest) : undefined,
  }))
  const ignored = (['request', 'backendRequest'] as const).filter((field) => choices[field] === 'ignored')
  const found = rules.flatMap((rule) =>
    ignored.flatMap((field): RouteLimitFact[] => {
      const value = rule[field]
      return value === undefined
        ? []
        : [{ limit: 'ignored timeout', path: `${rule.at}.timeouts.${field}`, key: `${field} ${value}`, implementation, field }]
    }),
  )
  const first = rules.find(({ backendRequest }) => backendRequest !== undefined)
  if (choices.backendRequest !== 'one for all rules' || first?.backendRequest === undefined) return found
  const told = { path: `${first.at}.timeouts.backendRequest`, value: first.backendRequest }
  const seen = new Set([first.backendRequest])
  for (const { at, backendRequest: value, hasTimeouts } of rules) {
    // Each other value once, and that there is none.
    if (seen.has(value ?? '')) continue
    seen.add(value ?? '')
    const path = value !== undefined ? `${at}.timeouts.backendRequest` : hasTimeouts ? `${at}.timeouts` : at
    const key = `${told.value} ${value ?? ''}`
    found.push({ limit: 'differing timeouts', path, key, implementation, ...(value !== undefined && { value }), first: told })
  }
  return found
}
