import type { Kind } from '../../gateway/kinds.ts'
import type { AnyObject } from '../../gateway/objects.ts'
import type { Meant, ParentFact } from '../../prediction/parent-facts.ts'
import { routeExample } from '../examples.ts'
import { RULES_TO_SHOP } from '../parent-examples.ts'
import { nothingOf, obstructed, parentWords, statusWords, WITH_PARENTS } from '../parents.ts'
import type { Rule, Said } from '../rule.ts'

const example = (name: string) => routeExample(`  parentRefs: [{ name: ${name} }]\n${RULES_TO_SHOP}`)

/** Parents that are not there, and ListenerSets whose Gateway is not. */
export const parentNotFound: Rule = {
  id: 'parent-not-found',
  class: 'absent',
  kinds: WITH_PARENTS,
  about: 'parents',
  docs: () => ({
    summary: 'A parent that is not there: a Gateway, a ListenerSet, the Gateway of a ListenerSet, or the Service of a mesh route.',
    why: 'No controller owns the reference, so none writes a status for it: the route or ListenerSet stays without effect and without a word. Only some meshes tell of a missing Service (Accepted=False/NoMatchingParent).',
    fix: 'Create the parent, or correct its name, namespace or kind. What is applied later attaches then.',
    source: 'ParentReference (apis/v1/shared_types.go); gateway-api.md 2.5, R-PARENT and 2.4, LS-PARENT; istio-kuma.md A5 and B7',
    bad: example('egde'),
    good: example('edge'),
  }),
  check(prediction) {
    return obstructed(prediction, 'existence').map(({ fact, obstacle, object, parent, key }): Said => {
      const { kind, namespace, name, meant } = obstacle
      const isBehind = kind !== fact.parentRef.kind
      const missing = isBehind ? `${parent} names ${gatewayWords(obstacle, object)}, which is not there` : `${parent} is not there`
      return {
        path: isBehind || object.kind === 'ListenerSet' ? fact.path : `${fact.path}.name`,
        key,
        message: `${missing}: ${nothingOf(object)}${statusWords(fact)}`,
        hint: meant ? meantWords(meant, fact, object) : `create ${isBehind ? 'the Gateway' : 'it'}, or correct its name, namespace or kind`,
        restsOn: [{ kind: kind as Kind, namespace, name, state: 'absent' }],
      }
    })
  },
}

/** The route does not name the Gateway itself. */
function gatewayWords(gateway: Meant, object: AnyObject): string {
  return gateway.namespace === object.metadata.namespace ? parentWords(gateway, object) : 'a Gateway'
}

function meantWords({ kind, namespace }: Meant, { parentRef }: ParentFact, object: AnyObject): string {
  if (kind === parentRef.kind) return `a ${kind} of that name is in namespace "${namespace}", the own one: leave namespace out`
  if (object.kind === 'ListenerSet') return `there is a ${kind} of that name, but a ListenerSet needs a Gateway: correct the name`
  return `there is a ${kind} of that name: write kind: ${kind}`
}
