import type { Finding } from '../rules/finding.ts'

/**
 * The findings that an old object had already, as a predicate over those of the new one. Each old finding excuses one new finding of its
 * rule and key, so a second one of the same kind is new (the rule of CRD ratcheting in the API server, applied to findings). A finding
 * whose key has parts is excused when each of them was in trouble before.
 */
export function carriedOver(old: readonly Finding[]): (finding: Finding) => boolean {
  const left = new Map<string, number>()
  const parts = new Set<string>()
  for (const { rule, key } of old) {
    if (typeof key === 'string') left.set(`${rule}\0${key}`, (left.get(`${rule}\0${key}`) ?? 0) + 1)
    else for (const part of key) parts.add(`${rule}\0${part}`)
  }
  return ({ rule, key }) => {
    if (typeof key !== 'string') return key.every((part) => parts.has(`${rule}\0${part}`))
    const count = left.get(`${rule}\0${key}`) ?? 0
    if (count === 0) return false
    left.set(`${rule}\0${key}`, count - 1)
    return true
  }
}
