import { type Fields, isRecord, recordEntries, text } from '../../gateway/shape.ts'
import type { Oddity } from './oddity.ts'

/**
 * Filters of a backend that contradict their rule: a redirect, which never forwards; and ReplacePrefixMatch where the rule has not exactly
 * one PathPrefix match. CEL looks for redirects only at rules, and for the prefix only where one backend has such a filter.
 */
export function backendFilters(rule: Fields, path: string, found: Oddity[]): void {
  if (!Array.isArray(rule.backendRefs)) return
  rule.backendRefs.forEach((backend: unknown, index) => {
    if (!isRecord(backend) || !Array.isArray(backend.filters)) return
    const name = text(backend.name) ?? ''
    const base = { backend: name, key: `${text(backend.namespace) ?? ''}/${name}` }
    for (const [at, filter] of recordEntries(backend.filters)) {
      const here = { ...base, path: `${path}.backendRefs[${index}].filters[${at}]` }
      if (filter.type === 'RequestRedirect') found.push({ oddity: 'redirect-on-backend', ...here })
      else if (replacesPrefix(filter) && !hasOnePrefix(rule)) found.push({ oddity: 'prefix-rewrite-without-prefix', ...here })
    }
  })
}

function replacesPrefix({ urlRewrite }: Fields): boolean {
  return isRecord(urlRewrite) && isRecord(urlRewrite.path) && urlRewrite.path.type === 'ReplacePrefixMatch'
}

/** A rule without matches, and a match without a path, are the prefix `/`. */
function hasOnePrefix({ matches }: Fields): boolean {
  if (!Array.isArray(matches) || matches.length === 0) return true
  const [match] = matches as unknown[]
  if (matches.length > 1 || !isRecord(match)) return false
  return !isRecord(match.path) || (match.path.type ?? 'PathPrefix') === 'PathPrefix'
}
