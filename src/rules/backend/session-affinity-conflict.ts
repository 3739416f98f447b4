import { routeExample } from '../examples.ts'
import type { Rule } from '../rule.ts'
import { backendsWith, serviceAt, targetWords } from '../rule-facts.ts'

const example = (affinity: string) => `apiVersion: v1
kind: Service
metadata: { name: cart, namespace: default }
spec: { sessionAffinity: ${affinity}, ports: [{ port: 80 }] }
---
${routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - backendRefs: [{ name: cart, port: 80 }]
      sessionPersistence: { type: Header, header: { name: x-session } }`)}`

/** Session persistence of a route on top of that of a Service. */
export const sessionAffinityConflict: Rule = {
  id: 'session-affinity-conflict',
  class: 'contradiction',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  about: 'backends',
  docs: () => ({
    summary: 'A rule keeps sessions, and the Service of its backend keeps clients by their address.',
    why: 'A data plane that goes through the address of the Service gets all its requests sent to one endpoint; GEP-1619 has the route refused there.',
    fix: 'Set `sessionAffinity: None` on the Service, or drop the sessionPersistence.',
    source: 'GEP-1619; gateway-api.md 2.12, P-SP',
    bad: example('ClientIP'),
    good: example('None'),
    besides: ['deprecated-session-persistence'],
    partOnly: true,
  }),
  check(prediction) {
    return backendsWith(prediction, 'affinity', (_, use) => ({
      message: `its rule keeps sessions, and ${targetWords(use)} has sessionAffinity ClientIP: the two contradict each other`,
      hint: 'set sessionAffinity: None on the Service, or drop the sessionPersistence of the rule',
      restsOn: [serviceAt(use, 'found')],
    }))
  },
}
