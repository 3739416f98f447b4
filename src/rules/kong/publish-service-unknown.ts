import type { LimitFact } from '../../prediction/limits/fact.ts'
import { kongGateway } from '../kong-examples.ts'
import { annotationWords, nameWords, told } from '../limits.ts'
import type { Rule } from '../rule.ts'
import { enumerate } from '../words.ts'

const example = (value: string) => `apiVersion: v1
kind: Service
metadata: { name: kong-proxy, namespace: kong }
spec: { ports: [{ port: 80 }] }
---
${kongGateway('{ name: web, port: 80, protocol: HTTP }', { more: `, annotations: { konghq.com/publish-service: ${value} }` })}`

/** Gateways that name, as their proxy, a Service that the controller does not have. */
export const publishServiceUnknown: Rule = {
  id: 'publish-service-unknown',
  class: 'contradiction',
  kinds: ['Gateway'],
  docs: () => ({
    summary: 'The annotation by which a Gateway of Kong Ingress Controller names its proxy names another Service, or none.',
    why: 'The value must be what the controller was started with (`--publish-service`), to the letter; otherwise it fails over and over, and the Gateway and its routes get no status. It is written once and never refreshed, so that renaming the Helm release breaks every Gateway.',
    fix: 'Drop the annotation: the controller writes it itself.',
    source: 'kong.md 1.6 and 5.3; Kong/kubernetes-ingress-controller#5328, Kong/charts#1066',
    implementations: ['kic@3.5'],
    bad: example('"true"'),
    good: example('kong/kong-proxy'),
  }),
  check(prediction) {
    return told(prediction, 'wrong Service', (fact) => {
      const { implementation, choices, value, because } = fact
      return {
        class: because === 'absent' ? 'absent' : because === 'another' ? 'contradiction' : 'intrinsic',
        // What the controller itself may have written under another configuration is not refused.
        whole: because === 'no name' || because === 'blanks',
        message: `${annotationWords(choices.annotation, value)} ${trouble(fact)}: ${implementation.title} writes no status for the Gateway nor for its routes`,
        hint: hint(fact),
        restsOn: fact.names.map(({ namespace, name }) => ({ kind: 'Service', namespace, name, state: 'absent' })),
      }
    })
  },
}

type Wrong = Extract<LimitFact, { readonly limit: 'wrong Service' }>

function trouble({ because, value, names, choices }: Wrong): string {
  if (because === 'blanks') return 'has blanks around its commas, which this version does not drop'
  if (because === 'another') return `is not the proxy, which is ${enumerate((choices.services ?? []).map((name) => name))}`
  if (because === 'absent') return `names Service ${enumerate(names.map(nameWords))}, which is not there`
  return value === '' ? 'names no Service' : 'is no name of a Service (NAMESPACE/NAME)'
}

function hint({ because, value, choices, implementation }: Wrong): string {
  const drop = 'drop the annotation: the controller writes it itself'
  const isOfClass = choices.annotation === implementation.mapped?.classAnnotation
  if (because === 'no name' && isOfClass && value !== '') return `put it on the GatewayClass, and ${drop}`
  return because === 'absent' ? `${drop}; where its Service was renamed, the old name stays for ever` : drop
}
