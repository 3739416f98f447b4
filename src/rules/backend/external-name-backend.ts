import { routeExample } from '../examples.ts'
import type { Rule } from '../rule.ts'
import { backendsWith, roleWords, serviceAt, silence, targetWords } from '../rule-facts.ts'
import { excerpt } from '../words.ts'

const example = (spec: string) => `apiVersion: v1
kind: Service
metadata: { name: outside, namespace: default }
spec: ${spec}
---
${routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - backendRefs: [{ name: outside, port: 80 }]`)}`

/** Backends that are only a name for a host elsewhere. */
export const externalNameBackend: Rule = {
  id: 'external-name-backend',
  class: 'partial',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute', 'XTelemetryPolicy'],
  about: 'backends',
  docs: () => ({
    summary: 'A backend is a Service of type ExternalName.',
    why: 'Controllers should not support them, as they lead anywhere, the inside of the cluster included (CVE-2021-25740). Some refuse the reference, some resolve it, some forward to nothing without a word.',
    fix: 'Name a Service with endpoints, or a kind of the controller’s own for hosts outside.',
    source: 'BackendObjectReference.Kind (apis/v1/object_reference_types.go); gateway-api.md 2.8, B-EXTNAME; validate.go:213 of Envoy Gateway',
    bad: example('{ type: ExternalName, externalName: shop.example, ports: [{ port: 80 }] }'),
    good: example('{ type: ClusterIP, ports: [{ port: 80 }] }'),
    partOnly: true,
  }),
  check(prediction) {
    return backendsWith(prediction, 'external name', (trouble, use) => ({
      message: `${roleWords(use)} ${targetWords(use)} is an ExternalName${trouble.host === '' ? '' : ` (${excerpt(trouble.host)})`}, which controllers should not forward to${silence(trouble)}`,
      hint: 'name a Service with endpoints, or one without a selector and EndpointSlices of its own',
      restsOn: [serviceAt(use, 'found')],
    }))
  },
}
