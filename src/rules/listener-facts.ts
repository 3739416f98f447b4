import type { ListenerFact } from '../prediction/owner-facts.ts'
import type { Prediction } from '../prediction/prediction.ts'
import { listenerName, listenersOf, listenerWords } from './words.ts'

export interface ToldListener {
  readonly fact: ListenerFact
  readonly path: string
  readonly name: string
  /** `listener "web" (HTTP, port 80)` */
  readonly words: string
  /** Others of the object, each with its place. */
  others(positions: readonly number[]): string[]
}

/** The listeners of a Gateway or ListenerSet with what is the case with each, ready to be told. */
export function toldListeners(prediction: Prediction): ToldListener[] {
  if (!('listenerFacts' in prediction)) return []
  const listeners = listenersOf(prediction.object)
  return prediction.listenerFacts.map((fact) => ({
    fact,
    path: `spec.listeners[${fact.listener}]`,
    name: listenerName(listeners.get(fact.listener)),
    words: `listener ${listenerWords(listeners.get(fact.listener))}`,
    others: (positions) => positions.map((position) => `${listenerWords(listeners.get(position))} at spec.listeners[${position}]`),
  }))
}
