import { KUMA_CLASS } from '../examples.ts'
import { attached, httpEdge, RULES_TO_SHOP } from '../parent-examples.ts'
import { nothingOf, obstructed, restsOnParent, WITH_PARENTS } from '../parents.ts'
import type { Rule, Said } from '../rule.ts'

const example = (kind: string, spec: string) => attached(`${KUMA_CLASS}${httpEdge('kuma')}`, spec, { kind, name: 'more' })

/** ListenerSets of a Gateway whose controller does not look at them, and routes to such. */
export const listenerSetNotRead: Rule = {
  id: 'listener-set-not-read',
  class: 'partial',
  kinds: WITH_PARENTS,
  about: 'parents',
  docs: () => ({
    summary: "A ListenerSet that the Gateway's controller does not read, or a route that attaches to one.",
    why: 'ListenerSets came with v1.5; a controller that does not know them ignores them, and the routes that name them, without any status.',
    fix: 'Add the listeners to the Gateway itself, or use a controller that reads ListenerSets.',
    source: 'GEP-1713; gateway-api.md 2.4, LS-UNSUPPORTED; istio-kuma.md A7 and B7',
    bad: example('ListenerSet', '  parentRef: { name: edge }\n  listeners: [{ name: more, port: 8080, protocol: HTTP }]'),
    good: example('HTTPRoute', `  parentRefs: [{ name: edge }]\n${RULES_TO_SHOP}`),
  }),
  check(prediction) {
    return obstructed(prediction, 'listener set')
      .filter(({ obstacle }) => obstacle.because === 'not read')
      .map(({ fact, object, parent, key }): Said => {
        const isSet = object.kind === 'ListenerSet'
        return {
          path: fact.path,
          key,
          message: `${fact.implementation?.title ?? 'its controller'} does not read ListenerSets${isSet ? '' : ` such as ${parent}`}: ${nothingOf(object)}, and no status would say so`,
          hint: isSet ? `add the listeners to ${parent} itself` : 'name the Gateway itself, with a listener of its own',
          restsOn: restsOnParent(fact),
        }
      })
  },
}
