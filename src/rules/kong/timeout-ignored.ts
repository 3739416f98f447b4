import { kongRoute } from '../kong-examples.ts'
import { told } from '../limits.ts'
import type { Rule } from '../rule.ts'

const example = (timeout: string) =>
  kongRoute(`  parentRefs: [{ name: edge }]\n  rules: [{ backendRefs: [{ name: shop, port: 80 }], timeouts: { ${timeout} } }]`)

/** Timeouts that the controller does not read. */
export const timeoutIgnored: Rule = {
  id: 'timeout-ignored',
  class: 'partial',
  kinds: ['HTTPRoute'],
  about: 'limits',
  docs: () => ({
    summary: 'A timeout of a rule that the controller does not read.',
    why: "No controller of Kong's has `timeouts.request`, and none before Kong Ingress Controller 3.1 has `timeouts.backendRequest`: requests wait as long as Kong's own setting says, and no status says so.",
    fix: 'From Kong Ingress Controller 3.1 on use `timeouts.backendRequest`; before, the annotations `konghq.com/read-timeout` and the like of the Service.',
    source: 'kong.md 1.3',
    implementations: ['kic@3.5'],
    bad: example('request: 5s'),
    good: example('backendRequest: 5s'),
  }),
  check(prediction) {
    return told(prediction, 'ignored timeout', ({ implementation, field }) => ({
      message: `${implementation.title} does not read timeouts.${field}, and no status says so`,
      hint:
        field === 'request' && implementation.limits?.timeouts?.backendRequest !== 'ignored'
          ? 'use backendRequest, which bounds each try'
          : 'annotate the Services of the backends with konghq.com/connect-timeout, read-timeout and write-timeout',
    }))
  },
}
