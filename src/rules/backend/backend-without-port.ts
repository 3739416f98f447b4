import { routeExample } from '../examples.ts'
import type { Rule } from '../rule.ts'
import { backendsWith, portsWords, roleWords, targetWords } from '../rule-facts.ts'

const example = (port: string) =>
  routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - backendRefs: [{ name: shop${port} }]`)

/** References to a Service that name no port. */
export const backendWithoutPort: Rule = {
  id: 'backend-without-port',
  class: 'intrinsic',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute', 'XTelemetryPolicy'],
  about: 'backends',
  docs: () => ({
    summary: 'A reference to a Service names no port.',
    why: 'The specification demands one, and the CRDs of today do; routes of before, and manifests that never saw the CRDs, may lack it. No request is forwarded.',
    fix: 'Add the port of the Service.',
    source: 'BackendObjectReference.Port (apis/v1/object_reference_types.go); gateway-api.md 2.1, C-RT-2',
    bad: example(''),
    good: example(', port: 80'),
  }),
  check(prediction) {
    return backendsWith(prediction, 'port not given', ({ offered, whole }, use) => ({
      whole,
      message: `${roleWords(use)} ${targetWords(use)} is named without a port`,
      hint: offered.length > 0 ? `add a port: the Service has ${portsWords(offered)}` : 'add the port of the Service',
    }))
  },
}
