import { KONG } from '../examples.ts'
import { toldListeners } from '../listener-facts.ts'
import type { Rule, Said } from '../rule.ts'
import { writtenWords } from '../words.ts'

const example = (port: number) => `${KONG}apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: default }
spec:
  gatewayClassName: kong
  listeners: [{ name: web, port: ${port}, protocol: HTTP }]
`

/** Ports on which the proxy of the controller does not listen. */
export const portUnavailable: Rule = {
  id: 'port-unavailable',
  class: 'partial',
  kinds: ['Gateway', 'ListenerSet'],
  docs: {
    summary: 'The proxy onto which a Gateway is mapped does not offer the port of a listener.',
    why: 'The controller sets Accepted=False/PortUnavailable on the listener, and it serves nobody. Said only where the configuration says which ports the proxy has.',
    fix: 'Use a port that the proxy has, or let it listen on this one and say so in the configuration.',
    source: 'ListenerReasonPortUnavailable (apis/v1/gateway_types.go); gateway-api.md 2.3, L-PORT-UNAVAIL, kong.md 2.1',
    implementations: ['kic@3.5,proxyPorts=80:HTTP+443:HTTPS'],
    bad: example(8081),
    good: example(80),
  },
  check(prediction) {
    return toldListeners(prediction).flatMap(({ fact, path, name, words }): Said[] => {
      const condition = fact.conditions.find(({ reason }) => reason === 'PortUnavailable')
      if (!condition || !('implementation' in prediction)) return []
      return [
        {
          path: `${path}.port`,
          key: name,
          message: `the proxy of ${prediction.implementation?.title} has no port for ${words}${writtenWords({ condition, silent: false })}`,
          hint: 'use a port that the proxy has, or let it listen on this one and say so with proxyPorts in the configuration',
          condition,
        },
      ]
    })
  },
}
