import type { Rule } from '../rule.ts'
import { excerpt } from '../words.ts'

const example = (className: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: envoy }
spec: { controllerName: gateway.envoyproxy.io/gatewayclass-controller }
---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: envoy-internal }
spec: { controllerName: gateway.envoyproxy.io/gatewayclass-controller }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: default }
spec: { gatewayClassName: envoy, listeners: [{ name: web, port: 80, protocol: HTTP }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: default }
spec: { gatewayClassName: ${className}, listeners: [{ name: web, port: 80, protocol: HTTP }] }
`

/** Gateways that move to another class. */
export const classChanged: Rule = {
  id: 'class-changed',
  class: 'odd',
  kinds: ['Gateway'],
  docs: () => ({
    summary: 'A Gateway is moved to another GatewayClass.',
    why: 'Its data plane is provisioned anew by the other class, mostly with another address, and what the old controller made may stay behind.',
    fix: 'Make a second Gateway of the other class, move the routes, and delete this one.',
    source: 'GatewaySpec.GatewayClassName (apis/v1/gateway_types.go); gateway-api.md 2.10, W-CLASS-CHANGE',
    changes: true,
    bad: example('envoy-internal'),
    good: example('envoy'),
  }),
  check(prediction) {
    if (!('formerClass' in prediction) || prediction.formerClass === undefined) return []
    const { object, formerClass } = prediction
    const className = object.kind === 'Gateway' ? object.spec.gatewayClassName : ''
    return [
      {
        path: 'spec.gatewayClassName',
        key: `${formerClass} ${className}`,
        message: `the Gateway moves from GatewayClass "${excerpt(formerClass)}" to "${excerpt(className)}": its data plane is provisioned anew, and its address may change`,
        hint: 'make a second Gateway of the other class, move the routes, and delete this one',
      },
    ]
  },
}
