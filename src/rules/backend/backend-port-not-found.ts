import { routeExample } from '../examples.ts'
import type { Rule } from '../rule.ts'
import { backendsWith, portsWords, roleWords, serviceAt, silence, targetWords } from '../rule-facts.ts'

const example = (port: number) =>
  routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - backendRefs: [{ name: shop, port: ${port} }]`)

/** Ports that the Service of a backend does not have. */
export const backendPortNotFound: Rule = {
  id: 'backend-port-not-found',
  class: 'contradiction',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute', 'XTelemetryPolicy'],
  about: 'backends',
  docs: () => ({
    summary: 'A route or an XTelemetryPolicy names a port that the Service of its backend does not have.',
    why: 'Nothing answers there. The specification leaves the outcome open: some controllers say so, most report that all references resolve.',
    fix: 'Name a port of the Service (its `port`, not its `targetPort`).',
    source: 'BackendObjectReference.Port (apis/v1/object_reference_types.go); istio/istio#54946, kumahq/kuma#18071; gateway-api.md 2.8, B-PORT',
    bad: example(8080),
    good: example(80),
    partOnly: true,
  }),
  check(prediction) {
    return backendsWith(prediction, 'port', (trouble, use) => ({
      message: `${roleWords(use)} ${targetWords(use)} has no port ${use.port}${trouble.offered.length > 0 ? `, only ${portsWords(trouble.offered)}` : ', nor any other'}${silence(trouble)}`,
      hint:
        trouble.offered.length > 0
          ? `write port ${trouble.offered.map(({ port }) => port).join(' or ')}, or add port ${use.port} to the Service`
          : `add port ${use.port} to the Service`,
      restsOn: [serviceAt(use, 'found')],
    }))
  },
}
