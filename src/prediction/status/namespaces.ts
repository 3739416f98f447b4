import type { ListenerStatusChoices } from '../../gateway/listener-choices.ts'
import { isSelector, selectorMatches } from '../../gateway/selectors.ts'
import type { Context } from './context.ts'
import type { ListenerOutcome } from './listener-outcome.ts'

const NAME_LABEL = 'kubernetes.io/metadata.name'

/**
 * Whether a selector chooses a namespace. What lives in it proves that it is there: one that a view does not hold has the label that every one
 * has. Where the labels are not known, nothing is held against it.
 */
export function selectsNamespace(selector: unknown, name: string, { view }: Context): boolean {
  if (!isSelector(selector)) return false
  const found = view.get('Namespace', undefined, name)
  if (found.state === 'unknown') return true
  return selectorMatches(selector, { ...(found.state === 'found' ? found.object.metadata.labels : {}), [NAME_LABEL]: name })
}

/** Whether a listener takes routes from a namespace. */
export function takesNamespace(
  { facts, owner }: ListenerOutcome,
  namespace: string,
  context: Context,
  { selectorlessTakesAll }: Pick<ListenerStatusChoices, 'selectorlessTakesAll'> = {},
): boolean {
  if (facts.from === 'All' || (facts.from === 'Selector' && facts.selector === undefined && selectorlessTakesAll)) return true
  if (facts.from !== 'Selector') return owner.metadata.namespace === namespace
  return selectsNamespace(facts.selector, namespace, context)
}
