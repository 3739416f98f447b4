import { nothingOf, obstructed, restsOnParent, WITH_PARENTS } from '../parents.ts'
import type { Rule, Said } from '../rule.ts'

const example = (kind: string, spec: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: kuma }
spec: { controllerName: gateways.kuma.io/controller }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: default }
spec:
  gatewayClassName: kuma
  listeners: [{ name: web, port: 80, protocol: HTTP }]
---
apiVersion: v1
kind: Service
metadata: { name: shop, namespace: default }
spec: { ports: [{ port: 80 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: { name: more, namespace: default }
spec:
${spec}
`

/** ListenerSets of a Gateway whose controller does not look at them, and routes to such. */
export const listenerSetNotRead: Rule = {
  id: 'listener-set-not-read',
  class: 'partial',
  kinds: WITH_PARENTS,
  docs: {
    summary: "A ListenerSet that the Gateway's controller does not read, or a route that attaches to one.",
    why: 'ListenerSets came with v1.5; a controller that does not know them ignores them, and the routes that name them, without any status.',
    fix: 'Add the listeners to the Gateway itself, or use a controller that reads ListenerSets.',
    source: 'GEP-1713; gateway-api.md 2.4, LS-UNSUPPORTED; istio-kuma.md A7 and B7',
    bad: example('ListenerSet', '  parentRef: { name: edge }\n  listeners: [{ name: more, port: 8080, protocol: HTTP }]'),
    good: example('HTTPRoute', '  parentRefs: [{ name: edge }]\n  rules: [{ backendRefs: [{ name: shop, port: 80 }] }]'),
  },
  check(prediction) {
    return obstructed(prediction, 'listener set')
      .filter(({ obstacle }) => obstacle.because === 'not read')
      .map(({ fact, object, parent, key }): Said => {
        const isSet = object.kind === 'ListenerSet'
        return {
          path: fact.path,
          key,
          message: `${fact.implementation?.title ?? 'its controller'} does not read ListenerSets${isSet ? '' : ` such as ${parent}`}: ${nothingOf(object)}, and no status would say so`,
          hint: isSet ? `add the listeners to ${parent} itself` : 'name the Gateway itself, with a listener of its own',
          restsOn: restsOnParent(fact),
        }
      })
  },
}
