import type { TargetFact } from '../../prediction/policy-facts.ts'
import { policyExample } from '../examples.ts'
import type { Rule, Said } from '../rule.ts'
import { enumerate } from '../words.ts'

const example = (sectionName: string) =>
  policyExample(`  targetRefs: [{ group: "", kind: Service, name: shop, sectionName: ${sectionName} }]
  validation: { hostname: shop.example, wellKnownCACertificates: System }`)

/** A sectionName that is no port name of the Service. */
export const policySectionUnknown: Rule = {
  id: 'policy-section-unknown',
  class: 'contradiction',
  kinds: ['BackendTLSPolicy'],
  docs: () => ({
    summary: 'A sectionName that is no port name of the Service.',
    why: 'A sectionName is the name of a port, never its number. The policy does not attach, and hardly any controller writes a status of it.',
    fix: 'Write the name of the port, or leave sectionName out to mean all ports.',
    source: 'LocalPolicyTargetReferenceWithSectionName (apis/v1/policy_types.go); gateway-api.md 2.12, P-SECTION',
    bad: example('"443"'),
    good: example('https'),
    partOnly: true,
  }),
  check(prediction) {
    if (prediction.kind !== 'Policy') return []
    const namespace = prediction.object.metadata.namespace ?? ''
    return prediction.targets.flatMap(({ path, name, sectionName, otherPorts }): Said[] => {
      if (!otherPorts || sectionName === undefined) return []
      return [
        {
          path: `${path}.sectionName`,
          key: `${name}/${sectionName}`,
          message: `Service "${name}" has no port with the name "${sectionName}": the policy applies to none of its ports, and some controllers write no status of it`,
          hint: hintFor(sectionName, otherPorts),
          restsOn: [{ kind: 'Service', namespace, name, state: 'found' }],
        },
      ]
    })
  },
}

function hintFor(sectionName: string, ports: NonNullable<TargetFact['otherPorts']>): string {
  const names = ports.flatMap(({ name }) => (name === undefined ? [] : [`"${name}"`]))
  const meant = ports.find(({ port }) => String(port) === sectionName)
  if (meant?.name !== undefined) return `port ${sectionName} has the name "${meant.name}": write that`
  if (names.length === 0) return 'its ports have no names: leave sectionName out, or give the port a name'
  return `${names.length > 1 ? 'its ports have the names' : 'its port has the name'} ${enumerate(names, 8)}; leave sectionName out to mean every port`
}
