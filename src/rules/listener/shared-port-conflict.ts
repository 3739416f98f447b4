import { KONG } from '../examples.ts'
import type { Rule, Said } from '../rule.ts'
import { listenerName, listenersOf, listenerWords, otherWords } from '../words.ts'

/** Listeners that meet those of another Gateway in a data plane that all Gateways of the controller share. */
export const sharedPortConflict: Rule = {
  id: 'shared-port-conflict',
  class: 'contradiction',
  kinds: ['Gateway'],
  docs: () => ({
    summary: 'A listener asks for a port that another Gateway on the same data plane uses for another protocol, or for the same hostname.',
    why: 'Kong Ingress Controller serves all its Gateways by one Kong and compares no listener across Gateways: one of them is not served, or the routes of both answer on both, and no status says so.',
    fix: 'Use another port, or put the listener into the other Gateway.',
    source: 'kong.md 1.5, 2.4 and Kong/kubernetes-ingress-controller#2559; GatewaySpec.Listeners since v1.0 ("including merged Gateways")',
    implementations: ['kic@3.5'],
    bad: `${KONG}apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: a, namespace: default, creationTimestamp: "2026-01-01T00:00:00Z" }
spec:
  gatewayClassName: kong
  listeners: [{ name: web, port: 9000, protocol: HTTP }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: b, namespace: default, creationTimestamp: "2026-01-02T00:00:00Z" }
spec:
  gatewayClassName: kong
  listeners: [{ name: raw, port: 9000, protocol: TCP }]
`,
    good: `${KONG}apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: a, namespace: default, creationTimestamp: "2026-01-01T00:00:00Z" }
spec:
  gatewayClassName: kong
  listeners: [{ name: web, port: 9000, protocol: HTTP }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: b, namespace: default, creationTimestamp: "2026-01-02T00:00:00Z" }
spec:
  gatewayClassName: kong
  listeners: [{ name: raw, port: 9001, protocol: TCP }]
`,
  }),
  check(prediction) {
    if (prediction.kind !== 'Gateway') return []
    const { object, implementation, sharedPortClashes } = prediction
    const listeners = listenersOf(object)
    const fatal = sharedPortClashes.filter((clash) => clash.reason === 'ProtocolConflict').length
    return sharedPortClashes.map(({ listener, other, otherListener, otherProtocol, reason }): Said => {
      const near = other.metadata.namespace === object.metadata.namespace
      const theirs = `${near ? `listener "${otherListener}" (${otherProtocol})` : 'a listener'} of ${otherWords(other, object)}`
      const merged = reason === 'HostnameConflict'
      const { port } = listeners.get(listener) ?? {}
      const name = listenerName(listeners.get(listener))
      return {
        // Merged listeners still work; a second protocol never does.
        whole: !merged && fatal === listeners.size,
        path: `spec.listeners[${listener}]`,
        key: `${name} ${other.metadata.namespace}/${other.metadata.name}/${otherListener} ${reason}`,
        message: merged
          ? `listener ${listenerWords(listeners.get(listener))} asks for the port and hostname of ${theirs}: ${implementation.title} serves both Gateways by one data plane, so the routes of each answer on the other`
          : `listener ${listenerWords(listeners.get(listener))} asks for port ${port} with another protocol than ${theirs}: ${implementation.title} serves both Gateways by one data plane, a port there has one protocol, and no status says so`,
        hint: merged ? `give "${name}" a hostname or a port of its own` : `give "${name}" another port`,
        restsOn: [{ kind: 'Gateway', namespace: other.metadata.namespace ?? '', name: other.metadata.name, state: 'found' }],
      }
    })
  },
}
