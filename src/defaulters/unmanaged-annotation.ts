import { UNMANAGED_OPT_OUT } from '../gateway/annotations.ts'
import type { AnnotationDefault, Implementation, Implementations } from '../gateway/implementation.ts'
import type { GatewayClass, UntypedObject } from '../gateway/objects.ts'
import type { ClusterView } from '../gateway/ports.ts'
import { isRecord, text } from '../gateway/shape.ts'
import { isManaged, resolveClass } from '../prediction/class.ts'
import type { Defaulter, DefaulterResult, DefaulterSubject } from './defaulter.ts'

const NOTHING: DefaulterResult = { patch: [], notes: [] }
const ID = 'unmanaged-annotation'

/** Kong's unmanaged annotations by version, added when absent. Rules of the mutation: research `kong.md` 5.2 and 5.3. */
export const unmanagedAnnotation: Defaulter = {
  id: ID,
  kinds: ['GatewayClass', 'Gateway'],
  summary: `Adds the annotation by which Kong Ingress Controller takes a GatewayClass (2.6 and later) or a Gateway (2.2) for unmanaged. The annotation ${UNMANAGED_OPT_OUT}: "off" on the object keeps it away.`,
  apply(subject, view, implementations) {
    const { kind, object } = subject
    if (!object || (kind !== 'GatewayClass' && kind !== 'Gateway')) return NOTHING
    const implementation = implementationOf(subject.kind, object, view, implementations)
    const wanted = implementation?.annotationDefaults.find((d) => d.kind === kind)
    if (!implementation || !wanted) return NOTHING
    const annotations = annotationsOf(object)
    if (Object.hasOwn(annotations, wanted.annotation) || annotations[UNMANAGED_OPT_OUT] === 'off' || wouldFlip(subject, wanted)) return NOTHING
    return addition(object, wanted, implementation)
  },
}

function implementationOf(kind: string, object: UntypedObject, view: ClusterView, implementations: Implementations): Implementation | undefined {
  if (!isRecord(object.spec)) return undefined
  if (kind === 'Gateway') return resolveClass(text(object.spec.gatewayClassName) ?? '', view, implementations)?.implementation
  // Such a class is provisioned on purpose.
  return isManaged(object as unknown as GatewayClass) ? undefined : implementations.ofController(text(object.spec.controllerName) ?? '')
}

/** An object that lived without the annotation may be managed by somebody else: only a create, or an update that loses it, gets it. */
function wouldFlip({ oldObject }: DefaulterSubject, { annotation }: AnnotationDefault): boolean {
  return oldObject !== undefined && !Object.hasOwn(annotationsOf(oldObject), annotation)
}

function addition(object: UntypedObject, { annotation, value, because }: AnnotationDefault, { title }: Implementation): DefaulterResult {
  const missing = !isRecord(object.metadata.annotations)
  const path = `/metadata/annotations/${annotation.replaceAll('~', '~0').replaceAll('/', '~1')}`
  return {
    patch: [missing ? { op: 'add', path: '/metadata/annotations', value: { [annotation]: value } } : { op: 'add', path, value }],
    notes: [{ rule: ID, message: `added annotation ${annotation}: "${value}" for ${title}: ${because}` }],
  }
}

function annotationsOf(object: UntypedObject): Readonly<Record<string, unknown>> {
  return isRecord(object.metadata.annotations) ? object.metadata.annotations : {}
}
