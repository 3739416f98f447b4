import { gatewayExample } from '../examples.ts'
import { odditiesOf } from '../oddities.ts'
import type { Rule, Said } from '../rule.ts'
import { excerpt, listenerName, listenersOf } from '../words.ts'

const example = (protocol: string) => gatewayExample(`  listeners: [{ name: web, port: 80, protocol: ${protocol} }]`)

/** Protocols that nobody knows. */
export const unknownProtocol: Rule = {
  id: 'unknown-protocol',
  class: 'intrinsic',
  kinds: ['Gateway', 'ListenerSet'],
  docs: () => ({
    summary: 'The protocol of a listener is no name of the specification and has no domain before it.',
    why: 'The controller sets Accepted=False/UnsupportedProtocol on the listener and does not serve it; the case of the letters counts.',
    fix: 'Write HTTP, HTTPS, TLS, TCP or UDP, or a protocol of the controller’s own with its domain, as in example.com/quic.',
    source: 'ProtocolType (apis/v1/gateway_types.go); gateway-api.md 2.2, S-PROTO-NAME',
    bad: example('http'),
    good: example('HTTP'),
  }),
  check(prediction) {
    return odditiesOf(prediction, 'unknown-protocol').map(
      ({ path, key, whole, listener, protocol, meant }): Said => ({
        whole,
        path,
        key,
        message: `protocol "${excerpt(protocol)}" of listener "${listenerName(listenersOf(prediction.object).get(listener))}" is not known${meant ? ', names of protocols are exact' : ''}: the listener is not served (Accepted=False/UnsupportedProtocol)`,
        hint: meant ? `write ${meant}` : 'write HTTP, HTTPS, TLS, TCP or UDP',
        condition: { type: 'Accepted', status: 'False', reason: 'UnsupportedProtocol' },
      }),
    )
  },
}
