import { kongClassWith, UNMANAGED } from '../kong-examples.ts'
import { annotationWords, told } from '../limits.ts'
import type { Rule } from '../rule.ts'
import { excerpt } from '../words.ts'

/** Classes and Gateways that the controller leaves to somebody else, for want of an annotation. */
export const unmanagedAnnotationMissing: Rule = {
  id: 'unmanaged-annotation-missing',
  class: 'partial',
  kinds: ['GatewayClass', 'Gateway'],
  docs: () => ({
    summary: 'A GatewayClass (from 2.6), or a Gateway (2.2), lacks the annotation by which Kong Ingress Controller serves it.',
    why: 'Without it the controller writes no status for any Gateway of the class, nor for the routes of those. From 3.1.1 on it accepts the class all the same, so that nothing shows it. The mutating webhook adds the annotation to what is created.',
    fix: 'Annotate the GatewayClass with `konghq.com/gatewayclass-unmanaged: "true"`. Where somebody else provisions its Gateways, say so with `portcullis.dev/unmanaged-annotation: "off"`.',
    source: 'kong.md 1.6 and 5.3',
    implementations: ['kic@3.5'],
    bad: kongClassWith(''),
    good: kongClassWith(UNMANAGED),
  }),
  check(prediction) {
    return [
      ...told(prediction, 'not mapped', ({ implementation, annotation, value }) => ({
        message: `${value === undefined ? `the ${prediction.object.kind} lacks annotation ${annotation}` : `an empty annotation ${annotation} counts as none`}: ${prediction.object.kind === 'Gateway' ? `${implementation.title} never schedules the Gateway` : consequence(implementation.title, implementation.mapped?.otherClassesAccepted)}`,
        hint: `write ${annotationWords(annotation, 'true')}${prediction.object.kind === 'Gateway' ? '' : ', or portcullis.dev/unmanaged-annotation: "off" where somebody else provisions the Gateways'}`,
      })),
      ...told(prediction, 'class not mapped', ({ implementation, annotation, className }) => ({
        message: `GatewayClass "${excerpt(className)}" lacks annotation ${annotation}: ${implementation.title} leaves the Gateway to somebody else, and writes no status for it nor for its routes`,
        hint: `annotate the GatewayClass with ${annotationWords(annotation, 'true')}`,
        restsOn: [{ kind: 'GatewayClass', name: className, state: 'found' }],
      })),
    ]
  },
}

function consequence(title: string, isAccepted: boolean | undefined): string {
  return isAccepted
    ? `${title} accepts the class, and writes no status for its Gateways nor for their routes`
    : `${title} ignores the class, its Gateways and their routes, and no status says so`
}
