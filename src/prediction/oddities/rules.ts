import { type Fields, isRecord, text } from '../../gateway/shape.ts'
import type { Oddity } from './oddity.ts'

/** Rules of one name: the CRDs refuse them from v1.7 on (v1.2 in the experimental channel), but objects of before stay. */
export function duplicateRuleNames(rules: readonly [number, Fields][], found: Oddity[]): void {
  if (rules.length < 2) return
  const seen = new Map<string, string>()
  for (const [index, { name }] of rules) {
    if (typeof name !== 'string' || name === '') continue
    const path = `spec.rules[${index}].name`
    const first = seen.get(name)
    if (first === undefined) seen.set(name, path)
    else found.push({ oddity: 'duplicate-rule-name', path, key: name, name, first })
  }
}

/** A rule all of whose backends have weight 0: nothing is forwarded (HTTPBackendRef.Weight). */
export function zeroWeights(rule: Fields, path: string, found: Oddity[]): void {
  const { backendRefs } = rule
  if (!Array.isArray(backendRefs) || backendRefs.length === 0) return
  for (const backend of backendRefs as unknown[]) if (!isRecord(backend) || backend.weight !== 0) return
  const names = (backendRefs as Fields[]).map(({ namespace, name }) => `${text(namespace) ?? ''}/${text(name)}`)
  found.push({ oddity: 'backend-weights-all-zero', path: `${path}.backendRefs`, key: names.sort().join(' '), backends: names.length })
}

/** A rule of an HTTPRoute that nothing answers: no backend, no redirect, and no filter of the controller's own that might. */
export function ruleWithoutBackends(rule: Fields, path: string, found: Oddity[]): void {
  const { backendRefs, filters, matches, name } = rule
  if (Array.isArray(backendRefs) ? backendRefs.length > 0 : backendRefs !== undefined && backendRefs !== null) return
  if (Array.isArray(filters) && filters.some((filter) => isRecord(filter) && (filter.type === 'RequestRedirect' || filter.type === 'ExtensionRef')))
    return
  found.push({ oddity: 'rule-without-backends', path, key: text(name) ?? JSON.stringify(matches ?? null) })
}

/** Deprecated in v1.7 in favour of XBackend. */
export function deprecatedSessionPersistence(rule: Fields, path: string, found: Oddity[]): void {
  if (!isRecord(rule.sessionPersistence)) return
  found.push({ oddity: 'deprecated-session-persistence', path: `${path}.sessionPersistence`, key: text(rule.name) ?? '' })
}
