import { ENVOY_CLASS } from '../examples.ts'
import type { RestsOn } from '../finding.ts'
import { attached, httpEdge, RULES_TO_SHOP } from '../parent-examples.ts'
import { nothingOf, obstructed, restsOnParent, statusWords, WITH_PARENTS } from '../parents.ts'
import type { Rule, Said } from '../rule.ts'

const example = (className: string) =>
  attached(
    `${ENVOY_CLASS}${httpEdge(className, { namespace: 'infra', more: ', allowedRoutes: { namespaces: { from: All } }' })}`,
    `  parentRefs: [{ name: edge, namespace: infra }]\n${RULES_TO_SHOP}`,
  )

/** Parents that are there, and that nobody serves: their class is absent or refused, or they are refused themselves. */
export const parentNotServed: Rule = {
  id: 'parent-not-served',
  class: 'absent',
  kinds: WITH_PARENTS,
  about: 'parents',
  docs: () => ({
    summary: 'A parent that nobody serves: its GatewayClass is not there or is refused, or the Gateway is refused as a whole.',
    why: 'Nothing is programmed, and most controllers then write no status for what attaches.',
    fix: 'Create or mend the GatewayClass or the Gateway, or name another parent.',
    source: 'GatewaySpec.GatewayClassName (apis/v1/gateway_types.go); gateway-api.md 2.5, R-CLASS; envoy-gateway.md, "Gateway, class, ListenerSet"',
    bad: example('envoi'),
    good: example('envoy'),
  }),
  check(prediction) {
    return obstructed(prediction, 'class', 'gateway').map(({ fact, obstacle, object, parent, key }): Said => {
      const title = fact.implementation?.title ?? 'its controller'
      const whose = fact.parentRef.kind === 'ListenerSet' ? `the Gateway of ${parent}` : parent
      const rests: RestsOn[] = restsOnParent(fact)
      if (obstacle.at === 'gateway') {
        return {
          path: fact.path,
          key,
          message: `${title} refuses ${whose} as a whole (Accepted=False/${obstacle.reason}): ${nothingOf(object)}${statusWords(fact)}`,
          hint: 'mend the Gateway, or name another parent',
          restsOn: rests,
        }
      }
      const { className, state } = obstacle
      const why = state === 'absent' ? 'which is not there' : `which ${title} refuses for its parameters (Accepted=False/InvalidParameters)`
      return {
        path: fact.path,
        key,
        message: `${whose} is of GatewayClass "${className}", ${why}: ${nothingOf(object)}${statusWords(fact)}`,
        hint: `${state === 'absent' ? `create GatewayClass "${className}"` : `mend GatewayClass "${className}"`}, or name a Gateway of another class`,
        restsOn: [...rests, { kind: 'GatewayClass', name: className, state: state === 'absent' ? 'absent' : 'found' }],
      }
    })
  },
}
