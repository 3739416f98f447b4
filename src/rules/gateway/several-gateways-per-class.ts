import { KONG } from '../examples.ts'
import type { Rule } from '../rule.ts'
import { otherWords } from '../words.ts'

/** A Gateway beside another one in a class whose controller takes one. */
export const severalGatewaysPerClass: Rule = {
  id: 'several-gateways-per-class',
  class: 'contradiction',
  kinds: ['Gateway'],
  docs: () => ({
    summary: 'A second Gateway in a GatewayClass whose controller takes one.',
    why: 'Kong Ingress Controller before 3.0 documents one Gateway per class: it maps every Gateway onto one proxy and checks no listener across Gateways. It refuses nothing and sets no condition.',
    fix: 'Add the listeners to the Gateway that holds the class. Where Kong Ingress Controller 3.0 or newer runs, configure its version (`implementations: [kic@3.5]`).',
    source: 'kong.md 1.5 (Kong documentation for 2.5 to 2.12); Kong/kubernetes-ingress-controller#2559',
    bad: `${KONG}apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: first, namespace: default, creationTimestamp: "2026-01-01T00:00:00Z" }
spec:
  gatewayClassName: kong
  listeners: [{ name: web, port: 80, protocol: HTTP }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: second, namespace: default, creationTimestamp: "2026-01-02T00:00:00Z" }
spec:
  gatewayClassName: kong
  listeners: [{ name: web, port: 8080, protocol: HTTP }]
`,
    good: `${KONG}apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: first, namespace: default }
spec:
  gatewayClassName: kong
  listeners: [{ name: web, port: 80, protocol: HTTP }, { name: more, port: 8080, protocol: HTTP }]
`,
  }),
  check(prediction) {
    if (prediction.kind !== 'Gateway' || !prediction.classHolder || !prediction.implementation.gatewaysPerClass) return []
    const { object, classHolder, implementation } = prediction
    const { because, lifts } = implementation.gatewaysPerClass as NonNullable<typeof implementation.gatewaysPerClass>
    const className = object.spec.gatewayClassName
    const holder = otherWords(classHolder, object)
    const near = classHolder.metadata.namespace === object.metadata.namespace
    const add = `add the listeners to ${near ? holder : 'the Gateway that holds the class'}, or use a class of another controller`
    return [
      {
        whole: true,
        path: 'spec.gatewayClassName',
        key: className,
        message: `GatewayClass "${className}" is held by ${holder}, and ${implementation.title}${lifts ? ' before 3.0' : ''} takes one Gateway per class: ${because}`,
        hint: lifts ? `${add}; where 3.0 or newer runs, say so in the configuration, which lifts this: implementations: [${lifts}]` : add,
        restsOn: [{ kind: 'Gateway', namespace: classHolder.metadata.namespace ?? '', name: classHolder.metadata.name, state: 'found' }],
      },
    ]
  },
}
