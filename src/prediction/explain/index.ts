import type { Implementations } from '../../gateway/implementation.ts'
import { EXPERIMENTAL_GROUP, isRouteKind, type Kind, kindFacts } from '../../gateway/kinds.ts'
import type { AnyObject, BackendTLSPolicy, Gateway, GatewayClass, ListenerSet, Route } from '../../gateway/objects.ts'
import { text } from '../../gateway/shape.ts'
import type { PartStep } from '../../gateway/status-steps.ts'
import type { Surroundings } from '../../gateway/surroundings.ts'
import type { Condition } from '../condition.ts'
import { type Context, contextOf } from '../status/context.ts'
import { gatewayOutcome } from '../status/gateway-outcome.ts'
import { gatewayOwnFaults } from '../status/gateway-own-checks.ts'
import { listenerPart } from '../status/tell.ts'
import type { ObjectStatus } from '../status/written.ts'
import { readerIn, type StatusView } from '../status.ts'
import { type Body, type ExplainedPart, type Explanation, type Silence, silent } from './explanation.ts'
import { type Explaining, Heard, withSteps } from './heard.ts'
import { explainedParents } from './parents.ts'
import { explainedPolicy } from './policy.ts'
import { classSilence, deciding, gatewayOfSet } from './silence.ts'

/**
 * Why an object gets the status that it gets, or none: the prediction of its status, with the steps that the code told which makes it. Pure, as
 * the prediction is. For the kinds that have a status; of others it says that they have none.
 */
export function explain(kind: Kind, object: AnyObject, view: StatusView, implementations: Implementations, around: Surroundings): Explanation {
  const heard = new Heard()
  const context = contextOf(view, implementations, { ...around, trace: heard.trace })
  const { namespace, name } = object.metadata
  const explained = explainedObject(kind, object, { context, reader: readerIn(context), heard })
  return { kind, ...(namespace !== undefined && { namespace }), name, ...explained }
}

function explainedObject(kind: Kind, object: AnyObject, explaining: Explaining): Body {
  if (isRouteKind(kind)) return { steps: [], conditions: [], parts: explainedParents(object as Route, explaining) }
  if (kind === 'GatewayClass') return explainedClass(object as GatewayClass, explaining)
  if (kind === 'Gateway') return explainedOwner(object as Gateway, text((object as Gateway).spec?.gatewayClassName) ?? '', explaining)
  if (kind === 'ListenerSet') return explainedSet(object as ListenerSet, explaining)
  if (kind === 'BackendTLSPolicy') return explainedPolicy(object as BackendTLSPolicy, explaining)
  return silent({ because: kindFacts(kind).group === EXPERIMENTAL_GROUP ? 'kind not predicted' : 'kind without status' })
}

function explainedClass(gatewayClass: GatewayClass, { context, reader, heard }: Explaining): Body {
  const { decider, silence } = deciding(gatewayClass.metadata.name, context)
  const status = reader.of('GatewayClass', gatewayClass)
  if (!status) return silent(silence ?? { because: 'nothing written' }, decider && { decider })
  return { ...(decider && { decider }), ...withSteps(status.conditions ?? [], heard.of(gatewayClass, '')), parts: [] }
}

function explainedOwner(owner: Gateway | ListenerSet, className: string, { context, reader, heard }: Explaining): Body {
  const { decider, silence } = deciding(className, context)
  const status = silence ? undefined : reader.of(owner.kind, owner)
  if (!status) return silent(silence ?? unwritten(owner, context) ?? classSilence(className, context), decider && { decider })
  return {
    ...(decider && { decider }),
    ...withSteps(status.conditions ?? [], heard.of(owner, '')),
    parts: explainedListeners(owner, status, heard),
  }
}

function unwritten(owner: Gateway | ListenerSet, context: Context): Silence | undefined {
  const { namespace = '', name } = owner.metadata
  const outcome = owner.kind === 'Gateway' ? gatewayOutcome({ namespace, name }, context) : undefined
  const [fault] = outcome ? gatewayOwnFaults(outcome, context) : []
  if (fault?.check === 'class accepted') return undefined
  const why = outcome?.unwritten ?? fault?.check
  return why && { because: 'unwritten', why }
}

function explainedListeners(owner: Gateway | ListenerSet, status: ObjectStatus, heard: Heard): ExplainedPart[] {
  return (status.listeners ?? []).map(({ name, conditions }) => ({
    what: 'listener',
    title: name,
    ...withSteps(conditions, settled(heard.of(owner, listenerPart(name)), conditions)),
  }))
}

/** A clash bears on the one that loses it; to the other it is only good to know. */
function settled(steps: readonly PartStep[], conditions: readonly Condition[]): readonly PartStep[] {
  if (conditions.some(({ type, status }) => type === 'Conflicted' && status === 'True')) return steps
  return steps.map((step) => ('check' in step && step.check === 'conflict' ? { ...step, on: [], ok: true } : step))
}

function explainedSet(set: ListenerSet, explaining: Explaining): Body {
  const of = gatewayOfSet(set, explaining.context)
  if ('because' in of) return silent(of)
  const explained = explainedOwner(set, of.className, explaining)
  if (explained.silence?.because !== 'nothing written') return explained
  const { view, implementations } = explaining.context
  const controllerName = explained.decider?.controllerName ?? ''
  const isRead =
    implementations.ofController(controllerName)?.listenerSets !== false || view.get('GatewayClass', undefined, of.className).state === 'unknown'
  return isRead ? explained : { ...explained, silence: { because: 'listener sets not read' } }
}
