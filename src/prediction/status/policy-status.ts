import { GATEWAY_GROUP, ROUTE_KINDS } from '../../gateway/kinds.ts'
import type { BackendTLSPolicy } from '../../gateway/objects.ts'
import { type Fields, records, text } from '../../gateway/shape.ts'
import type { Tell } from '../../gateway/status-steps.ts'
import { policyFault } from './backends.ts'
import { Conditions } from './conditions.ts'
import { type Context, keyOf, type Served, titleOf } from './context.ts'
import { byAge } from './order.ts'
import { allPolicies } from './policies.ts'
import { type ParentOutcome, routeOutcome } from './route-outcome.ts'
import { rulesOutcome } from './rules.ts'
import { targetPolicyStatuses } from './target-policies.ts'
import { parentPart, tellerOf } from './tell.ts'
import type { AncestorStatus, StatusRef } from './written.ts'

interface Ancestor {
  readonly ref: StatusRef
  readonly served: Served
  readonly conditions: Conditions
}

type Ancestors = Map<string, Ancestor>

/** By key, the ancestors of every BackendTLSPolicy that somebody uses, or that loses to one that is used. The work grows with all routes. */
export function policyStatuses(context: Context): ReadonlyMap<string, readonly AncestorStatus[]> {
  const used = usedPolicies(context)
  const byTarget = targetPolicyStatuses(context)
  const owners = new Map<string, BackendTLSPolicy>()
  for (const policy of allPolicies(context)) {
    const winner = claim(policy, owners, tellerOf(policy, '', context))
    if (!winner) continue
    const ancestors = used.get(policy) ?? new Map<string, Ancestor>()
    for (const [key, { ref, served }] of used.get(winner) ?? []) {
      const own = ancestors.get(key) ?? { ref, served, conditions: new Conditions(tellerOf(policy, parentPart(ref), context)) }
      own.conditions.tell?.({ on: ['Accepted'], subject: titleOf(winner), check: 'conflict', found: 'Conflicted', ok: false })
      own.conditions.set('Accepted', 'False', 'Conflicted')
      if (served.choices.policies.loserResolvesRefs) resolve(policy, own, context)
      ancestors.set(key, own)
    }
    if (ancestors.size > 0) used.set(policy, ancestors)
  }
  const all = new Map<string, readonly AncestorStatus[]>(byTarget)
  for (const [policy, ancestors] of used) all.set(keyOf(policy), [...[...ancestors.values()].map(statusOf), ...(byTarget.get(keyOf(policy)) ?? [])])
  return all
}

function statusOf({ ref, served, conditions }: Ancestor): AncestorStatus {
  return { ancestorRef: ref, controllerName: served.controllerName, conditions: conditions.list() }
}

/** Takes the targets of a policy that nobody older has; returns who has the first that is taken (backendtlspolicy.go:38). */
function claim(policy: BackendTLSPolicy, owners: Map<string, BackendTLSPolicy>, tell: Tell | undefined): BackendTLSPolicy | undefined {
  for (const target of records(policy.spec?.targetRefs)) {
    const key = [policy.metadata.namespace, target.group, target.kind, target.name, text(target.sectionName) ?? ''].join('/')
    const owner = owners.get(key)
    const isTaken = owner !== undefined && owner !== policy
    tell?.({ on: [], subject: `target ${targetTitle(policy, target)}`, check: 'target', ...(isTaken && { found: titleOf(owner) }), ok: !isTaken })
    if (isTaken) return owner
    owners.set(key, policy)
  }
  return undefined
}

function targetTitle({ metadata }: BackendTLSPolicy, { kind, name, sectionName }: Fields): string {
  return parentPart({ kind: text(kind) ?? '', namespace: metadata.namespace ?? '', name: text(name) ?? '', ...given(text(sectionName)) })
}

function given(sectionName: string | undefined) {
  return sectionName === undefined ? {} : { sectionName }
}

function usedPolicies(context: Context): Map<BackendTLSPolicy, Ancestors> {
  const used = new Map<BackendTLSPolicy, Ancestors>()
  for (const kind of context.view.all ? ROUTE_KINDS : []) {
    for (const route of [...(context.view.all?.(kind) ?? [])].sort(byAge)) {
      for (const parent of routeOutcome(route, context).parents) {
        const { served } = parent.gateway
        const { byTarget, unwritten } = served.choices.policies
        if (byTarget || unwritten || parent.conditions.get('Accepted')?.reason === 'InvalidRule') continue
        for (const policy of rulesOutcome(route, served, context).policies) {
          const ancestors = used.get(policy) ?? new Map<string, Ancestor>()
          used.set(policy, ancestors)
          const ref = ancestorRef(policy, parent)
          const key = ancestorKey(parent, ref)
          if (ancestors.has(key)) continue
          const conditions = new Conditions(tellerOf(policy, parentPart(ref), context))
          ancestors.set(key, resolve(policy, { ref, served, conditions }, context))
        }
      }
    }
  }
  return used
}

function ancestorRef(policy: BackendTLSPolicy, { ref, isNamespaceWritten, gateway }: ParentOutcome): StatusRef {
  // A reference copied without its namespace is read in that of the object that holds it.
  const isLost = gateway.served.choices.policies.ancestorAsWritten && !isNamespaceWritten
  return {
    group: GATEWAY_GROUP,
    kind: ref.kind,
    namespace: isLost ? (policy.metadata.namespace ?? '') : ref.namespace,
    name: ref.name,
    ...(ref.sectionName !== undefined && { sectionName: ref.sectionName }),
    ...(ref.port !== undefined && { port: ref.port }),
  }
}

/** What makes an ancestor another one; where the port does not, the first that names the rest gives its own. */
function ancestorKey({ gateway, isNamespaceWritten }: ParentOutcome, { port, ...rest }: StatusRef): string {
  const { served } = gateway
  const { portsShareAncestor, ancestorAsWritten } = served.choices.policies
  return JSON.stringify([served.controllerName, rest, portsShareAncestor ? '' : port, ancestorAsWritten && isNamespaceWritten])
}

function resolve(policy: BackendTLSPolicy, ancestor: Ancestor, context: Context): Ancestor {
  const { conditions, served } = ancestor
  const fault = policyFault(policy, served, context)
  if (fault) conditions.set('ResolvedRefs', 'False', fault === 'InvalidCACertificateKind' ? 'InvalidKind' : 'InvalidCACertificateRef')
  else conditions.set('ResolvedRefs', 'True', 'ResolvedRefs')
  if (conditions.get('Accepted')) return ancestor
  if (fault) conditions.set('Accepted', 'False', 'NoValidCACertificate')
  else conditions.set('Accepted', 'True', 'Accepted')
  return ancestor
}
