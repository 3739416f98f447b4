import { toldListeners } from '../listener-facts.ts'
import type { Rule, Said } from '../rule.ts'
import { enumerate } from '../words.ts'

const example = (port: number) => `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: bare }
spec: { controllerName: example.com/controller }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: default }
spec:
  gatewayClassName: bare
  listeners:
    - { name: web, port: 80, protocol: HTTP }
    - { name: raw, port: ${port}, protocol: TLS, tls: { mode: Passthrough } }
`

/** Protocols on one port that the specification calls distinct, and that hardly any data plane can tell apart. */
export const portProtocolMix: Rule = {
  id: 'port-protocol-mix',
  class: 'partial',
  kinds: ['Gateway'],
  docs: () => ({
    summary: 'HTTP shares a port with HTTPS or TLS, or HTTPS with TLS for one hostname.',
    why: 'The specification calls such listeners distinct, but hardly any data plane can serve them: many controllers answer with Conflicted=True, others serve one of them. Where the controller is known to do so, listener-conflict says it.',
    fix: 'Give each protocol a port of its own.',
    source: 'GatewaySpec.Listeners (apis/v1/gateway_types.go), GEP-2643; gateway-api.md 2.2, S-PORT-MIX2',
    implementations: ['gateway-api@1.7'],
    bad: example(80),
    good: example(443),
  }),
  check(prediction) {
    return toldListeners(prediction).flatMap(({ fact, path, name, words, others }): Said[] => {
      const { mixedWith } = fact
      if (mixedWith.length === 0) return []
      return [
        {
          path,
          key: name,
          message: `${words} shares its port with ${enumerate(others(mixedWith))}: the specification allows it, hardly any data plane can serve both`,
          hint: `give "${name}" a port of its own`,
          related: mixedWith.map((position) => `spec.listeners[${position}]`),
        },
      ]
    })
  },
}
