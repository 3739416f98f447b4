import { GATEWAY_GROUP } from '../../gateway/kinds.ts'
import type { BackendTLSPolicy, Route } from '../../gateway/objects.ts'
import { parentRefOf, type RawParentRef } from '../../gateway/parents.ts'
import { type Fields, isRecord, records, text } from '../../gateway/shape.ts'
import type { TargetPolicyChoices } from '../../gateway/status-procedures.ts'
import type { Look } from '../../gateway/status-steps.ts'
import { caFact } from './ca-facts.ts'
import { Conditions } from './conditions.ts'
import { type Context, existenceOf, keyOf, type Served, titleOf } from './context.ts'
import { allPolicies } from './policies.ts'
import { meshes } from './service-parent.ts'
import { parentPart, tellerOf, told } from './tell.ts'
import type { AncestorStatus, StatusRef } from './written.ts'

/**
 * By key, what controllers write on every BackendTLSPolicy that judge them by their targets. The work grows with all routes. Source:
 * BackendTLSPolicyCollection in pilot/pkg/config/kube/gateway/backend_policies.go of Istio.
 */
export function targetPolicyStatuses(context: Context): Map<string, AncestorStatus[]> {
  const statuses = new Map<string, AncestorStatus[]>()
  for (const served of meshes(context)) {
    const { byTarget: choices, unwritten } = served.choices.policies
    if (!choices || unwritten) continue
    const gateways = gatewaysOfBackends(choices, context)
    const taken = new Map<string, BackendTLSPolicy>()
    for (const policy of allPolicies(context)) {
      const ancestors = ancestorsOf(policy, choices, { taken, gateways }, served, context)
      statuses.set(keyOf(policy), [...(statuses.get(keyOf(policy)) ?? []), ...ancestors])
    }
  }
  return statuses
}

interface Known {
  /** Who was the first to name a target. */
  readonly taken: Map<string, BackendTLSPolicy>
  /** For each Service, the Gateways that routes to it name. */
  readonly gateways: ReadonlyMap<string, ReadonlySet<string>>
}

const MOST_ANCESTORS = 16

function ancestorsOf(policy: BackendTLSPolicy, choices: TargetPolicyChoices, known: Known, served: Served, context: Context): AncestorStatus[] {
  const namespace = policy.metadata.namespace ?? ''
  const conditions = new Conditions()
  conditions.set('Accepted', 'True', 'Accepted')
  conditions.set('ResolvedRefs', 'True', 'ResolvedRefs')
  const looks: Look[] = []
  const fault = certificateFault(policy, choices, served, context)
  if (fault) looks.push({ on: ['Accepted', 'ResolvedRefs'], subject: 'spec.validation', check: 'CA', found: fault, ok: false })
  if (fault === 'Invalid') conditions.set('Accepted', 'False', fault)
  else if (fault) {
    conditions.set('ResolvedRefs', 'False', fault)
    conditions.set('Accepted', 'False', 'NoValidCACertificate')
  }
  const ancestors: AncestorStatus[] = []
  const add = (ancestorRef: StatusRef, controllerName: string) => {
    const tell = tellerOf(policy, parentPart(ancestorRef), context)
    if (tell) looks.forEach(tell)
    ancestors.push({ ancestorRef, controllerName, conditions: told(conditions.list(), tell) })
  }
  const gateways = new Set<string>()
  for (const target of records(policy.spec?.targetRefs)) {
    const [group, kind, name, sectionName] = [text(target.group) ?? '', text(target.kind) ?? '', text(target.name) ?? '', text(target.sectionName)]
    // What is wrong with one target is said of those after it as well.
    const isFound = isThere(group, kind, namespace, name, sectionName, context)
    const subject = `target ${parentPart({ kind, namespace, name, ...(sectionName !== undefined && { sectionName }) })}`
    looks.push({ on: ['Accepted'], subject, check: 'existence', ok: isFound })
    if (!isFound) conditions.set('Accepted', 'False', 'TargetNotFound')
    else {
      for (const gateway of known.gateways.get(`${namespace}/${name}`) ?? []) gateways.add(gateway)
      const key = JSON.stringify([namespace, group, kind, name, sectionName])
      const first = known.taken.get(key) ?? policy
      known.taken.set(key, first)
      if (choices.conflicts && first !== policy) {
        looks.push({ on: ['Accepted'], subject: titleOf(first), check: 'conflict', found: 'Conflicted', ok: false })
        conditions.set('Accepted', 'False', 'Conflicted')
      }
    }
    add({ group, kind, namespace, name, ...(sectionName !== undefined && { sectionName }) }, choices.targets)
  }
  // The namespace is left out, and so comes to be that of the policy.
  for (const gateway of [...gateways].sort())
    add({ group: GATEWAY_GROUP, kind: 'Gateway', namespace, name: gateway.slice(gateway.indexOf('/') + 1) }, served.controllerName)
  return ancestors.slice(0, MOST_ANCESTORS)
}

