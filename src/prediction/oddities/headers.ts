import { type Fields, isRecord, text } from '../../gateway/shape.ts'
import type { HeaderAction, Oddity } from './oddity.ts'

/** Header matches of one match whose names are the same but for case: only the first counts (HTTPHeaderMatch.Name, GRPCHeaderMatch.Name). */
export function repeatedHeaderMatches(match: Fields, path: string, found: Oddity[]): void {
  const { headers } = match
  if (!Array.isArray(headers) || headers.length < 2) return
  const seen = new Map<string, { readonly name: string; readonly path: string }>()
  headers.forEach((header: unknown, index) => {
    if (!isRecord(header) || typeof header.name !== 'string') return
    const { name } = header
    const same = name.toLowerCase()
    const here = `${path}.headers[${index}]`
    const first = seen.get(same)
    if (first) found.push({ oddity: 'repeated-header-match', path: here, key: `${same}=${text(header.value)}`, name, first })
    else seen.set(same, { name, path: here })
  })
}

const ACTIONS: readonly HeaderAction[] = ['set', 'add', 'remove']

/** Headers that one modifier names more than once, whatever the case; the specification allows one action for each (HTTPHeaderFilter). */
export function repeatedHeaderActions(filter: Fields, path: string, found: Oddity[]): void {
  if (isRecord(filter.requestHeaderModifier)) ofModifier(filter.requestHeaderModifier, `${path}.requestHeaderModifier`, found)
  if (isRecord(filter.responseHeaderModifier)) ofModifier(filter.responseHeaderModifier, `${path}.responseHeaderModifier`, found)
}

function ofModifier(modifier: Fields, path: string, found: Oddity[]): void {
  const count = ACTIONS.reduce((sum, action) => sum + (Array.isArray(modifier[action]) ? modifier[action].length : 0), 0)
  if (count < 2) return
  const seen = new Map<string, { readonly name: string; readonly action: HeaderAction; readonly path: string }>()
  for (const action of ACTIONS) {
    const list = modifier[action]
    if (!Array.isArray(list)) continue
    list.forEach((entry: unknown, index) => {
      const name = isRecord(entry) ? entry.name : entry
      if (typeof name !== 'string') return
      const same = name.toLowerCase()
      const here = { name, action, path: `${path}.${action}[${index}]` }
      const first = seen.get(same)
      if (first) found.push({ oddity: 'repeated-header-action', key: `${same} ${action}`, ...here, first })
      else seen.set(same, here)
    })
  }
}
