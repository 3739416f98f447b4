import { bareEdge } from '../examples.ts'
import { listenerFilters } from '../listener-filters.ts'
import type { Rule } from '../rule.ts'

const example = (features: readonly string[]) => `${bareEdge(['Gateway', 'HTTPRoute', ...features])}apiVersion: example.com/v1
kind: Guard
metadata: { name: guard, namespace: default }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: inner, namespace: default }
spec:
  gatewayClassName: envoy
  listeners:
    - name: web
      port: 80
      protocol: HTTP
      filters: { requests: [{ type: ExtensionRef, extensionRef: { group: example.com, kind: Guard, name: guard } }] }
`

/** Filters of listeners that the class publishes not to have. */
export const unsupportedListenerFilter: Rule = {
  id: 'unsupported-listener-filter',
  class: 'contradiction',
  kinds: ['Gateway', 'ListenerSet'],
  docs: () => ({
    summary: 'A listener has filters, and the features of the class do not name them.',
    why: 'The controller sets Accepted=False/UnsupportedValue, or lets every request pass as if there were none: authorization, too, is lost.',
    fix: 'Filter in the routes, or have the class served by a controller with feature GatewayListenerFilters.',
    source: 'GEP-5224, GEP-2162; gateway-api-1.7.md 6.2, LF-UNSUP',
    bad: example([]),
    good: example(['GatewayListenerFilters']),
    implementations: ['gateway-api@1.7'],
    partOnly: true,
  }),
  check(prediction) {
    return listenerFilters(prediction, ['feature'], ({ feature, className }, listener) => ({
      message: `listener ${listener} has filters, which need feature ${feature}, and class "${className}" does not publish it: requests may pass without them`,
      hint: 'filter in the routes instead, or have the class served by a controller with the feature',
    }))
  },
}
