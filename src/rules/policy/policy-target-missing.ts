import { POLICY_KINDS, type PolicyKind } from '../../gateway/kinds.ts'
import { policyExample } from '../examples.ts'
import type { Rule, Said } from '../rule.ts'
import { absentAt } from '../rule-facts.ts'

const example = (name: string) =>
  policyExample(`  targetRefs: [{ group: "", kind: Service, name: ${name} }]
  validation: { hostname: shop.example, wellKnownCACertificates: System }`)

/** A target of a policy that is not there. */
export const policyTargetMissing: Rule = {
  id: 'policy-target-missing',
  class: 'absent',
  kinds: [...POLICY_KINDS],
  docs: () => ({
    summary: 'A target of a policy that is not there.',
    why: 'The policy applies to nothing: connections to what was meant are not encrypted, its retries are not bounded, its requests not traced. Some controllers set Accepted=False/TargetNotFound, others write no status at all.',
    fix: 'Create the Service, or the Gateway, in the namespace of the policy, or name one that is there.',
    source:
      'PolicyReasonTargetNotFound (apis/v1/policy_types.go), GEP-1897; gateway-api.md 2.12, P-TARGET and P-XBTP; gateway-api-1.7.md 6.2, P-XT-TARGET',
    bad: example('shoop'),
    good: example('shop'),
  }),
  check(prediction) {
    if (prediction.kind !== 'Policy') return []
    const { object } = prediction
    const targets = prediction.targets.filter(({ first }) => first === undefined)
    const namespace = object.metadata.namespace ?? ''
    const absent = targets.filter(({ existence }) => existence === 'absent')
    return absent.map(
      ({ path, group, kind, name }): Said => ({
        path,
        key: `${group}/${kind}/${name}`,
        whole: absent.length === targets.length,
        message: `the policy applies to ${kind} "${name}", which is not there: ${LOSS[object.kind]}, and some controllers write no status of it`,
        hint: `create ${kind} "${name}" in namespace ${namespace}, or name one that is there: a policy targets its own namespace only`,
        restsOn: absentAt(group, kind, namespace, name),
      }),
    )
  },
}

const LOSS: Readonly<Record<PolicyKind, string>> = {
  BackendTLSPolicy: 'connections to it stay as they are',
  XBackendTrafficPolicy: 'nothing of it is applied',
  XTelemetryPolicy: 'nothing is traced by it',
}
