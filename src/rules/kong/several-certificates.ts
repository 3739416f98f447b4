import { kongGateway } from '../kong-examples.ts'
import { told } from '../limits.ts'
import type { Rule } from '../rule.ts'
import { listenersOf, listenerWords } from '../words.ts'

const secret = (name: string) => `apiVersion: v1
kind: Secret
metadata: { name: ${name}, namespace: default }
type: kubernetes.io/tls
data: { tls.crt: Y2VydA==, tls.key: a2V5 }
---
`
const example = (refs: string) =>
  `${secret('rsa')}${secret('ecdsa')}${kongGateway(`{ name: web, port: 443, protocol: HTTPS, tls: { certificateRefs: [${refs}] } }`)}`

/** Several certificates on a listener, where the controller takes one. */
export const severalCertificates: Rule = {
  id: 'several-certificates',
  class: 'partial',
  kinds: ['Gateway'],
  docs: () => ({
    summary: 'A listener names several certificates, and the controller takes one.',
    why: "Kong Ingress Controller then uses none of them, and answers with Kong's own self-signed certificate, while the status stays clean: only an Event on the Gateway and its log say so. The operator sets ResolvedRefs=False/TooManyTLSSecrets.",
    fix: 'Name one certificate, or make a listener for each, told apart by hostname.',
    source: 'kong.md 1.4 and 4.5; measured-kong-kuma.md (translate_certs.go:107 of KIC 3.5)',
    implementations: ['kic@3.5'],
    bad: example('{ name: rsa }, { name: ecdsa }'),
    good: example('{ name: rsa }'),
  }),
  check(prediction) {
    const listeners = listenersOf(prediction.object)
    return told(prediction, 'several certificates', ({ implementation, listener, certificates, because: { condition } }) => ({
      message: `listener ${listenerWords(listeners.get(listener))} names ${certificates} certificates, and ${implementation.title} takes one: it uses none of them${condition ? '' : ", answers with Kong's own, and no status says so"}`,
      hint: 'name one certificate, or make a listener with a hostname of its own for each',
      ...(condition && { condition }),
    }))
  },
}
