import { GATEWAY_GROUP, isRouteKind, type Kind } from '../gateway/kinds.ts'
import type { AnyObject, Gateway } from '../gateway/objects.ts'
import { type ParentRef, parentRefOf, type RawParentRef } from '../gateway/parents.ts'
import type { Claim, ClusterView } from '../gateway/ports.ts'
import { isRecord, records, text } from '../gateway/shape.ts'

/**
 * The other objects by which it is known who serves an object: its class, or its parents with theirs. Everything that is predicted of it rests
 * on them (DESIGN, "A cache that may be believed").
 */
export function basisOf(kind: Kind, object: AnyObject, view: ClusterView): Claim[] {
  const spec: unknown = (object as { spec?: unknown }).spec
  if (!isRecord(spec)) return []
  if (kind === 'Gateway') return ofClass(object as Gateway)
  const raw = isRouteKind(kind) ? records(spec.parentRefs) : kind === 'ListenerSet' ? records([spec.parentRef]) : []
  const namespace = object.metadata.namespace ?? ''
  return raw.flatMap((one) => ofParent(parentRefOf(one as unknown as RawParentRef, namespace), view))
}

function ofParent({ group, kind, namespace, name }: ParentRef, view: ClusterView): Claim[] {
  if (group !== GATEWAY_GROUP || (kind !== 'Gateway' && kind !== 'ListenerSet')) return []
  const found = view.get(kind, namespace, name)
  if (found.state !== 'found') return []
  const own: Claim = { kind, namespace, name }
  return [own, ...(found.object.kind === 'Gateway' ? ofClass(found.object) : basisOf('ListenerSet', found.object, view))]
}

function ofClass(gateway: Gateway): Claim[] {
  const name = text(gateway.spec?.gatewayClassName)
  return name ? [{ kind: 'GatewayClass', name }] : []
}
