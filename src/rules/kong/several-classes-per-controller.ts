import { kongClassWith, UNMANAGED } from '../kong-examples.ts'
import { becauseWords, told } from '../limits.ts'
import type { Rule } from '../rule.ts'
import { excerpt } from '../words.ts'

/** A second class for a controller that takes one. */
export const severalClassesPerController: Rule = {
  id: 'several-classes-per-controller',
  class: 'contradiction',
  kinds: ['GatewayClass'],
  docs: () => ({
    summary: 'A second GatewayClass for a controller that takes one.',
    why: 'Kong Ingress Controller 2.5 to 2.12 documents one GatewayClass, and one Gateway in it, for each controller: all classes end up in one proxy, and nothing keeps their listeners and routes apart.',
    fix: 'Run a Kong Ingress Controller of its own for each class, with a controller name of its own (`--gateway-api-controller-name`).',
    source: 'kong.md 1.5 (Kong documentation for 2.5 to 2.12)',
    implementations: ['kic@2.12'],
    partOnly: true,
    bad: `${kongClassWith(UNMANAGED, 'first')}---\n${kongClassWith(UNMANAGED, 'second')}`,
    good: kongClassWith(UNMANAGED, 'first'),
  }),
  check(prediction) {
    return told(prediction, 'several classes', ({ implementation, other, because }) => ({
      message: `GatewayClass "${excerpt(other)}" has this controller already, and ${implementation.title} takes one class${becauseWords(because)}: the Gateways of both share one proxy, and no status says so`,
      hint: `use GatewayClass "${excerpt(other)}", or run a controller with a name of its own (--gateway-api-controller-name)`,
      restsOn: [{ kind: 'GatewayClass', name: other, state: 'found' }],
    }))
  },
}
