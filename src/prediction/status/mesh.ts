import type { MeshNameChoices } from '../../gateway/mesh-choices.ts'
import type { AnyObject } from '../../gateway/objects.ts'
import { text } from '../../gateway/shape.ts'
import type { Context } from './context.ts'

/**
 * The mesh that an object belongs to: its own word, or else that of its namespace (pkg/plugins/runtime/k8s/util/util.go, `MeshOf`). Undefined
 * where the namespace is not known.
 */
export function meshOf({ metadata }: Pick<AnyObject, 'metadata'>, choices: MeshNameChoices, { view }: Context): string | undefined {
  const own = named(metadata, choices)
  if (own) return own
  const found = view.get('Namespace', undefined, metadata.namespace ?? '')
  if (found.state === 'unknown') return undefined
  return (found.state === 'found' ? named(found.object.metadata, choices) : undefined) ?? choices.byDefault
}

function named(metadata: AnyObject['metadata'], { key, from }: MeshNameChoices): string | undefined {
  for (const place of from) {
    const said = text(metadata[place]?.[key])
    if (said) return said
  }
  return undefined
}
