import { gatewayExample } from '../examples.ts'
import { listenerFilters } from '../listener-filters.ts'
import type { Rule } from '../rule.ts'
import { excerpt } from '../words.ts'

const example = (name: string) => `apiVersion: v1
kind: Service
metadata: { name: guard, namespace: default }
spec: { ports: [{ port: 9000 }] }
---
${gatewayExample(`  listeners:
    - name: web
      port: 80
      protocol: HTTP
      filters: { requests: [{ type: ExternalAuth, externalAuth: { protocol: HTTP, backendRef: { name: ${name}, port: 9000 }, http: {} } }] }`)}`

/** Filters of listeners that lead nowhere. */
export const listenerFilterReference: Rule = {
  id: 'listener-filter-reference',
  class: 'absent',
  kinds: ['Gateway', 'ListenerSet'],
  docs: () => ({
    summary: 'A filter of a listener names something that does not exist, or that is no backend.',
    why: 'Requests must not pass a filter that is not there: the listener has ResolvedRefs=False/InvalidListenerFilterRef and answers with errors.',
    fix: 'Create what is named, or correct the reference.',
    source: 'GEP-5224; gateway-api-1.7.md 6.2, LF-REF',
    bad: example('gard'),
    good: example('guard'),
    partOnly: true,
  }),
  check(prediction) {
    return listenerFilters(prediction, ['kind', 'absent'], (trouble, listener) => {
      const { group, kind, name, namespace } = trouble.to
      const target = `${excerpt(kind)} "${excerpt(name)}"${group === '' ? '' : ` of group ${excerpt(group)}`}`
      const isService = group === '' && kind === 'Service'
      return trouble.is === 'kind'
        ? {
            message: `a filter of listener ${listener} names ${target}, which is no kind of backend`,
            hint: 'name a Service, and leave group and kind out',
          }
        : {
            message: `a filter of listener ${listener} names ${target}, which does not exist in namespace "${excerpt(namespace)}"`,
            hint: `create ${kind} "${name}", or correct the reference`,
            ...(!isService && { atMost: 'warn' as const }),
            restsOn: isService ? [{ kind: 'Service', namespace, name, state: 'absent' }] : [],
          }
    })
  },
}
