import { gatewayExample } from '../examples.ts'
import { attached, RULES_TO_SHOP } from '../parent-examples.ts'
import type { Rule, Said } from '../rule.ts'
import { excerpt } from '../words.ts'

const example = (more: string) =>
  attached(
    gatewayExample('  listeners: [{ name: web, port: 80, protocol: HTTP, hostname: "*.shop.example" }]'),
    `  parentRefs: [{ name: edge }]\n  hostnames: [www.shop.example, ${more}]\n${RULES_TO_SHOP}`,
  )

/** Hostnames of a route that meet no listener, while others do. */
export const unmatchedHostname: Rule = {
  id: 'unmatched-hostname',
  class: 'odd',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute'],
  about: 'hostnames',
  docs: () => ({
    summary: 'One of several hostnames of a route is one that no listener serves.',
    why: 'It is ignored; the route is accepted for the others, and no status tells.',
    fix: 'Leave the hostname out, or attach the route to a listener that serves it.',
    source: 'HTTPRouteSpec.Hostnames (apis/v1/httproute_types.go); gateway-api.md 2.5, R-HOST-PART',
    bad: example('shop.example'),
    good: example('api.shop.example'),
  }),
  check(prediction) {
    if (prediction.kind !== 'Route') return []
    const own = (prediction.object as { spec?: { hostnames?: readonly unknown[] } }).spec?.hostnames ?? []
    return prediction.unmatchedHostnames.map((index): Said => {
      const hostname = String(own[index])
      return {
        path: `spec.hostnames[${index}]`,
        key: hostname,
        message: `no listener that takes this route serves hostname ${excerpt(hostname)}: it is ignored, and no status would say so`,
        hint: 'leave it out, or attach the route to a listener that serves it',
      }
    })
  },
}
