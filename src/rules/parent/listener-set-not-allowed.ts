import type { AnyObject } from '../../gateway/objects.ts'
import { gatewayExample } from '../examples.ts'
import { obstructed, refusalOf, restsOnParent, statusWords, WITH_PARENTS } from '../parents.ts'
import type { Rule, Said } from '../rule.ts'
import { selectorWords } from '../words.ts'

const example = (from: string) => `${gatewayExample(`  allowedListeners: { namespaces: { from: ${from} } }
  listeners: [{ name: web, port: 80, protocol: HTTP }]`)}---
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: { name: more, namespace: default }
spec:
  parentRef: { name: edge }
  listeners: [{ name: more, port: 8080, protocol: HTTP }]
`

/** ListenerSets that their Gateway does not let in, and routes to such. */
export const listenerSetNotAllowed: Rule = {
  id: 'listener-set-not-allowed',
  class: 'contradiction',
  kinds: WITH_PARENTS,
  about: 'parents',
  docs: () => ({
    summary: 'A ListenerSet that its Gateway does not let in, or a route that attaches to one.',
    why: 'A Gateway takes no ListenerSets unless its owner says so, not even of its own namespace: Accepted=False/NotAllowed, and no listener of the set is served. Routes that name such a set get no status at all.',
    fix: 'Have the owner of the Gateway set `spec.allowedListeners.namespaces`.',
    source: 'GatewaySpec.AllowedListeners (apis/v1/gateway_types.go), GEP-1713; gateway-api.md 2.4, LS-NOTALLOWED',
    bad: example('None'),
    good: example('Same'),
  }),
  check(prediction) {
    return obstructed(prediction, 'listener set').flatMap(({ fact, obstacle, object, parent, key }): Said[] => {
      if (obstacle.because !== 'NotAllowed') return []
      const condition = refusalOf(fact)
      const base = { path: fact.path, key, restsOn: restsOnParent(fact), ...(condition && { condition }) }
      if (object.kind !== 'ListenerSet') {
        return [
          {
            ...base,
            // It is the set that has to be let in; the route attaches as soon as it is.
            class: 'absent',
            message: `${parent} is not let into its Gateway: the route does not attach there${statusWords(fact)}`,
            hint: 'have the owner of the Gateway let the ListenerSet in (spec.allowedListeners), or name another parent',
          },
        ]
      }
      const { from, selector } = obstacle
      return [
        {
          ...base,
          whole: true,
          restsOn: [
            ...base.restsOn,
            ...(from === 'Selector' ? [{ kind: 'Namespace', name: object.metadata.namespace ?? '', state: 'found' } as const] : []),
          ],
          message: `${parent} takes ${taken(from, selector)}, and this one is of namespace "${object.metadata.namespace}": none of its listeners is served${statusWords(fact)}`,
          hint: `the owner of ${parent} can let it in: spec.allowedListeners.namespaces: { from: ${fitting(fact.parentRef.namespace, object)} }`,
        },
      ]
    })
  },
}

function taken(from: string, selector: unknown): string {
  if (from === 'Same') return 'ListenerSets of its own namespace only'
  if (from !== 'Selector') return 'no ListenerSets'
  const words = selectorWords(selector)
  return words === '' ? 'ListenerSets by a selector that chooses nothing' : `only ListenerSets of namespaces with ${words}`
}

function fitting(namespace: string, object: AnyObject): string {
  return namespace === object.metadata.namespace ? 'Same' : 'All'
}
