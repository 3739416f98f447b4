import type { ListenerClash } from '../../prediction/owner-facts.ts'
import { KONG } from '../examples.ts'
import type { Rule, Said } from '../rule.ts'
import { enumerate, listenerName, listenersOf, listenerWords } from '../words.ts'

/** Listeners of one Gateway that cannot both be served; each later one is told, with all that it clashes with. */
export const listenerConflict: Rule = {
  id: 'listener-conflict',
  class: 'intrinsic',
  kinds: ['Gateway'],
  docs: () => ({
    summary: 'Two listeners of one Gateway cannot both be served on their port.',
    why: 'The controller marks the listeners Conflicted and serves neither of them, or only the first; some drop one without a word. `kubectl apply` says nothing of it.',
    fix: 'Give each listener a port of its own, or, with one protocol, a hostname of its own.',
    source: 'GatewaySpec.Listeners (apis/v1/gateway_types.go), GEP-2643 to 2645; kong.md 2.2 to 2.4, istio-kuma.md A4 and B4',
    bad: `${KONG}apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: default }
spec:
  gatewayClassName: kong
  listeners:
    - { name: web, port: 80, protocol: HTTP }
    - { name: raw, port: 80, protocol: TCP }
`,
    good: `${KONG}apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: default }
spec:
  gatewayClassName: kong
  listeners:
    - { name: web, port: 80, protocol: HTTP }
    - { name: raw, port: 9000, protocol: TCP }
`,
  }),
  check(prediction) {
    if (prediction.kind !== 'Gateway') return []
    const listeners = listenersOf(prediction.object)
    const byLater = Map.groupBy(prediction.clashes, (clash) => clash.later)
    return [...byLater].map(([later, clashes]): Said => {
      const worst = gravest(clashes)
      const alike = clashes.filter((c) => rank(c) === rank(worst))
      const involved = [...alike.map((c) => c.earlier), later]
      // Told at the later one, unless only the other loses.
      const told = worst.losers.includes(later) ? later : worst.earlier
      const others = involved.filter((position) => position !== told)
      const name = (position: number) => listenerName(listeners.get(position))
      const places = others.map((position) => `${listenerWords(listeners.get(position))} at spec.listeners[${position}]`)
      return {
        // An equal hostname on another port was only read in the operator's source (kong.md 2.4), and who is never served loses nothing by a
        // conflict: no grounds for a refusal.
        ...((worst.acrossPorts || worst.harmless) && { class: 'partial' as const }),
        // Asked for by the users: such a Gateway is refused even where another of its listeners works.
        whole: true,
        path: `spec.listeners[${told}]`,
        // Which one is told, and who beats whom, changes with the order and with each one that goes; the names of all that clash do not.
        key: [...new Set([later, ...clashes.map((c) => c.earlier)])].map(
          (position) => `${name(position)}${worst.acrossPorts ? ' across ports' : ''}`,
        ),
        message: `listener ${listenerWords(listeners.get(told))} clashes with ${enumerate(places)}: ${outcome(worst, involved, name, prediction.implementation.title)}`,
        hint: hint(worst, name(told)),
        ...(!worst.silent && { condition: { type: 'Conflicted', status: 'True', reason: worst.reason } }),
        related: others.map((position) => `spec.listeners[${position}]`),
      }
    })
  },
}

function rank(clash: ListenerClash): number {
  if (clash.acrossPorts) return 4
  if (clash.harmless) return 3
  if (clash.silent) return 2
  return clash.reason === 'HostnameConflict' ? 1 : 0
}

function gravest(clashes: readonly ListenerClash[]): ListenerClash {
  return clashes.reduce((a, b) => (rank(b) < rank(a) ? b : a))
}

function outcome(clash: ListenerClash, involved: readonly number[], name: (position: number) => string, title: string): string {
  if (clash.silent) return `${title} serves a port with one of them only, or mixes them up, and no status says so`
  const condition = `Conflicted=True/${clash.reason}`
  if (clash.losers.length === 1) return `${title} sets ${condition} on "${name(clash.losers[0] as number)}" and does not serve it`
  return involved.length === 2 ? `${title} sets ${condition} on both and serves neither` : `${title} sets ${condition} on all of them and serves none`
}

function hint(clash: ListenerClash, name: string): string {
  if (clash.reason === 'ProtocolConflict') return `give "${name}" a port of its own`
  return clash.acrossPorts ? `give "${name}" a hostname of its own` : `give "${name}" a hostname or a port of its own`
}
