import { gatewayExample } from '../examples.ts'
import { toldListeners } from '../listener-facts.ts'
import type { Rule, Said } from '../rule.ts'

const example = (hostname: string) =>
  gatewayExample(`  listeners:
    - { name: all, port: 443, protocol: HTTPS, hostname: "*.example.com", tls: { certificateRefs: [{ name: cert }] } }
    - { name: one, port: 443, protocol: HTTPS, hostname: ${hostname}, tls: { certificateRefs: [{ name: cert }] } }`)

/** TLS listeners on one port for names in common. */
export const overlappingTls: Rule = {
  id: 'overlapping-tls',
  class: 'odd',
  kinds: ['Gateway', 'ListenerSet'],
  docs: () => ({
    summary: 'TLS listeners on one port are for hostnames, or have certificates for names, in common.',
    why: 'A client may reuse a connection to one for requests to the other, which HTTP/2 allows; the controller sets OverlappingTLSConfig=True and may turn HTTP/2 off.',
    fix: 'Nothing, if that is meant; else use a port for each, or certificates for separate names.',
    source: 'ListenerConditionOverlappingTLSConfig (apis/v1/gateway_types.go), GEP-3567; gateway-api.md 2.3, L-OVERLAP-TLS',
    bad: example('shop.example.com'),
    good: example('shop.example.org'),
  }),
  check(prediction) {
    return toldListeners(prediction).flatMap(({ fact, path, name, words }): Said[] => {
      const condition = fact.conditions.find(({ type, status }) => type === 'OverlappingTLSConfig' && status === 'True')
      if (!condition) return []
      const what =
        condition.reason === 'OverlappingCertificates'
          ? 'its certificate is for names that another on the port has one for'
          : 'another on the port is for some of its hosts'
      return [
        {
          atMost: 'warn',
          path,
          key: name,
          message: `${words} overlaps with others: ${what} (OverlappingTLSConfig=True/${condition.reason})`,
          hint: 'use a port for each, or certificates for separate names, unless this is meant',
          condition,
        },
      ]
    })
  },
}
