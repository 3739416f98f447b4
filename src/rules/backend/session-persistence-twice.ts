import { sessionsExample } from '../examples.ts'
import type { Rule } from '../rule.ts'
import { backendsWith, targetWords, trafficPolicyAt } from '../rule-facts.ts'
import { excerpt } from '../words.ts'

/** A rule that keeps sessions, to a backend that keeps its own. */
export const sessionPersistenceTwice: Rule = {
  id: 'session-persistence-twice',
  class: 'odd',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  about: 'backends',
  docs: () => ({
    summary: 'A rule keeps sessions, and its backend has session persistence of its own.',
    why: 'Up to v1.6 the rule had to win. Since then it is left to the controller which of the two holds.',
    fix: 'Keep one of the two, best that of the backend: in a rule it is deprecated.',
    source: 'GEP-1619 (Attaching Session Persistence to both Service and a Route Rule); gateway-api-1.7.md 6.1, P-SP-BOTH',
    bad: sessionsExample('session', '', '\n      sessionPersistence: { type: Cookie, cookie: { name: session } }'),
    good: sessionsExample('session', '', ''),
    besides: ['deprecated-session-persistence'],
    partOnly: true,
  }),
  check(prediction) {
    return backendsWith(prediction, 'sessions twice', ({ policy }, use) => {
      const isOwn = policy?.namespace === use.reference.from.namespace
      const by = policy ? ` by ${isOwn ? `XBackendTrafficPolicy "${excerpt(policy.name)}"` : 'an XBackendTrafficPolicy'}` : ''
      return {
        message: `its rule keeps sessions, and ${targetWords(use)} keeps its own${by}: which of the two holds is left to the controller`,
        hint: 'keep one of the two',
        restsOn: trafficPolicyAt(policy),
      }
    })
  },
}
