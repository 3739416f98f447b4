import type { AnyObject } from '../../gateway/objects.ts'
import { text } from '../../gateway/shape.ts'
import { gatewayExample } from '../examples.ts'
import { becauseWords, unlessConfigured } from '../limits.ts'
import { toldListeners } from '../listener-facts.ts'
import type { Rule, Said } from '../rule.ts'
import { listenersOf } from '../words.ts'

const example = (protocol: string) => gatewayExample(`  listeners: [{ name: web, port: 443, protocol: ${protocol} }]`)

/** Protocols that there are, and that this controller does not serve. */
export const unsupportedProtocol: Rule = {
  id: 'unsupported-protocol',
  class: 'intrinsic',
  kinds: ['Gateway', 'ListenerSet'],
  docs: () => ({
    summary: 'The controller does not serve the protocol of a listener.',
    why: 'It sets Accepted=False/UnsupportedProtocol on the listener, and no route attaches to it.',
    fix: 'Use a protocol that the controller has, or a class of another controller.',
    source: 'ListenerReasonUnsupportedProtocol (apis/v1/gateway_types.go)',
    partOnly: true,
    bad: example('example.com/quic'),
    good: example('UDP'),
  }),
  check(prediction) {
    return toldListeners(prediction).flatMap(({ fact, path, name, words }): Said[] => {
      const condition = fact.conditions.find(({ reason }) => reason === 'UnsupportedProtocol')
      if (!fact.isProtocolRefused || !condition || !('implementation' in prediction) || !prediction.implementation) return []
      const { implementation } = prediction
      const gated = implementation.limits?.gatedProtocols
      const gate = gated?.protocols.includes(protocolOf(prediction.object, fact.listener)) ? gated : undefined
      const hint = 'use a protocol that the controller has, or a GatewayClass of another controller'
      return [
        {
          path: `${path}.protocol`,
          key: name,
          message: `${implementation.title} does not serve the protocol of ${words}${gate ? becauseWords(gate) : ''} (${condition.type}=False/UnsupportedProtocol)`,
          hint,
          condition,
          ...unlessConfigured(implementation, gate, hint),
        },
      ]
    })
  },
}

function protocolOf(object: AnyObject, listener: number): string {
  return text(listenersOf(object).get(listener)?.protocol) ?? ''
}
