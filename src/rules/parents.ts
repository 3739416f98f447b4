import type { Kind } from '../gateway/kinds.ts'
import type { AnyObject } from '../gateway/objects.ts'
import type { ParentRef } from '../gateway/parents.ts'
import type { Meant, Obstacle, ParentFact, ParentListener } from '../prediction/parent-facts.ts'
import type { Prediction, RoutePrediction } from '../prediction/prediction.ts'
import type { PredictedCondition, RestsOn } from './finding.ts'
import { enumerate, excerpt, listenerWords } from './words.ts'

/** What refers to a parent. */
export const WITH_PARENTS = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute', 'ListenerSet'] as const
export const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const

interface Obstructed<A extends Obstacle['at']> {
  readonly fact: ParentFact
  readonly obstacle: Extract<Obstacle, { readonly at: A }>
  readonly object: AnyObject
  /** The parent in words. */
  readonly parent: string
  /** The same parentRef in another order of the list. */
  readonly key: string
}

/** The parentRefs of an object that fail at a step. */
export function obstructed<A extends Obstacle['at']>(prediction: Prediction, ...at: readonly A[]): Obstructed<A>[] {
  const { object } = prediction
  return factsOf(prediction).flatMap((fact) => {
    const { obstacle, parentRef } = fact
    if (!obstacle || !(at as readonly string[]).includes(obstacle.at)) return []
    const { group, kind, namespace, name, sectionName, port } = parentRef
    const key = `${group}/${kind} ${namespace}/${name} ${sectionName ?? ''} ${port ?? ''}`
    return [{ fact, obstacle: obstacle as Obstructed<A>['obstacle'], object, parent: parentWords(parentRef, object), key }]
  })
}

function factsOf(prediction: Prediction): readonly ParentFact[] {
  if (prediction.kind === 'Route') return prediction.parentFacts
  return prediction.kind === 'Referrer' && prediction.parent ? [prediction.parent] : []
}

/** `Gateway "edge"`, with the namespace where it is another one. */
export function parentWords({ kind, namespace, name }: ParentRef | Meant, self: AnyObject): string {
  return `${excerpt(kind)} "${excerpt(name)}"${namespace === self.metadata.namespace ? '' : ` of namespace "${excerpt(namespace)}"`}`
}

/** What it means for the object that refers. */
export function nothingOf(object: AnyObject): string {
  return object.kind === 'ListenerSet' ? 'none of its listeners is served' : 'the route does not attach there'
}

const ATTACHMENT = ['NoMatchingParent', 'NotAllowedByListeners', 'NoMatchingListenerHostname', 'NotAllowed', 'ParentNotAccepted']

/** The condition by which the controller says no to this parent, where it is about the parent and not about the rules of the route. */
export function refusalOf({ conditions }: ParentFact): PredictedCondition | undefined {
  return conditions.find(({ type, status, reason }) => type === 'Accepted' && status === 'False' && ATTACHMENT.includes(reason))
}

/** What the status would say of it: ` (Accepted=False/NoMatchingParent)`, or that it would not. */
export function statusWords(fact: ParentFact): string {
  const condition = refusalOf(fact)
  if (condition) return ` (Accepted=False/${condition.reason})`
  const accepted = fact.conditions.find(({ type }) => type === 'Accepted')
  if (accepted?.status === 'True') return `, although ${fact.implementation?.title ?? 'the controller'} writes Accepted=True`
  if (accepted) return ''
  // Who writes no status for this object yet is known to write none only where nobody is there to write it.
  const isSilent = fact.implementation ? fact.implementation.status !== undefined : fact.parentRef.kind !== 'Service'
  return isSilent ? ', and no status would say so' : ''
}

/** The condition, and whether the whole route is refused by it. A parent's own trouble refuses nobody else. */
export function refusal(
  fact: ParentFact,
  { isRefusedEverywhere }: Pick<RoutePrediction, 'isRefusedEverywhere'>,
  listeners: readonly ParentListener[] = [],
): { readonly whole: boolean; readonly condition?: PredictedCondition } {
  const condition = refusalOf(fact)
  const isRefused = fact.conditions.some(({ type, status }) => type === 'Accepted' && status === 'False')
  return { whole: isRefusedEverywhere && isRefused && !listeners.some(({ takesNobody }) => takesNobody), ...(condition && { condition }) }
}

/** The objects on which it rests that a parent is there and says no. */
export function restsOnParent({ parentRef, gateway }: ParentFact): RestsOn[] {
  const named = [parentRef, ...(gateway ? [gateway] : [])].map(({ kind, namespace, name }) => ({ kind: kind as Kind, namespace, name }))
  const [parent, behind] = named
  const isSame = behind === undefined || parent?.kind === behind.kind
  return (isSame ? named.slice(0, 1) : named).map((one) => ({ ...one, state: 'found' }))
}

/** `"web" (HTTP, port 80) and "raw" (TCP, port 9000)` */
export function offered(listeners: readonly ParentListener[]): string {
  return enumerate(listeners.map(listenerWords), 5)
}
