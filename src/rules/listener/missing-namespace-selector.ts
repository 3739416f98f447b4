import { gatewayExample } from '../examples.ts'
import { odditiesOf } from '../oddities.ts'
import type { Rule, Said } from '../rule.ts'
import { listenersOf, listenerWords } from '../words.ts'

const example = (selector: string) =>
  gatewayExample(`  listeners:
    - name: web
      port: 80
      protocol: HTTP
      allowedRoutes: { namespaces: { from: Selector${selector} } }`)

const HINT = 'write a selector: { matchLabels: … } beside it, or from: Same or All'

/** Namespaces that are to be selected, without a selector. */
export const missingNamespaceSelector: Rule = {
  id: 'missing-namespace-selector',
  class: 'intrinsic',
  kinds: ['Gateway', 'ListenerSet'],
  docs: () => ({
    summary: 'Namespaces are to be selected (`from: Selector`), and there is no selector.',
    why: 'The specification demands one, the CRD does not: nothing matches, so no route attaches; some controllers instead admit every namespace.',
    fix: 'Add the selector; for every namespace write `from: All`.',
    source: 'RouteNamespaces.Selector, ListenerNamespaces (apis/v1); kubernetes-sigs/gateway-api#2099; gateway-api.md 2.2, S-SELECTOR',
    bad: example(''),
    good: example(', selector: { matchLabels: { team: edge } }'),
  }),
  check(prediction) {
    return [
      ...odditiesOf(prediction, 'missing-selector').map(
        ({ path, key, whole, listener }): Said => ({
          whole,
          path,
          key,
          message: `listener ${listenerWords(listenersOf(prediction.object).get(listener))} takes routes of namespaces by a selector and has none: by the specification no route matches, and some controllers admit every namespace`,
          hint: HINT,
        }),
      ),
      ...odditiesOf(prediction, 'missing-listeners-selector').map(
        ({ path, key }): Said => ({
          path,
          key,
          message: 'takes ListenerSets of namespaces by a selector and has none: by the specification no ListenerSet matches',
          hint: HINT,
        }),
      ),
    ]
  },
}
