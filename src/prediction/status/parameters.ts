import type { GroupKind } from '../../gateway/kinds.ts'
import { isRecord, text } from '../../gateway/shape.ts'
import type { Tell } from '../../gateway/status-steps.ts'
import { type Context, existenceOf, type Served } from './context.ts'
import { existenceLook } from './reference-steps.ts'

/** Whether a parametersRef names nothing that the controller could use: a kind that it does not know, or an object that is not there. */
export function hasBadParameters(
  parametersRef: unknown,
  ownNamespace: string | undefined,
  supported: readonly GroupKind[] | 'ignored' | undefined,
  context: Context,
  tell?: Tell,
): boolean {
  if (!isRecord(parametersRef) || supported === 'ignored') {
    tell?.({ on: ['Accepted'], subject: '', check: 'parameters', ok: true })
    return false
  }
  const [group, kind] = [text(parametersRef.group) ?? '', text(parametersRef.kind) ?? '']
  const namespace = ownNamespace ?? text(parametersRef.namespace)
  const name = text(parametersRef.name) ?? ''
  const base = { on: ['Accepted'], subject: `parametersRef: ${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}` }
  if (supported && !supported.includes(`${group}/${kind}`)) {
    tell?.({ ...base, check: 'kind', asked: `${group}/${kind}`, found: supported.join(', '), ok: false })
    return true
  }
  const existence = existenceOf(group, kind, namespace, name, context)
  tell?.({ ...base, check: 'existence', ...existenceLook(existence) })
  return existence === 'absent'
}

/** Whether a class is refused for its parameters. */
export function isClassRefused({ gatewayClass, choices }: Pick<Served, 'gatewayClass' | 'choices'>, context: Context, tell?: Tell): boolean {
  const parametersRef: unknown = gatewayClass?.spec?.parametersRef
  const isMisplaced = choices.classParametersClusterScoped === true && isRecord(parametersRef) && text(parametersRef.namespace) !== undefined
  if (isMisplaced) tell?.({ on: ['Accepted'], subject: 'parametersRef', check: 'namespace', asked: text(parametersRef.namespace) ?? '', ok: false })
  return isMisplaced || hasBadParameters(parametersRef, undefined, choices.classParameters, context, tell)
}
