import { kongRoute } from '../kong-examples.ts'
import { becauseWords, told } from '../limits.ts'
import { ROUTES } from '../parents.ts'
import type { Rule } from '../rule.ts'

const example = (kind: string, spec: string) =>
  kongRoute(`  parentRefs: [{ name: edge }]\n  ${spec}\n  rules: [{ backendRefs: [{ name: shop, port: 80 }] }]`, { kind })

/** Routes of a kind for which the controller wants a gate that is off, as far as is known. */
export const routeKindGated: Rule = {
  id: 'route-kind-gated',
  class: 'partial',
  kinds: ROUTES,
  about: 'limits',
  docs: () => ({
    summary: 'A route of a kind that the controller reads only with a feature gate.',
    why: 'Without the gate the route is never looked at: no status, no log line, no traffic. Kong Ingress Controller has TCPRoute, UDPRoute and TLSRoute (and GRPCRoute up to 3.1) behind GatewayAlpha, which is off by default.',
    fix: 'Start the controller with `--feature-gates=GatewayAlpha=true`, and configure it (`implementations: ["kic@3.5,gatewayAlpha=true"]`).',
    source: 'kong.md 1.1',
    implementations: ['kic@3.5'],
    bad: example('TLSRoute', 'hostnames: [shop.example]'),
    good: example('HTTPRoute', 'hostnames: [shop.example]'),
  }),
  check(prediction) {
    return told(prediction, 'gated kind', ({ implementation, because }) => ({
      message: `${implementation.title} reads no ${prediction.object.kind}s${becauseWords(because)}: ${because.assumed ? 'if that is off, as it is by default, ' : ''}the route has no effect there, and no status would say so`,
      hint: 'start it with --feature-gates=GatewayAlpha=true',
    }))
  },
}
