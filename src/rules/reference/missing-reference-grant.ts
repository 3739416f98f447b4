import { grantYaml } from '../../gateway/grants.ts'
import type { Rule, Said } from '../rule.ts'

/** References into another namespace that no ReferenceGrant permits. Nothing is said of the target, not even whether it exists. */
export const missingReferenceGrant: Rule = {
  id: 'missing-reference-grant',
  class: 'missing-grant',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute', 'Gateway', 'ListenerSet', 'XBackend', 'XTelemetryPolicy'],
  about: 'references',
  docs: () => ({
    summary: 'A reference into another namespace that no ReferenceGrant there permits.',
    why: 'The controller sets ResolvedRefs=False/RefNotPermitted; a route answers with errors for that backend, a listener has no certificate.',
    fix: 'Have the owner of the other namespace create a ReferenceGrant; the refusal holds one, ready to paste.',
    source: 'ReferenceGrant (apis/v1beta1/referencegrant_types.go), GEP-709; gateway-api.md 2.7; gateway-api-1.7.md 6.2, G-XT',
    bad: `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: istio }
spec: { controllerName: istio.io/gateway-controller }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: default }
spec:
  gatewayClassName: istio
  listeners: [{ name: web, port: 80, protocol: HTTP }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: pay, namespace: default }
spec:
  parentRefs: [{ name: edge }]
  rules:
    - backendRefs: [{ name: billing, namespace: payments, port: 80 }]
`,
    good: `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: istio }
spec: { controllerName: istio.io/gateway-controller }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: default }
spec:
  gatewayClassName: istio
  listeners: [{ name: web, port: 80, protocol: HTTP }]
---
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: { name: routes, namespace: payments }
spec:
  from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: default }]
  to: [{ group: "", kind: Service }]
---
apiVersion: v1
kind: Service
metadata: { name: billing, namespace: payments }
spec: { ports: [{ port: 80 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: pay, namespace: default }
spec:
  parentRefs: [{ name: edge }]
  rules:
    - backendRefs: [{ name: billing, namespace: payments, port: 80 }]
`,
  }),
  check(prediction) {
    if (!('references' in prediction)) return []
    // Who writes nothing yet says nothing of it either.
    const isGivenUp = prediction.kind === 'Route' && prediction.limits.some(({ limit }) => limit === 'own check')
    const isWritten = !isGivenUp && !('unclaimed' in prediction && prediction.unclaimed)
    return prediction.references
      .filter((fact) => fact.grant === 'missing')
      .map(({ reference }): Said => {
        const { role, path, from, to } = reference
        return {
          path,
          key: `${role} ${to.group}/${to.kind} ${to.namespace}/${to.name}`,
          message: `${from.kind} in namespace "${from.namespace}" may not use ${to.kind} "${to.name}" of namespace "${to.namespace}" as ${role}: no ReferenceGrant there permits it${isWritten ? ' (ResolvedRefs=False/RefNotPermitted)' : ''}`,
          hint: `this one would: ${grantYaml(reference)}`,
          ...(isWritten && { condition: { type: 'ResolvedRefs', status: 'False', reason: 'RefNotPermitted' } }),
          restsOn: [{ kind: 'ReferenceGrant', namespace: to.namespace, state: 'absent' }],
        }
      })
  },
}
