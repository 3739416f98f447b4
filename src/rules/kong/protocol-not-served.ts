import { kongGateway, OPERATOR } from '../kong-examples.ts'
import { told } from '../limits.ts'
import type { Rule } from '../rule.ts'
import { enumerate, listenersOf, listenerWords } from '../words.ts'

const example = (listener: string) => kongGateway(listener, { kongClass: OPERATOR })

/** Protocols that this version of the operator does not serve, and ports that it would have to share. */
export const protocolNotServed: Rule = {
  id: 'protocol-not-served',
  class: 'partial',
  kinds: ['Gateway'],
  docs: () => ({
    summary: 'A listener has a protocol that this version of the operator does not serve, or shares its port with another.',
    why: 'Kong Gateway Operator 1.2 to Kong Operator 2.1 serves HTTP and HTTPS, 2.2 TLS as well, and the others only later. Several listeners on one port do not work with any of them, whatever their hostnames.',
    fix: 'Use a protocol that the version serves, and a port for each listener; list hostnames in the routes instead.',
    source: 'kong.md 2.4 and 4.5; Kong/kong-operator#3511',
    implementations: ['kong-operator@2.1'],
    bad: example('{ name: raw, port: 9000, protocol: TCP }'),
    good: example('{ name: web, port: 80, protocol: HTTP }'),
  }),
  check(prediction) {
    const listeners = listenersOf(prediction.object)
    return [
      ...told(prediction, 'protocol', ({ implementation, listener, served }) => ({
        message: `${implementation.title} does not serve the protocol of listener ${listenerWords(listeners.get(listener))}`,
        hint: `it serves ${enumerate(served)}`,
      })),
      ...told(prediction, 'shared port', ({ implementation, listener, others }) => ({
        message: `listener ${listenerWords(listeners.get(listener))} shares its port with ${enumerate(others.map((other) => listenerWords(listeners.get(other))))}: several listeners on one port do not work with ${implementation.title} yet, and no status says so`,
        hint: 'make one listener without a hostname, and list the hostnames in the routes',
        related: others.map((other) => `spec.listeners[${other}].port`),
      })),
    ]
  },
}
