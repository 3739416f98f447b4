import { saidOf } from '../contests.ts'
import { gatewayExample, twoRoutesTo } from '../examples.ts'
import type { Rule } from '../rule.ts'

const EDGE = gatewayExample('  listeners: [{ name: db, port: 5432, protocol: TCP }, { name: cache, port: 6379, protocol: TCP }]')
const example = (section: string) =>
  twoRoutesTo(
    EDGE,
    'TCPRoute',
    (service, second) => `  parentRefs: [{ name: edge, sectionName: ${second ? section : 'db'} }]
  rules: [{ backendRefs: [{ name: ${service}, port: 80 }] }]`,
  )

/** A TCPRoute or UDPRoute on a listener that an older one has. */
export const takenListener: Rule = {
  id: 'taken-listener',
  class: 'loser',
  kinds: ['TCPRoute', 'UDPRoute'],
  about: 'contests',
  docs: () => ({
    summary: 'A TCPRoute or UDPRoute on a listener that an older one has.',
    why: 'TCP and UDP give nothing to choose by: only the oldest route of a listener gets traffic. All of them are Accepted and counted in attachedRoutes.',
    fix: 'Give the route a listener of its own, and name it by sectionName; for a split of traffic put all backends into one rule.',
    source: 'Conformance tcproute and udproute (oldest route wins); gateway-api.md 2.13, X-L4',
    bad: example('db'),
    good: example('cache'),
  }),
  check: (prediction) =>
    saidOf(
      prediction,
      ({ over }) => over === 'listener',
      ({ isWhole }, { winner, where }) => ({
        message: `${winner} and serves ${where} too: only the first route of a listener gets traffic, so this one gets none ${isWhole ? 'from this parent' : 'there'}, and no status says so`,
        hint: 'name a listener of its own by sectionName or port; for a split of traffic put all backends into one rule',
      }),
    ),
}
