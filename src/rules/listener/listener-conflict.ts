import type { ListenerClash } from '../../prediction/prediction.ts'
import type { Rule, Said } from '../rule.ts'
import { enumerate, listenerName, listenersOf, listenerWords } from '../words.ts'

/** Listeners of one Gateway that cannot both be served; each later one is told, with all that it clashes with. */
export const listenerConflict: Rule = {
  id: 'listener-conflict',
  class: 'intrinsic',
  kinds: ['Gateway'],
  docs: {
    summary: 'Two listeners of one Gateway cannot both be served on their port.',
    why: 'The controller marks the listeners Conflicted and serves neither of them, or only the first; some drop one without a word. `kubectl apply` says nothing of it.',
    fix: 'Give each listener a port of its own, or, with one protocol, a hostname of its own.',
    source: 'GatewaySpec.Listeners (apis/v1/gateway_types.go), GEP-2643 to 2645; kong.md 2.2 to 2.4, istio-kuma.md A4 and B4',
    bad: `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: kong, annotations: { konghq.com/gatewayclass-unmanaged: "true" } }
spec: { controllerName: konghq.com/kic-gateway-controller }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: default }
spec:
  gatewayClassName: kong
  listeners:
    - { name: web, port: 80, protocol: HTTP }
    - { name: raw, port: 80, protocol: TCP }
`,
    good: `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: kong, annotations: { konghq.com/gatewayclass-unmanaged: "true" } }
spec: { controllerName: konghq.com/kic-gateway-controller }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: default }
spec:
  gatewayClassName: kong
  listeners:
    - { name: web, port: 80, protocol: HTTP }
    - { name: raw, port: 9000, protocol: TCP }
`,
  },
  check(prediction) {
    if (prediction.kind !== 'Gateway') return []
    const listeners = listenersOf(prediction.object)
    const byLater = Map.groupBy(prediction.clashes, (clash) => clash.later)
    return [...byLater].map(([later, clashes]): Said => {
      const worst = gravest(clashes)
      const alike = clashes.filter((c) => c.reason === worst.reason && c.silent === worst.silent && c.acrossPorts === worst.acrossPorts)
      const others = alike.map((c) => `${listenerWords(listeners.get(c.earlier))} at spec.listeners[${c.earlier}]`)
      const name = listenerName(listeners.get(later))
      return {
        // An equal hostname on another port was only read in the operator's source (kong.md 2.4): no ground for a refusal.
        ...(worst.acrossPorts && { class: 'partial' as const }),
        // Asked for by the users: such a Gateway is refused even where another of its listeners works.
        whole: true,
        path: `spec.listeners[${later}]`,
        // The names of all that clash, not in pairs: which one is told, and who beats whom, changes with the order and with each one that goes.
        key: [...new Set([name, ...clashes.map((c) => listenerName(listeners.get(c.earlier)))])]
          .map((one) => (worst.acrossPorts ? `${one} across ports` : one))
          .sort()
          .join('\n'),
        message: `listener ${listenerWords(listeners.get(later))} clashes with ${enumerate(others)}: ${outcome(worst, prediction.implementation.title)}`,
        hint: hint(worst, name),
        ...(!worst.silent && { condition: { type: 'Conflicted', status: 'True', reason: worst.reason } }),
        related: alike.map((c) => `spec.listeners[${c.earlier}]`),
      }
    })
  },
}

function gravest(clashes: readonly ListenerClash[]): ListenerClash {
  const rank = (c: ListenerClash) => (c.acrossPorts ? 3 : c.silent ? 2 : c.reason === 'HostnameConflict' ? 1 : 0)
  return clashes.reduce((a, b) => (rank(b) < rank(a) ? b : a))
}

function outcome(clash: ListenerClash, title: string): string {
  if (clash.silent) return `${title} serves only one of them, and no status says so`
  const condition = `Conflicted=True/${clash.reason}`
  return clash.losers === 'later'
    ? `${title} sets ${condition} on it and serves only the other`
    : `${title} sets ${condition} on all of them and serves none`
}

function hint(clash: ListenerClash, name: string): string {
  if (clash.reason === 'ProtocolConflict') return `give "${name}" a port of its own`
  return clash.acrossPorts ? `give "${name}" a hostname of its own` : `give "${name}" a hostname or a port of its own`
}
