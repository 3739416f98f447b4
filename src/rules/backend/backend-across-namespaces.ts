import { bareEdge, routeExample } from '../examples.ts'
import type { Rule } from '../rule.ts'
import { backendsWith, roleWords } from '../rule-facts.ts'
import { excerpt } from '../words.ts'

const XBACKEND = 'group: gateway.networking.x-k8s.io, kind: XBackend'

const example = (namespace: string) => `apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: { name: routes, namespace: payments }
spec:
  from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: default }]
  to: [{ group: gateway.networking.x-k8s.io, kind: XBackend }]
---
${routeExample(
  `  parentRefs: [{ name: edge }]
  rules:
    - backendRefs: [{ ${XBACKEND}, name: billing${namespace} }]`,
  bareEdge(),
)}`

/** XBackends of another namespace, which no grant opens. */
export const backendAcrossNamespaces: Rule = {
  id: 'backend-across-namespaces',
  class: 'contradiction',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'],
  about: 'backends',
  docs: () => ({
    summary: 'A route names an XBackend of another namespace.',
    why: 'An XBackend must live in the namespace of the route that names it, whatever ReferenceGrants there are: requests for it fail.',
    fix: 'Create the XBackend in the namespace of the route.',
    source: 'GEP-4894; gateway-api-1.7.md 6.2, B-XB-NS',
    bad: example(', namespace: payments'),
    good: example(''),
    implementations: ['gateway-api@1.7'],
    partOnly: true,
  }),
  check(prediction) {
    return backendsWith(prediction, 'namespace', (_, use) => ({
      message: `${roleWords(use)} XBackend "${excerpt(use.reference.to.name)}" is of namespace "${excerpt(use.reference.to.namespace)}", and an XBackend must be of the namespace of its route, whatever is granted`,
      hint: `create the XBackend in namespace "${use.reference.from.namespace}"`,
    }))
  },
}
