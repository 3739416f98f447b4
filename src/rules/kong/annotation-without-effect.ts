import type { LimitFact } from '../../prediction/limits/fact.ts'
import { kongClassWith, UNMANAGED } from '../kong-examples.ts'
import { annotationWords, told } from '../limits.ts'
import type { Rule } from '../rule.ts'

/** Annotations of Kong's that do nothing where they are, or do what they do not say. */
export const annotationWithoutEffect: Rule = {
  id: 'annotation-without-effect',
  class: 'partial',
  kinds: ['GatewayClass', 'Gateway'],
  docs: () => ({
    summary: "An annotation of Kong's that this version does not read on this kind of object, or that is not read as a boolean.",
    why: 'Kong Ingress Controller moved the annotation from the Gateway to the GatewayClass in 2.6, with another key, and gave the Gateway a third one in 3.0. Any value of the one on the class counts, "false" included.',
    fix: 'From 2.6 on write `konghq.com/gatewayclass-unmanaged: "true"` on the GatewayClass, and leave the Gateway alone.',
    source: 'kong.md 1.6 and 5.3; Kong/kubernetes-ingress-controller#3849',
    implementations: ['kic@3.5'],
    bad: kongClassWith(`${UNMANAGED}, konghq.com/gateway-unmanaged: "true"`),
    good: kongClassWith(UNMANAGED),
  }),
  check(prediction) {
    const { kind } = prediction.object
    return [
      ...told(prediction, 'dead annotation', ({ implementation, annotation, value, instead, readOn }) => ({
        message: `${implementation.title} does not read ${annotationWords(annotation, value)} on a ${kind}`,
        hint: deadHint({ readOn, instead }, kind),
      })),
      ...told(prediction, 'no boolean', ({ implementation, annotation, value }) => ({
        message: `${annotationWords(annotation, value)} is not read as a boolean: to ${implementation.title} the class is unmanaged, as with any other value`,
        hint: `write "true", or drop the annotation where somebody else provisions the Gateways, with portcullis.dev/unmanaged-annotation: "off"`,
      })),
    ]
  },
}

type Dead = Extract<LimitFact, { readonly limit: 'dead annotation' }>

function deadHint({ readOn, instead }: { [K in 'readOn' | 'instead']: Dead[K] | undefined }, kind: string): string {
  if (readOn === 'GatewayClass') return 'put it on the GatewayClass'
  if (readOn === 'Gateway') return 'put it on the Gateway'
  if (kind === 'GatewayClass' && instead) return `write ${instead}: "true" in its place`
  return instead ? `drop it; the controller itself writes ${instead}` : 'drop it'
}
