import type { ClusterView } from '../gateway/ports.ts'
import { selectorMatches } from '../gateway/selectors.ts'
import type { Policy, PresetName, RuleSetting } from './policy.ts'

export interface NamespacePolicy {
  readonly names?: readonly string[]
  readonly selector?: unknown
  readonly preset?: PresetName
  readonly rules?: Readonly<Record<string, RuleSetting>>
}

export interface Policies {
  readonly preset: PresetName
  readonly rules: Readonly<Record<string, RuleSetting>>
  readonly namespaces: readonly NamespacePolicy[]
}

/**
 * The policy of each namespace: the first entry that names it or whose selector matches its labels, over the general one. Objects of the
 * cluster, and namespaces whose labels are not known, get the general one: an unknown must never widen an exception.
 */
export function policiesByNamespace({ preset, rules, namespaces }: Policies, view: ClusterView): (namespace: string | undefined) => Policy {
  const general: Policy = { preset, rules }
  const merged = namespaces.map((entry): Policy => ({ preset: entry.preset ?? preset, rules: { ...rules, ...entry.rules } }))
  return (namespace) => {
    if (namespace === undefined || merged.length === 0) return general
    for (const [index, entry] of namespaces.entries()) {
      const fits = entry.names?.includes(namespace) || (entry.selector !== undefined && selected(entry.selector, namespace, view))
      if (fits === 'unknown') return general
      if (fits) return merged[index] ?? general
    }
    return general
  }
}

function selected(selector: unknown, namespace: string, view: ClusterView): boolean | 'unknown' {
  const found = view.get('Namespace', undefined, namespace)
  if (found.state === 'unknown') return 'unknown'
  // The API server sets this label itself; a folder need not hold it.
  return found.state === 'found' && selectorMatches(selector, { ...found.object.metadata.labels, 'kubernetes.io/metadata.name': namespace })
}
