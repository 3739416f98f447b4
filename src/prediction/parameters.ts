import { type GroupKind, kindIn } from '../gateway/kinds.ts'
import { isRecord, text } from '../gateway/shape.ts'
import type { ParametersFact, Written } from './owner-facts.ts'
import { type Context, existenceOf } from './status/context.ts'

interface Asked {
  readonly path: string
  /** That of a Gateway, whose parameters live beside it. */
  readonly ownNamespace?: string
  /** What the controller takes, where it says so. */
  readonly fitting: readonly GroupKind[]
  /** Whether what it names is known to have no namespace. */
  readonly ofCluster?: boolean
  readonly written: Written
}

/** What a parametersRef names. Source: ParametersReference and LocalParametersReference in apis/v1, gateway-api.md 2.10. */
export function parametersFact(
  raw: unknown,
  { path, ownNamespace, fitting, ofCluster, written }: Asked,
  context: Context,
): ParametersFact | undefined {
  if (!isRecord(raw)) return undefined
  const [group, kind, name] = [text(raw.group) ?? '', text(raw.kind) ?? '', text(raw.name) ?? '']
  const namespace = ownNamespace ?? text(raw.namespace)
  const base = { path, group, kind, name, ...(namespace !== undefined && { namespace }), fitting, written }
  if (fitting.length > 0 && !fitting.includes(`${group}/${kind}`)) return { ...base, state: 'unknown kind' }
  if (ofCluster && namespace !== undefined) return { ...base, state: 'namespace needless' }
  const known = kindIn(group, kind)
  if (known?.namespaced && namespace === undefined) return { ...base, state: 'namespace missing' }
  if (known && !known.namespaced && namespace !== undefined) return { ...base, state: 'namespace needless' }
  const existence = existenceOf(group, kind, namespace, name, context)
  if (existence !== 'absent') return { ...base, state: existence === 'found' ? 'in order' : 'unknown' }
  // Where only one without a namespace is there, the kind has none.
  const isClusterScoped = ownNamespace === undefined && namespace !== undefined && existenceOf(group, kind, undefined, name, context) === 'found'
  return { ...base, state: isClusterScoped && !known ? 'namespace needless' : 'absent' }
}

/** The kinds that a choice names, where it names any. */
export function kindsNamed(choice: readonly GroupKind[] | string | undefined): readonly GroupKind[] {
  return Array.isArray(choice) ? choice : []
}
