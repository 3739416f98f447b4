import { isRecord, text } from '../../gateway/shape.ts'
import type { GroupKind } from '../../gateway/status-choices.ts'
import { type Context, existenceOf } from './context.ts'

/** Whether a parametersRef names nothing that the controller could use: a kind that it does not know, or an object that is not there. */
export function hasBadParameters(
  parametersRef: unknown,
  ownNamespace: string | undefined,
  supported: readonly GroupKind[] | undefined,
  context: Context,
): boolean {
  if (!isRecord(parametersRef)) return false
  const [group, kind] = [text(parametersRef.group) ?? '', text(parametersRef.kind) ?? '']
  if (supported && !supported.includes(`${group}/${kind}`)) return true
  const namespace = ownNamespace ?? text(parametersRef.namespace)
  return existenceOf(group, kind, namespace, text(parametersRef.name) ?? '', context) === 'absent'
}
