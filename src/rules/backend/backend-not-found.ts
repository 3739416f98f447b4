import type { BackendUse } from '../../prediction/rule-facts.ts'
import { routeExample } from '../examples.ts'
import type { Rule } from '../rule.ts'
import { backendsWith, lossWords, roleWords, serviceAt, targetWords } from '../rule-facts.ts'
import { excerpt } from '../words.ts'

const example = (name: string) =>
  routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - backendRefs: [{ name: ${name}, port: 80 }]`)

/** Backends, mirrors, authorization services and receivers of spans that are not there. */
export const backendNotFound: Rule = {
  id: 'backend-not-found',
  class: 'absent',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute', 'XTelemetryPolicy'],
  about: 'backends',
  docs: () => ({
    summary: 'A route names a backend, a mirror or an authorization service that does not exist, or an XTelemetryPolicy a tracing backend.',
    why: 'The share of the requests that is its own is answered with errors, while the rest works; controllers that look set ResolvedRefs=False/BackendNotFound.',
    fix: 'Create it, or correct the name or namespace.',
    source:
      'BackendObjectReference, RouteReasonBackendNotFound (apis/v1); gateway-api.md 2.8, B-MISSING; gateway-api-1.7.md 6.2, B-XB-MISSING and P-XT-REF',
    bad: example('shopp'),
    good: example('shop'),
  }),
  check(prediction) {
    const otherZones = 'parents' in prediction ? prediction.parents.find(({ implementation }) => implementation.limits?.otherZones) : undefined
    const zones = otherZones ? `; ${otherZones.implementation.limits?.otherZones}` : ''
    return backendsWith(prediction, 'absent', (_, use) => {
      const { to } = use.reference
      const isService = to.group === '' && to.kind === 'Service'
      const group = to.group === '' ? '' : ` of group ${to.group}`
      const creation = `create ${to.kind} "${to.name}"${isService && use.port !== undefined ? ` with port ${use.port}` : ''}, or name one that is there`
      return {
        message: `${roleWords(use)} ${targetWords(use)}${group} does not exist: ${lossWords(use)}`,
        hint: `${isService && to.name.includes('.') ? undotted(use) : creation}${zones}`,
        // Only files show whether there are objects of other kinds.
        ...(!isService && { atMost: 'warn' }),
        restsOn: isService ? [serviceAt(use, 'absent')] : [],
      }
    })
  },
}

/** The name of a Service is a label (core/v1, ValidateServiceName): with dots it is a hostname, which says the namespace in its second label. */
function undotted({ reference: { to, from } }: BackendUse): string {
  const [name = '', namespace = '', svc = 'svc'] = to.name.split('.')
  const isHostname = name !== '' && namespace !== '' && svc === 'svc'
  const grant = namespace === from.namespace ? '' : ', with a ReferenceGrant there'
  return `no Service has a dot in its name: ${isHostname ? `write name: ${excerpt(name)} and namespace: ${excerpt(namespace)}${grant}` : 'write its name and its namespace each in the field of its own'}`
}
