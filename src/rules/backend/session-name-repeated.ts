import { sessionsExample } from '../examples.ts'
import type { Rule } from '../rule.ts'
import { backendsWith, targetWords, trafficPolicyAt } from '../rule-facts.ts'
import { excerpt } from '../words.ts'

/** Two backends of a rule that keep their sessions under one name. */
export const sessionNameRepeated: Rule = {
  id: 'session-name-repeated',
  class: 'loser',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  about: 'backends',
  docs: () => ({
    summary: 'Two backends of one rule keep their sessions in a cookie or header of the same name.',
    why: 'Two sessions cannot have one name. What comes of it is left to the controller: it may refuse the configuration, or let one of the two work, now this and now that.',
    fix: 'Give each of them a name of its own, or none: then it gets one.',
    source: 'GEP-1619 (Session Naming Collision); gateway-api.md 2.12 and gateway-api-1.7.md 6.1, P-SP-NAME',
    bad: sessionsExample('session', 'session', ''),
    good: sessionsExample('session', 'another', ''),
    partOnly: true,
  }),
  check(prediction) {
    return backendsWith(prediction, 'session name', ({ carrier, name, first, policy }, use) => ({
      message: `${targetWords(use)} keeps its sessions in the ${carrier.toLowerCase()} "${excerpt(name)}", and so does another backend of its rule, ${first}: two sessions cannot have one name`,
      hint: 'give each of them a name of its own, or leave the name out',
      related: [first],
      restsOn: trafficPolicyAt(policy),
    }))
  },
}
