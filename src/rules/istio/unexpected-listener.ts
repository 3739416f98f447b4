import type { ListenerShape } from '../../gateway/status-procedures.ts'
import { istioGateway } from '../istio-examples.ts'
import { told } from '../limits.ts'
import type { Rule } from '../rule.ts'
import { listenersOf, listenerWords } from '../words.ts'

const example = (listener: string) => istioGateway(listener, { className: 'istio-waypoint' })

/** Listeners that a waypoint or an east-west gateway does not have. */
export const unexpectedListener: Rule = {
  id: 'unexpected-listener',
  class: 'intrinsic',
  kinds: ['Gateway'],
  docs: () => ({
    summary: 'A listener of a waypoint is not HBONE on port 15008, or one of an east-west gateway is neither that nor TLS passed through.',
    why: 'Istio sets Accepted=False/UnsupportedProtocol on the listener; the proxy serves what its class is for, and nothing else.',
    fix: 'Write port 15008 and protocol HBONE (for an east-west gateway with `tls.mode: Terminate`), or use class istio for other listeners.',
    source: 'istio-kuma.md A3 (L2, L3)',
    partOnly: true,
    implementations: ['istio@1.31,ambient=true'],
    bad: example('{ name: web, port: 80, protocol: HTTP }'),
    good: example('{ name: mesh, port: 15008, protocol: HBONE }'),
  }),
  check(prediction) {
    return told(prediction, 'unexpected listener', ({ implementation, listener, because: { allowed, condition } }) => ({
      message: `listener ${listenerWords(listenersOf(prediction.object).get(listener))} is not what ${implementation.title} has in Gateways of this class`,
      hint: `write ${allowed.map(shapeWords).join(', or ')}; other listeners go to a Gateway of class istio`,
      ...(condition && { condition }),
    }))
  },
}

function shapeWords({ port, protocol, tls }: ListenerShape): string {
  return `${port === undefined ? '' : `port ${port} with `}protocol ${protocol}${tls === undefined ? '' : ` and tls.mode ${tls}`}`
}
