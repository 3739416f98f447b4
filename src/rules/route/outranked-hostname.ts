import { partWords, saidOf } from '../contests.ts'
import { gatewayExample, twoRoutesTo } from '../examples.ts'
import type { Rule } from '../rule.ts'

const EDGE = gatewayExample('  listeners: [{ name: web, port: 80, protocol: HTTP, hostname: shop.example }]', 'bare')
const example = (first: string) =>
  twoRoutesTo(
    EDGE,
    'HTTPRoute',
    (service, second) => `  parentRefs: [{ name: edge }]
  hostnames: [${second ? '"*.example"' : first}]
  rules: [{ matches: [{ path: { value: ${second ? '/cart' : '/'} } }], backendRefs: [{ name: ${service}, port: 80 }] }]`,
  )

/** Traffic of a listener's hostname that another route takes because it writes a longer hostname, older or not. */
export const outrankedHostname: Rule = {
  id: 'outranked-hostname',
  class: 'loser',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute'],
  about: 'contests',
  docs: () => ({
    summary: 'Another route takes the traffic of a hostname of the listener, because it writes a longer one.',
    why: 'Where two routes come to the same hostname on a listener, the one that writes the longer hostname is asked first, whatever its age and paths. Both are Accepted.',
    fix: 'Write a hostname that is at least as long, or leave that traffic to the other route.',
    source:
      'HTTPRouteSpec.Hostnames (apis/v1/httproute_types.go, v1.7), feature GatewayRouteHostnameIntersectionPrecedence; gateway-api-1.7.md 6.2, X-HOSTPREC',
    bad: example('shop.example'),
    good: example('"*.example"'),
    implementations: ['gateway-api@1.7'],
  }),
  check: (prediction) =>
    saidOf(
      prediction,
      ({ because }) => because === 'longer hostname',
      (contest, { winner, where }) => ({
        message: `${winner} and takes ${contest.over === 'hostname' ? 'the connections of this one' : `whatever ${partWords(contest)} matches`} ${where}: there it comes first, whatever its age, and no status says so`,
        hint: 'write a hostname that is at least as long, or leave that traffic to the other route',
      }),
    ),
}
