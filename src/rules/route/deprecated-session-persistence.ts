import { routeExample } from '../examples.ts'
import { odditiesOf } from '../oddities.ts'
import type { Rule, Said } from '../rule.ts'

const example = (rest: string) =>
  routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - backendRefs: [{ name: shop, port: 80 }]${rest}`)

/** Session persistence in a rule of a route, or in a policy. */
export const deprecatedSessionPersistence: Rule = {
  id: 'deprecated-session-persistence',
  class: 'odd',
  kinds: ['HTTPRoute', 'GRPCRoute', 'XBackendTrafficPolicy'],
  about: 'oddities',
  docs: () => ({
    summary: 'Session persistence stands in a rule of a route, or in an XBackendTrafficPolicy, where it is deprecated.',
    why: 'It works for now. It is to be removed when XBackend, which takes its place, reaches the standard channel.',
    fix: 'Put sessionPersistence into an XBackend and refer to that.',
    source:
      'HTTPRouteRule.SessionPersistence and BackendTrafficPolicySpec.SessionPersistence since v1.7, GEP-1619; gateway-api-1.7.md 6.2, V-DEPRECATED',
    bad: example('\n      sessionPersistence: { type: Cookie, cookie: { name: session } }'),
    good: example(''),
  }),
  check(prediction) {
    return odditiesOf(prediction, 'deprecated-session-persistence').map(
      ({ path, key }): Said => ({
        path,
        key,
        message: `session persistence in a ${prediction.kind === 'Policy' ? 'policy' : 'rule'} is deprecated since Gateway API 1.7, in favour of XBackend`,
        hint: 'put it into an XBackend and refer to that',
      }),
    )
  },
}
