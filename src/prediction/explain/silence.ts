import { GATEWAY_GROUP } from '../../gateway/kinds.ts'
import type { GatewayClass, ListenerSet } from '../../gateway/objects.ts'
import { parentRefOf, type RawParentRef } from '../../gateway/parents.ts'
import { isRecord, text } from '../../gateway/shape.ts'
import { type ResolvedClass, resolveClass } from '../class.ts'
import type { ParentFact } from '../parent-facts.ts'
import type { Context } from '../status/context.ts'
import { classStatus } from '../status/owner-status.ts'
import type { Decider, Silence } from './explanation.ts'

export function deciderOf(className: string, { controllerName, implementation }: Pick<ResolvedClass, 'controllerName' | 'implementation'>): Decider {
  const { title, version, assumed } = implementation
  return { className, controllerName, title, version, assumed }
}

/** Who decides on the objects of a class, or why nobody does. */
export function deciding(className: string, context: Context): { readonly decider?: Decider; readonly silence?: Silence } {
  const { view, implementations } = context
  const found = view.get('GatewayClass', undefined, className)
  const resolved = resolveClass(className, view, implementations)
  if (!resolved) {
    if (found.state === 'found') {
      return { silence: { because: 'foreign controller', className, controllerName: text(found.object.spec?.controllerName) ?? '' } }
    }
    return { silence: { because: found.state === 'absent' ? 'class absent' : 'class not known', className } }
  }
  const decider = deciderOf(className, resolved)
  if (!resolved.implementation.status) return { decider, silence: { because: 'not predicted yet', title: decider.title } }
  return { decider }
}

/** Why a controller that is known writes nothing for the Gateways of a class. */
export function classSilence(className: string, context: Context): Silence {
  const found = context.view.get('GatewayClass', undefined, className)
  const accepted = found.state === 'found' ? classStatus(found.object as GatewayClass, context)?.conditions : undefined
  const isRefused = accepted?.some(({ type, status }) => type === 'Accepted' && status === 'False') === true
  return isRefused ? { because: 'class refused', className } : { because: 'nothing written' }
}

/** The Gateway of a ListenerSet with the name of its class, or why there is none. */
export function gatewayOfSet(set: ListenerSet, { view }: Context): { readonly className: string; readonly gateway: string } | Silence {
  const raw: unknown = set.spec?.parentRef
  const ref = parentRefOf((isRecord(raw) ? raw : {}) as unknown as RawParentRef, set.metadata.namespace ?? '')
  if (ref.group !== GATEWAY_GROUP || ref.kind !== 'Gateway') return { because: 'foreign parent', kind: ref.kind }
  const gateway = `Gateway ${ref.namespace}/${ref.name}`
  const found = view.get('Gateway', ref.namespace, ref.name)
  if (found.state === 'found') return { className: text(found.object.spec?.gatewayClassName) ?? '', gateway }
  return { because: found.state === 'absent' ? 'parent absent' : 'parent not known', parent: gateway }
}

/** Why nothing is written for a parentRef, by what is the case with it; `of` says who decides at its Gateway. */
export function parentSilence({ parentRef, standing, obstacle }: ParentFact, of: Silence | undefined): Silence {
  const { kind, namespace, name } = parentRef
  const parent = `${kind} ${namespace}/${name}`
  if (obstacle?.at === 'existence') return { because: 'parent absent', parent: `${obstacle.kind} ${obstacle.namespace}/${obstacle.name}` }
  if (obstacle?.at === 'class' && obstacle.state === 'refused') return { because: 'class refused', className: obstacle.className }
  if (of) return of
  if (obstacle?.at === 'route kind not read') return { because: 'route kind not read' }
  if (obstacle?.at === 'gateway') return { because: 'parent refused', parent, reason: obstacle.reason }
  if (obstacle?.at === 'listener set') return { because: obstacle.because === 'not read' ? 'listener sets not read' : 'set not let in' }
  if (standing === 'unknown') return { because: 'parent not known', parent }
  if (standing === 'foreign' || obstacle?.at === 'parent kind') return { because: 'foreign parent', kind }
  return { because: 'nothing written' }
}
