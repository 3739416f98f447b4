import { routeExample } from '../examples.ts'
import type { Rule } from '../rule.ts'
import { backendsWith, lossWords, roleWords, serviceAt, targetWords } from '../rule-facts.ts'

const example = (name: string) =>
  routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - backendRefs: [{ name: ${name}, port: 80 }]`)

/** Backends, mirrors and authorization services that are not there. */
export const backendNotFound: Rule = {
  id: 'backend-not-found',
  class: 'absent',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'],
  docs: {
    summary: 'A route names a backend, a mirror or an authorization service that does not exist.',
    why: 'The share of the requests that is its own is answered with errors, while the rest works; controllers that look set ResolvedRefs=False/BackendNotFound.',
    fix: 'Create it, or correct the name or namespace.',
    source: 'BackendObjectReference, RouteReasonBackendNotFound (apis/v1); gateway-api.md 2.8, B-MISSING; gateway-api-1.7.md 6.2, B-XB-MISSING',
    bad: example('shopp'),
    good: example('shop'),
  },
  check(prediction) {
    const otherZones = 'parents' in prediction ? prediction.parents.find(({ implementation }) => implementation.limits?.otherZones) : undefined
    const zones = otherZones ? `; ${otherZones.implementation.limits?.otherZones}` : ''
    return backendsWith(prediction, 'absent', (_, use) => {
      const { to } = use.reference
      const isService = to.group === '' && to.kind === 'Service'
      const group = to.group === '' ? '' : ` of group ${to.group}`
      return {
        message: `${roleWords(use)} ${targetWords(use)}${group} does not exist: ${lossWords(use)}`,
        hint: `create ${to.kind} "${to.name}"${isService && use.port !== undefined ? ` with port ${use.port}` : ''}, or name one that is there${zones}`,
        // Only files show whether there are objects of other kinds.
        ...(!isService && { atMost: 'warn' }),
        restsOn: isService ? [serviceAt(use, 'absent')] : [],
      }
    })
  },
}
