import type { FilterTrouble } from '../../prediction/rule-facts.ts'
import { routeExample } from '../examples.ts'
import type { Rule } from '../rule.ts'
import { filtersWith, silence } from '../rule-facts.ts'
import { enumerate, excerpt } from '../words.ts'

const example = (filter: string) =>
  routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - backendRefs: [{ name: shop, port: 80, filters: [${filter}] }]`)

type Unsupported = Extract<FilterTrouble, { readonly is: 'type' | 'path' | 'feature' | 'together' }>

/** Filters that the controller does not have: some say so, some drop the route, some go on without them. */
export const unsupportedFilter: Rule = {
  id: 'unsupported-filter',
  class: 'partial',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  about: 'filters',
  docs: () => ({
    summary: 'A filter of a rule, or of a backend, that the controller of a parent does not apply there.',
    why: 'Some controllers refuse the rule, some drop the whole route from the data plane, and some send the requests on without the filter and say nothing.',
    fix: 'Use a filter that the controller has in that place, or a policy of its own.',
    source:
      'HTTPRouteFilter, GEP-2162 (supportedFeatures); gateway-api.md 2.5, R-FILTER and R-UNSUP; istio-kuma.md A7 and B6, kong.md 1.3, envoy-gateway.md',
    bad: example('{ type: RequestMirror, requestMirror: { backendRef: { name: beta, port: 80 } } }'),
    good: example('{ type: RequestHeaderModifier, requestHeaderModifier: { remove: [x-debug] } }'),
  }),
  check(prediction) {
    return filtersWith(prediction, ['type', 'path', 'feature', 'together'], (trouble) => ({
      message: words(trouble),
      hint: hint(trouble),
      ...(trouble.is === 'type' && trouble.isWhole && { class: 'intrinsic' as const, whole: true }),
    }))
  },
}

const PLACES = { rule: 'in a rule', backend: 'on a backend' } as const

function words(trouble: Unsupported): string {
  const { place, type, by } = trouble
  const title = by?.title ?? 'the controller'
  if (trouble.is === 'together') return `${title} does not do ${excerpt(type)} and ${trouble.with} in one rule, and does not serve the rule`
  if (trouble.is === 'path') return `${title} does not rewrite a path ${PLACES[place]}, and does not send requests there`
  if (trouble.is === 'feature')
    return `the filter ${excerpt(type)} needs feature ${trouble.feature}, which class "${trouble.className}" does not publish`
  return `${title} has no filter ${excerpt(type)} ${PLACES[place]}, and ${effect(trouble.others)}${silence(trouble)}`
}

function effect(others: Extract<FilterTrouble, { readonly is: 'type' }>['others']): string {
  switch (others) {
    case 'ignored':
      return 'sends the requests on without it'
    case 'backend not served':
      return 'answers requests for the backend with errors'
    case 'rule not served':
      return 'does not serve the rule'
    case 'route not served':
      return 'drops the whole route'
  }
}

function hint(trouble: Unsupported): string {
  if (trouble.is === 'together') return 'mirror in a rule that forwards, or drop the mirror'
  if (trouble.is === 'path') return 'rewrite the path in the filters of the rule'
  if (trouble.is === 'feature') return 'drop the filter, or have the class served by a controller that has the feature'
  return trouble.taken.length > 0
    ? `${trouble.place === 'rule' ? 'a rule' : 'a backend'} may have ${enumerate(trouble.taken, 6)}`
    : 'move the filter to the rule'
}
