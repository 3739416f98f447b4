import { kongRoute } from '../kong-examples.ts'
import { becauseWords, told } from '../limits.ts'
import type { Rule } from '../rule.ts'

const example = (more: string) =>
  kongRoute(`  parentRefs: [{ name: edge }]\n  rules: [{ backendRefs: [{ name: shop, port: 80 }${more}] }]`, {
    listeners: '{ name: web, port: 80, protocol: HTTP }',
  })

/** Several backends in a rule, where the controller takes one. */
export const severalBackendsPerRule: Rule = {
  id: 'several-backends-per-rule',
  class: 'intrinsic',
  kinds: ['HTTPRoute'],
  about: 'limits',
  docs: () => ({
    summary: 'A rule has several backends, and the controller takes one.',
    why: 'Kong Ingress Controller before 2.4 refuses such a route in its webhook and drops it whole where that is not installed, every other rule included.',
    fix: 'Name one backend in each rule, or run Kong Ingress Controller 2.4 or newer.',
    source: 'kong.md 1.2 and 3.3',
    implementations: ['kic@2.3'],
    bad: example(', { name: beta, port: 80 }'),
    good: example(''),
  }),
  check(prediction) {
    return told(prediction, 'several backends', ({ implementation, because, backends }) => ({
      whole: true,
      message: `the rule has ${backends} backends, and ${implementation.title} takes one${becauseWords(because)}: it drops the whole route, and no status says so`,
      hint: 'leave one backend in the rule, or run Kong Ingress Controller 2.4 or newer',
    }))
  },
}
