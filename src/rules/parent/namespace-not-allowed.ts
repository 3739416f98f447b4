import type { AnyObject } from '../../gateway/objects.ts'
import { isSelector } from '../../gateway/selectors.ts'
import type { ParentListener } from '../../prediction/parent-facts.ts'
import { ENVOY_CLASS } from '../examples.ts'
import { attached, httpEdge, RULES_TO_SHOP } from '../parent-examples.ts'
import { obstructed, ROUTES, refusal, restsOnParent, statusWords } from '../parents.ts'
import type { Rule, Said } from '../rule.ts'
import { enumerate, selectorWords } from '../words.ts'

const example = (from: string) =>
  attached(
    `${ENVOY_CLASS}${httpEdge('envoy', { namespace: 'infra', more: `, allowedRoutes: { namespaces: { from: ${from} } }` })}`,
    `  parentRefs: [{ name: edge, namespace: infra }]\n${RULES_TO_SHOP}`,
  )

/** Listeners that take no routes of this namespace. */
export const namespaceNotAllowed: Rule = {
  id: 'namespace-not-allowed',
  class: 'contradiction',
  kinds: ROUTES,
  about: 'parents',
  docs: () => ({
    summary: "No listener of the parent takes routes of this route's namespace.",
    why: 'A listener takes routes of its own namespace only, unless `allowedRoutes.namespaces` says otherwise: the controller sets Accepted=False/NotAllowedByListeners.',
    fix: 'Have the namespace let in (`from: All`, or a selector and the label that it wants), or create the route in a namespace that is.',
    source: 'RouteNamespaces (apis/v1/gateway_types.go); gateway-api.md 2.5, R-NS',
    bad: example('Same'),
    good: example('All'),
  }),
  check(prediction) {
    if (prediction.kind !== 'Route') return []
    return obstructed(prediction, 'namespace').map(({ fact, obstacle, object, parent, key }): Said => {
      const { listeners } = obstacle
      const { namespace = '' } = object.metadata
      const reads = listeners.some(({ from }) => from === 'Selector')
      return {
        ...refusal(fact, prediction, listeners),
        path: fact.path,
        key,
        message: `${parent} takes no ${object.kind}s of namespace "${namespace}": ${enumerate(listeners.map((one) => takes(one, object)))}${statusWords(fact)}`,
        hint: hint(listeners, namespace),
        restsOn: [...restsOnParent(fact), ...(reads ? [{ kind: 'Namespace', name: namespace, state: 'found' } as const] : [])],
      }
    })
  },
}

function takes({ name, from, selector, namespace }: ParentListener, object: AnyObject): string {
  if (from !== 'Selector')
    return `listener "${name}" only those of its own namespace${namespace === object.metadata.namespace ? '' : ` "${namespace}"`}`
  if (!isSelector(selector)) return `listener "${name}" by a selector that is missing or cannot be read`
  return `listener "${name}" only those of namespaces with ${selectorWords(selector)}`
}

function hint(listeners: readonly ParentListener[], namespace: string): string {
  const chosen = listeners.filter(({ from, selector }) => from === 'Selector' && isSelector(selector)).map(({ selector }) => selectorWords(selector))
  // The API server keeps that label to itself.
  const fitting = chosen.find((words) => !words.includes('kubernetes.io/metadata.name'))
  if (fitting !== undefined) return `label namespace "${namespace}" so that ${fitting} fits, or have the listener take it`
  if (chosen.length > 0) return `have the owner of the listener choose namespace "${namespace}" as well, or create the route in one that it takes`
  return 'have the owner of the listener set allowedRoutes.namespaces: { from: All } or a selector, or create the route in a namespace that it takes'
}
