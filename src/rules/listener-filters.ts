import type { Prediction } from '../prediction/prediction.ts'
import type { ListenerFilterTrouble } from '../prediction/rule-facts.ts'
import type { Said } from './rule.ts'
import { listenersOf, listenerWords } from './words.ts'

/** The filters of listeners with some kinds of trouble, each in words of its own. */
export function listenerFilters<K extends ListenerFilterTrouble['is']>(
  prediction: Prediction,
  is: readonly K[],
  say: (trouble: Extract<ListenerFilterTrouble, { readonly is: K }>, listener: string) => Omit<Said, 'path' | 'key'>,
): Said[] {
  if (!('listenerFilters' in prediction)) return []
  const listeners = listenersOf(prediction.object)
  return prediction.listenerFilters
    .filter((trouble): trouble is Extract<ListenerFilterTrouble, { readonly is: K }> => (is as readonly string[]).includes(trouble.is))
    .map((trouble) => ({ ...say(trouble, listenerWords(listeners.get(trouble.listener))), path: trouble.path, key: trouble.key }))
}
