import type { Extension, FilterTrouble } from '../../prediction/rule-facts.ts'
import { routeExample } from '../examples.ts'
import type { Rule } from '../rule.ts'
import { filtersWith } from '../rule-facts.ts'
import { enumerate, excerpt } from '../words.ts'

const example = (kind: string) =>
  routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - filters: [{ type: ExtensionRef, extensionRef: { group: gateway.envoyproxy.io, kind: ${kind}, name: limit } }]
      backendRefs: [{ name: shop, port: 80 }]`)

/** Filters by reference that name nothing, or nothing that the controller takes for a filter. */
export const missingExtension: Rule = {
  id: 'missing-extension',
  class: 'absent',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  about: 'filters',
  docs: () => ({
    summary: 'An ExtensionRef names an object that does not exist, or a kind that is no filter of the controller.',
    why: 'What has such a filter must not be served without it: the requests are answered with errors, or the route is not accepted.',
    fix: 'Create the object, or name a filter of the controller’s own.',
    source: 'HTTPRouteFilter.ExtensionRef (apis/v1/httproute_types.go); gateway-api.md 2.5, R-EXTREF; filters.go:1186 of Envoy Gateway',
    bad: example('RateLimit'),
    good: example('HTTPRouteFilter'),
    partOnly: true,
  }),
  check(prediction) {
    return filtersWith(prediction, ['extension kind', 'extension absent'], (trouble) => ({
      // Only files show whether there are objects of other kinds.
      ...(trouble.is === 'extension absent' && { atMost: 'warn' }),
      message: words(trouble),
      hint: hint(trouble),
    }))
  },
}

type Missing = Extract<FilterTrouble, { readonly is: 'extension kind' | 'extension absent' }>

function words(trouble: Missing): string {
  const { extension, by } = trouble
  if (trouble.is === 'extension absent') return `the filter ${named(extension)} does not exist in namespace "${extension.namespace}"`
  return `the filter ${named(extension)} is of no kind that ${by?.title ?? 'the controller'} takes for one`
}

function named({ group, kind, name }: Extension): string {
  return `${excerpt(kind)} "${excerpt(name)}"${group === '' ? '' : ` of group ${excerpt(group)}`}`
}

function hint(trouble: Missing): string {
  if (trouble.is === 'extension absent') return `create ${trouble.extension.kind} "${trouble.extension.name}", or drop the filter`
  return trouble.taken.length > 0 ? `name ${enumerate(trouble.taken)}, or drop the filter` : 'drop the filter'
}
