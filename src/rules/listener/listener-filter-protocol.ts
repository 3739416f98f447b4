import { listenerSetExample } from '../examples.ts'
import { odditiesOf } from '../oddities.ts'
import type { Rule, Said } from '../rule.ts'
import { listenersOf, listenerWords } from '../words.ts'

const example = (protocol: string) =>
  listenerSetExample(`  listeners:
    - name: more
      port: 8080
      protocol: ${protocol}
      filters: { requests: [{ type: ExtensionRef, extensionRef: { group: example.com, kind: Filter, name: log } }] }`)

/** Filters of requests on a listener that sees none. */
export const listenerFilterProtocol: Rule = {
  id: 'listener-filter-protocol',
  class: 'intrinsic',
  kinds: ['ListenerSet'],
  docs: () => ({
    summary: 'A listener of a ListenerSet filters requests, and its protocol has none.',
    why: 'Filters work on HTTP and HTTPS. The CRD of Gateway says so, that of ListenerSet does not, and what the controller makes of it is not defined.',
    fix: 'Remove the filters, or serve HTTP or HTTPS.',
    source: 'GEP-5224 (experimental, v1.7); gateway-api-1.7.md 6.2, LF-PROTO',
    bad: example('TCP'),
    good: example('HTTP'),
  }),
  check(prediction) {
    return odditiesOf(prediction, 'listener-filter-protocol').map(
      ({ path, key, whole, listener }): Said => ({
        whole,
        path,
        key,
        message: `listener ${listenerWords(listenersOf(prediction.object).get(listener))} filters requests, and its protocol has none`,
        hint: 'remove the filters, or serve HTTP or HTTPS',
      }),
    )
  },
}