function isThere(group: string, kind: string, namespace: string, name: string, sectionName: string | undefined, context: Context): boolean {
  if (kind !== 'Service' || group !== '') return kind === 'ServiceEntry' && existenceOf(group, kind, namespace, name, context) !== 'absent'
  const found = context.view.get('Service', namespace, name)
  if (found.state !== 'found') return found.state === 'unknown'
  return !sectionName || records(found.object.spec?.ports).some((port) => port.name === sectionName)
}

/** Only the first reference counts, and only whether its key is there. `Invalid`: certificates that are well known to others only. */
function certificateFault(policy: BackendTLSPolicy, choices: TargetPolicyChoices, served: Served, context: Context): string | undefined {
  const raw: unknown = policy.spec?.validation
  const validation = isRecord(raw) ? raw : {}
  const [first] = records(validation.caCertificateRefs)
  if (validation.wellKnownCACertificates !== undefined) return validation.wellKnownCACertificates === 'System' ? undefined : 'Invalid'
  if (!first) return undefined
  const owner = { kind: 'BackendTLSPolicy' as const, namespace: policy.metadata.namespace ?? '' }
  const { kind, existence, content } = caFact(first, owner, served.choices.policies.ca, served, context)
  if (kind === 'supported')
    return existence === 'absent' || content === 'missing' || content === 'not a certificate' ? 'InvalidCACertificateRef' : undefined
  const isKnown = choices.known.includes(`${text(first.group) ?? ''}/${text(first.kind) ?? ''}`)
  return isKnown && existence === 'absent' ? 'InvalidCACertificateRef' : 'InvalidKind'
}

/** Gateways as routes name them, whether or not they are there, by the Services that the rules of those routes name. */
function gatewaysOfBackends({ routeKinds }: TargetPolicyChoices, { view }: Context): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const kind of view.all ? routeKinds : []) {
    for (const route of view.all?.(kind) ?? []) {
      const namespace = route.metadata.namespace ?? ''
      const gateways = gatewaysOf(route, namespace)
      for (const backend of gateways.length > 0 ? backendsOf(route) : []) {
        if ((text(backend.group) ?? '') !== '' || (text(backend.kind) ?? 'Service') !== 'Service') continue
        const key = `${text(backend.namespace) ?? namespace}/${text(backend.name) ?? ''}`
        const known = found.get(key) ?? new Set<string>()
        found.set(key, known)
        for (const gateway of gateways) known.add(gateway)
      }
    }
  }
  return found
}

function gatewaysOf(route: Route, ownNamespace: string): string[] {
  const refs = records(route.spec?.parentRefs).map((raw) => parentRefOf(raw as unknown as RawParentRef, ownNamespace))
  return refs.filter(({ group, kind }) => group === GATEWAY_GROUP && kind === 'Gateway').map(({ namespace, name }) => `${namespace}/${name}`)
}

function backendsOf(route: Route): Fields[] {
  return records(route.spec?.rules).flatMap((rule) => records(rule.backendRefs))
}
