import { gatewayExample } from '../examples.ts'
import { odditiesOf } from '../oddities.ts'
import type { Rule, Said } from '../rule.ts'
import { listenersOf, listenerWords } from '../words.ts'

/** Listeners that are to terminate TLS and name no certificate. */
export const listenerWithoutCertificate: Rule = {
  id: 'listener-without-certificate',
  class: 'partial',
  kinds: ['Gateway', 'ListenerSet'],
  docs: () => ({
    summary: 'A listener is to terminate TLS and names no certificate.',
    why: 'It serves nobody until something fills a certificate in: by the specification Programmed=False/InvalidTLSConfig, while some controllers leave the status clean. The CRDs allow it for the sake of certificate generators.',
    fix: 'Name a certificate in tls.certificateRefs.',
    source: 'Listener.TLS (apis/v1/gateway_types.go), implementers guide; gateway-api.md 2.2, S-HTTPS-NOTLS',
    bad: gatewayExample(`  listeners: [{ name: web, port: 443, protocol: HTTPS }]`),
    good: gatewayExample(`  listeners: [{ name: web, port: 443, protocol: TLS, tls: { mode: Passthrough } }]`),
  }),
  check(prediction) {
    return odditiesOf(prediction, 'listener-without-certificate').map(({ path, key, listener, optionsOnly }): Said => {
      const words = listenerWords(listenersOf(prediction.object).get(listener))
      return {
        path,
        key,
        message: optionsOnly
          ? `listener ${words} terminates TLS and has options, but no certificate: it serves nobody unless an option brings one`
          : `listener ${words} terminates TLS and names no certificate: it serves nobody until one is filled in`,
        hint: 'name one in tls.certificateRefs',
      }
    })
  },
}
