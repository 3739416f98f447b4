import { policyExample } from '../examples.ts'
import type { Rule, Said } from '../rule.ts'

const example = (name: string) =>
  policyExample(`  targetRefs: [{ group: "", kind: Service, name: ${name} }]
  validation: { hostname: shop.example, wellKnownCACertificates: System }`)

/** A target of a BackendTLSPolicy that is not there. */
export const policyTargetMissing: Rule = {
  id: 'policy-target-missing',
  class: 'absent',
  kinds: ['BackendTLSPolicy'],
  docs: {
    summary: 'A target of a BackendTLSPolicy that is not there.',
    why: 'The policy applies to nothing, so connections to what was meant are not encrypted. Some controllers set Accepted=False/TargetNotFound, others write no status at all.',
    fix: 'Create the Service in the namespace of the policy, or name one that is there.',
    source: 'PolicyReasonTargetNotFound (apis/v1/policy_types.go), GEP-1897; gateway-api.md 2.12, P-TARGET',
    bad: example('shoop'),
    good: example('shop'),
  },
  check(prediction) {
    if (prediction.kind !== 'Policy') return []
    const { targets, object } = prediction
    const namespace = object.metadata.namespace ?? ''
    const absent = targets.filter(({ existence }) => existence === 'absent')
    return absent.map(
      ({ path, group, kind, name }): Said => ({
        path,
        key: `${group}/${kind}/${name}`,
        whole: absent.length === targets.length,
        message: `the policy applies to ${kind} "${name}", which is not there: connections to it stay as they are, and some controllers write no status of it`,
        hint: `create ${kind} "${name}" in namespace ${namespace}, or name one that is there: a policy targets its own namespace only`,
        restsOn: kind === 'Service' ? [{ kind, namespace, name, state: 'absent' }] : [],
      }),
    )
  },
}
