import { saidOf } from '../contests.ts'
import { gatewayExample, routeTo, SERVICES } from '../examples.ts'
import type { Rule } from '../rule.ts'

const EDGE = gatewayExample('  listeners: [{ name: web, port: 80, protocol: HTTP }]', 'bare')
const spec = (hostname: string, match: string) => `  parentRefs: [{ name: edge }]
  hostnames: [${hostname}]
  rules: [{ matches: [{ ${match} }], backendRefs: [{ name: shop, port: 80 }] }]`
const example = (hostname: string) =>
  `${EDGE}---\n${SERVICES}${routeTo('HTTPRoute', 'web', '2026-01-01T00:00:00Z', spec('shop.example', 'path: { value: /web }'))}---\n${routeTo('GRPCRoute', 'calls', '2026-01-02T00:00:00Z', spec(hostname, 'method: { service: Shop }'))}`

/** An HTTPRoute and a GRPCRoute that share a hostname on one listener. */
export const mixedHostnameKinds: Rule = {
  id: 'mixed-hostname-kinds',
  class: 'odd',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  about: 'contests',
  docs: () => ({
    summary: 'An HTTPRoute and a GRPCRoute share a hostname on one listener.',
    why: 'An implementation may refuse the younger of the two (Accepted=False). Most serve both.',
    fix: 'Give the gRPC service a hostname of its own, where a controller is meant that does not serve both.',
    source: 'GRPCRouteSpec.Hostnames (apis/v1/grpcroute_types.go); gateway-api.md 2.13, X-HTTP-GRPC',
    bad: example('shop.example'),
    good: example('calls.example'),
    implementations: ['gateway-api@1.7'],
  }),
  check: (prediction) =>
    saidOf(
      prediction,
      ({ over }) => over === 'kinds',
      (_, { winner, where }) => ({
        message: `${winner} and shares a hostname ${where}: an implementation may refuse the younger of an HTTPRoute and a GRPCRoute`,
        hint: 'give the gRPC service a hostname of its own, unless the controller is known to serve both',
      }),
    ),
}
