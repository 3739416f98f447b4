import type { Finding } from '../rules/finding.ts'

/**
 * The findings that an old object had already, as a predicate over those of the new one. Each old finding excuses one new finding of its
 * rule and key, so a second one of the same kind is new (the rule of CRD ratcheting in the API server, applied to findings).
 */
export function carriedOver(old: readonly Finding[]): (finding: Finding) => boolean {
  const left = new Map<string, number>()
  for (const finding of old) left.set(keyOf(finding), (left.get(keyOf(finding)) ?? 0) + 1)
  return (finding) => {
    const count = left.get(keyOf(finding)) ?? 0
    if (count === 0) return false
    left.set(keyOf(finding), count - 1)
    return true
  }
}

function keyOf(finding: Finding): string {
  return `${finding.rule}\0${finding.key}`
}
