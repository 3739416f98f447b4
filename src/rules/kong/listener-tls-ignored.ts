import { kongGateway } from '../kong-examples.ts'
import { becauseWords, told } from '../limits.ts'
import type { Rule } from '../rule.ts'
import { listenersOf, listenerWords } from '../words.ts'

const SECRET = `apiVersion: v1
kind: Secret
metadata: { name: cert, namespace: default }
type: kubernetes.io/tls
data: { tls.crt: Y2VydA==, tls.key: a2V5 }
---
`
const WITH_TLS = '{ name: secure, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: cert }] } }'

/** TLS settings of listeners that the controller does not use. */
export const listenerTlsIgnored: Rule = {
  id: 'listener-tls-ignored',
  class: 'partial',
  kinds: ['Gateway'],
  docs: () => ({
    summary: 'A listener has TLS settings, and the controller does not use them.',
    why: "Kong Ingress Controller up to 2.5 documents that the `tls` of a listener has no effect: Kong's own certificate is served, and no status says so.",
    fix: 'Run Kong Ingress Controller 2.6 or newer, or give Kong the certificate by an Ingress.',
    source: 'kong.md 1.4 (Kong documentation for 2.4 and 2.5)',
    implementations: ['kic@2.5'],
    bad: `${SECRET}${kongGateway(WITH_TLS)}`,
    good: kongGateway('{ name: web, port: 80, protocol: HTTP }'),
  }),
  check(prediction) {
    const listeners = listenersOf(prediction.object)
    return told(prediction, 'listener tls', ({ implementation, listener, because }) => ({
      message: `${implementation.title} does not use the tls of listener ${listenerWords(listeners.get(listener))}${becauseWords(because)}: Kong's own certificate is served, and no status says so`,
      hint: 'run Kong Ingress Controller 2.6 or newer, or give Kong the certificate by an Ingress',
    }))
  },
}
