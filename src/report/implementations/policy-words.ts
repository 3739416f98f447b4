import type { PolicyStatusChoices } from '../../gateway/status-choices.ts'
import type { TargetPolicyChoices } from '../../gateway/status-procedures.ts'
import { CA } from './ca-words.ts'
import { type Row, rowsOf, sayings, type Words } from './row.ts'

const policies = sayings('Policies')

const BY_TARGET: Words<TargetPolicyChoices> = {
  targets: policies.answer('controllerName on the entry of a target', (name) => name),
  known: policies.kinds('Target kinds that can be told from absent ones', 'none'),
  conflicts: policies.either('A target that an older policy has', 'is refused to a younger one', 'may have both'),
  routeKinds: policies.list('Route kinds whose Gateways are ancestors', 'none'),
}

const WORDS: Words<PolicyStatusChoices> = {
  unwritten: policies.either('Status of BackendTLSPolicies', 'is never written', 'is written'),
  ca: (ca) => rowsOf(CA(policies, 'CA certificates of a policy'), ca),
  byTarget: (byTarget) => [
    policies.row('A policy is judged', byTarget ? 'by its targets, whoever uses them' : 'by the routes that use its targets'),
    ...(byTarget ? rowsOf(BY_TARGET, byTarget) : []),
  ],
  ancestorAsWritten: policies.either('An ancestor', 'is the parentRef as it is written', 'is the parentRef with its namespace filled in'),
  portsShareAncestor: policies.either('Ancestors that differ by port alone', 'are one', 'are several'),
  loserResolvesRefs: policies.either('A policy that loses to an older one', 'still says whether its references resolve', 'says no more than that'),
}

export function policyRows(choices: PolicyStatusChoices, unasked: readonly (keyof PolicyStatusChoices)[]): Row[] {
  return rowsOf(WORDS, choices, unasked)
}
