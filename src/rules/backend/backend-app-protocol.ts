import { routeExample } from '../examples.ts'
import type { Rule } from '../rule.ts'
import { backendsWith, roleWords, serviceAt, targetWords } from '../rule-facts.ts'
import { excerpt } from '../words.ts'

const example = (appProtocol: string) => `apiVersion: v1
kind: Service
metadata: { name: store, namespace: default }
spec: { ports: [{ port: 80, appProtocol: ${appProtocol} }] }
---
${routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - backendRefs: [{ name: store, port: 80 }]`)}`

/** Ports that ask for a protocol which the route, or its class, does not speak. */
export const backendAppProtocol: Rule = {
  id: 'backend-app-protocol',
  class: 'odd',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  about: 'backends',
  docs: () => ({
    summary: 'The port of a backend asks by its `appProtocol` for a protocol that the route does not speak, or its class publishes not to.',
    why: 'The controller may set ResolvedRefs=False/UnsupportedProtocol, or speak HTTP to what does not understand it.',
    fix: 'Use the kind of route that fits, or correct the appProtocol of the Service.',
    source: 'GEP-1911, RouteReasonUnsupportedProtocol (apis/v1/shared_types.go); gateway-api.md 2.8, B-PROTO',
    bad: example('redis'),
    good: example('kubernetes.io/h2c'),
  }),
  check(prediction) {
    return backendsWith(prediction, 'app protocol', ({ appProtocol, feature }, use) => ({
      message: `port ${use.port} of ${roleWords(use)} ${targetWords(use)} speaks ${excerpt(appProtocol)}, which ${
        feature ? `the class publishes not to (no feature ${feature})` : `no ${use.reference.from.kind} can`
      }`,
      hint: 'use another kind of route, or correct the appProtocol of the Service',
      restsOn: [serviceAt(use, 'found')],
    }))
  },
}
