import { istioGateway } from '../istio-examples.ts'
import { told } from '../limits.ts'
import type { Rule } from '../rule.ts'
import { listenersOf, listenerWords } from '../words.ts'

const example = (port: number) => istioGateway(`{ name: web, port: ${port}, protocol: HTTP }`)

/** Listeners on a port that the proxy has for itself. */
export const reservedListenerPort: Rule = {
  id: 'reserved-listener-port',
  class: 'partial',
  kinds: ['Gateway'],
  docs: () => ({
    summary: 'A listener is on port 15021 of a Gateway for which Istio deploys the proxy.',
    why: 'The Service that Istio makes has that port for the status of the proxy already, and the proxy listens there itself: the listener gets no traffic, or the Service cannot be made.',
    fix: 'Use another port.',
    source: 'istio-kuma.md A1 (generated Service ports); istio/istio#41239',
    bad: example(15021),
    good: example(80),
  }),
  check(prediction) {
    return told(prediction, 'reserved port', ({ implementation, listener, port }) => ({
      message: `listener ${listenerWords(listenersOf(prediction.object).get(listener))} is on port ${port}, which the proxy that ${implementation.title} deploys has for its own status, and no status would say so`,
      hint: 'use another port',
    }))
  },
}
