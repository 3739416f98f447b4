import { POLICY_KINDS } from '../../gateway/kinds.ts'
import { policyExample, policyOf } from '../examples.ts'
import type { Rule, Said } from '../rule.ts'

const target = (section: string) => `  targetRefs: [{ group: "", kind: Service, name: shop${section} }]
  validation: { hostname: shop.example, wellKnownCACertificates: System }`
const example = (section: string) => policyExample(target(section), `${policyOf('first', '2026-01-01T00:00:00Z', target(''))}---\n`)

/** A target that an older policy of the same kind has. */
export const policyConflict: Rule = {
  id: 'policy-conflict',
  class: 'loser',
  kinds: [...POLICY_KINDS],
  docs: () => ({
    summary: 'A target, with the same sectionName or none, that an older policy of the same kind has.',
    why: 'The older policy applies, at equal age the first by name. The other is Accepted=False/Conflicted where the controller says anything.',
    fix: 'Keep one of the two. One policy for the Service and one for a port of it are no conflict: the one for the port wins there.',
    source:
      'GEP-713 (conflict resolution), PolicyReasonConflicted (apis/v1/policy_types.go); gateway-api.md 2.12, P-CONFLICT, P-NOCONFLICT and P-XBTP; gateway-api-1.7.md 6.2, P-XT-CONFLICT',
    bad: example(''),
    good: example(', sectionName: https'),
  }),
  check(prediction) {
    if (prediction.kind !== 'Policy') return []
    return prediction.targets.flatMap(({ path, group, kind, name, sectionName, elder, because, first }): Said[] => {
      if (!elder || first !== undefined) return []
      const port = sectionName === undefined ? '' : `, port "${sectionName}"`
      const { metadata } = elder
      return [
        {
          path,
          key: `${group}/${kind}/${name}/${sectionName ?? ''}`,
          message: `${elder.kind} "${metadata.name}" ${because === 'older' ? 'is older' : 'comes first by name at equal age'} and applies to the same target, ${kind} "${name}"${port}: this one does not`,
          hint: `keep one of the two${elder.kind === 'BackendTLSPolicy' ? ', or give one of them the name of a port of its own as sectionName' : ''}`,
          restsOn: [{ kind: elder.kind, namespace: metadata.namespace ?? '', name: metadata.name, state: 'found' }],
        },
      ]
    })
  },
}
