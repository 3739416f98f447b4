import type { BackendTrouble, BackendUse } from '../../prediction/rule-facts.ts'
import { routeExample } from '../examples.ts'
import type { Rule } from '../rule.ts'
import { backendsWith, lossWords, roleWords } from '../rule-facts.ts'
import { excerpt } from '../words.ts'

const example = (kind: string) =>
  routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - backendRefs: [{ name: shop, port: 80${kind} }]`)

/** Backends of a kind that nobody, or not this controller, sends requests to. */
export const unsupportedBackendKind: Rule = {
  id: 'unsupported-backend-kind',
  class: 'intrinsic',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute', 'XTelemetryPolicy'],
  about: 'backends',
  docs: () => ({
    summary: 'A backend is of a kind or group that is no backend, or that the controller does not take.',
    why: 'ResolvedRefs=False/InvalidKind, if anything, and errors for the share of the requests that is its own. Refused only where it is of no kind that anybody takes, and every backend of the route is so.',
    fix: 'Name a Service, and leave group and kind out.',
    source: 'RouteReasonInvalidKind (apis/v1/shared_types.go); gateway-api.md 2.8, B-KIND; gateway-api-1.7.md 6.2, P-XT-REF',
    bad: example(', kind: Pod'),
    good: example(', kind: Service'),
  }),
  check(prediction) {
    return backendsWith(prediction, 'kind', (trouble, use) => ({
      // Of a kind that somebody defined, a controller may learn to take it.
      class: trouble.because === 'made up' ? 'intrinsic' : 'absent',
      whole: trouble.whole,
      message: `${words(trouble, use)}: ${lossWords(use)}`,
      hint: trouble.namesake
        ? `leave group and kind out: there is a Service "${use.reference.to.name}"`
        : 'name a Service, and leave group and kind out',
    }))
  },
}

function words({ by, because }: Extract<BackendTrouble, { readonly is: 'kind' }>, use: BackendUse): string {
  const { group, kind, name } = use.reference.to
  const named = `${roleWords(use)} "${excerpt(name)}" is of kind ${excerpt(kind)}${group === '' ? '' : ` of group ${excerpt(group)}`}`
  if (because === 'not taken') return `${named}, which ${by?.title ?? 'the controller'} does not take`
  return `${named}, which ${kind === 'Service' ? 'has no Services' : 'is no kind of backend'}`
}
