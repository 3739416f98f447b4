import { kumaGateway } from '../kuma-examples.ts'
import { becauseWords, told } from '../limits.ts'
import type { Rule } from '../rule.ts'

/** Classes and Gateways of a controller that reads neither. */
export const gatewaysUnread: Rule = {
  id: 'gateways-unread',
  class: 'partial',
  kinds: ['GatewayClass', 'Gateway'],
  docs: () => ({
    summary: 'A GatewayClass or a Gateway of a controller that reads neither: Kuma from 3.0 on, or its global control plane.',
    why: 'Kuma 3.0 has no Gateways any more, only routes whose parent is a Service; a status from before stays on the object and is stale. A global control plane stores the objects, and nothing happens.',
    fix: 'With 3.0 use a Gateway of another controller; with a global control plane create the Gateway in a zone.',
    source: 'istio-kuma.md B1 (kumahq/kuma#17195, #17478)',
    implementations: ['kuma@3.0'],
    bad: kumaGateway(),
    good: kumaGateway()
      .replace('name: kuma }', 'name: other }')
      .replace('gateways.kuma.io/controller', 'istio.io/gateway-controller')
      .replace('gatewayClassName: kuma', 'gatewayClassName: other'),
  }),
  check(prediction) {
    return told(prediction, 'gateways unread', ({ implementation, because }) => ({
      message: `${implementation.title}${becauseWords(because)} reads no Gateways and no classes: the ${prediction.object.kind} has no effect, and a status that it has is stale`,
      hint: because.lifts?.includes('mode') ? 'create it in the cluster of a zone' : 'use a class of another controller, or stay with Kuma 2.14',
    }))
  },
}
