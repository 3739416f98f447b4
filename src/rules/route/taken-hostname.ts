import { saidOf } from '../contests.ts'
import { gatewayExample, twoRoutesTo } from '../examples.ts'
import type { Rule } from '../rule.ts'

const EDGE = gatewayExample('  listeners: [{ name: tls, port: 443, protocol: TLS, tls: { mode: Passthrough } }]')
const example = (hostname: string) =>
  twoRoutesTo(
    EDGE,
    'TLSRoute',
    (service, second) => `  parentRefs: [{ name: edge }]
  hostnames: [${second ? hostname : 'shop.example'}]
  rules: [{ backendRefs: [{ name: ${service}, port: 80 }] }]`,
  )

/** A hostname of a TLSRoute that an older one has on the same listener. */
export const takenHostname: Rule = {
  id: 'taken-hostname',
  class: 'loser',
  kinds: ['TLSRoute'],
  about: 'contests',
  docs: () => ({
    summary: 'A hostname of a TLSRoute that an older TLSRoute has on the same listener.',
    why: 'A TLS connection has a hostname and nothing else to choose by: the older route gets it, and both are Accepted.',
    fix: 'Give the routes different hostnames or listeners; for a split of traffic put all backends into one rule.',
    source: 'TLSRouteSpec.Hostnames (apis/v1/tlsroute_types.go), guideline on conflicts; gateway-api.md 2.13, X-TLS; gateway-api-1.7.md 6.1',
    bad: example('shop.example'),
    good: example('cart.example'),
  }),
  check: (prediction) =>
    saidOf(
      prediction,
      ({ over, because }) => over === 'hostname' && because !== 'longer hostname',
      (_, { winner, where }) => ({
        message: `${winner} and has this hostname ${where}: it gets the connections, and no status says so`,
        hint: 'give this route another hostname, or name another listener by sectionName; for a split of traffic put all backends into one rule',
      }),
    ),
}
