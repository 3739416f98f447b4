import { grantFor } from '../gateway/grants.ts'
import { GATEWAY_GROUP, type GroupKind, type PolicyKind } from '../gateway/kinds.ts'
import { isLeaving } from '../gateway/lifecycle.ts'
import type { ConfigMap, Policy, Secret, Service } from '../gateway/objects.ts'
import { referencesOf } from '../gateway/references.ts'
import { type Fields, isRecord, recordEntries, records, text } from '../gateway/shape.ts'
import { tracingBackends } from './backends.ts'
import type { PolicyLimitFact } from './limits/fact.ts'
import { policyOddities } from './oddities/index.ts'
import type { AuthorityFact, TargetFact } from './policy-facts.ts'
import type { PolicyPrediction } from './prediction.ts'
import { caContent } from './status/ca-facts.ts'
import { type Context, existenceOf } from './status/context.ts'
import { precedence } from './status/order.ts'
import { meshes } from './status/service-parent.ts'

// Service is the one that the specification asks for; the others some implementation takes.
const BACKENDS = [
  '/Service',
  'multicluster.x-k8s.io/ServiceImport',
  'gateway.networking.x-k8s.io/XBackend',
  'networking.istio.io/ServiceEntry',
  'gateway.envoyproxy.io/Backend',
]
const TARGETS: Readonly<Record<PolicyKind, readonly GroupKind[]>> = {
  BackendTLSPolicy: BACKENDS,
  XBackendTrafficPolicy: BACKENDS,
  XTelemetryPolicy: [`${GATEWAY_GROUP}/Gateway`],
}
const AUTHORITIES = ['/ConfigMap', '/Secret', 'certificates.k8s.io/ClusterTrustBundle']
const CONTENT = { keys: ['ca.crt'], onlyKey: false, contentRead: true }

/**
 * What is the case with the targets of a policy, with the CA certificates of a BackendTLSPolicy and the backend of an XTelemetryPolicy, whoever
 * reads it. Nothing is enumerated: whether any route uses a target is not looked at. Source: `gateway-api.md` 2.12, `gateway-api-1.7.md` 6.2,
 * GEP-713, GEP-1897.
 */
export function predictPolicy(policy: Policy, context: Context): PolicyPrediction {
  const spec: Fields = isRecord(policy.spec) ? (policy.spec as unknown as Fields) : {}
  const validation = isRecord(spec.validation) ? spec.validation : {}
  return {
    kind: 'Policy',
    object: policy,
    targets: targetFacts(spec.targetRefs, policy, context),
    authorities: recordEntries(validation.caCertificateRefs).map(([index, raw]) =>
      authorityFact(raw, `spec.validation.caCertificateRefs[${index}]`, policy, context),
    ),
    references: referencesOf(policy.kind, policy).map((reference) => ({ reference, grant: grantFor(reference, context.view) })),
    limits: policy.kind === 'BackendTLSPolicy' ? notRead(context) : [],
    oddities: policyOddities(policy.kind, spec),
    backends: policy.kind === 'XTelemetryPolicy' ? tracingBackends(policy, context) : [],
  }
}

/** The mesh that leaves policies alone for want of a setting. */
function notRead(context: Context): PolicyLimitFact[] {
  return meshes(context).flatMap(({ implementation }): PolicyLimitFact[] => {
    const because = implementation.limits?.policies
    return because ? [{ limit: 'policy not read', path: 'spec', key: implementation.name, implementation, because }] : []
  })
}

function targetFacts(targetRefs: unknown, policy: Policy, context: Context): TargetFact[] {
  const seen = new Map<string, string>()
  return recordEntries(targetRefs).map(([index, raw]) => {
    const path = `spec.targetRefs[${index}]`
    const target = targetOf(raw, policy.kind)
    const { group, kind, name } = target
    const key = JSON.stringify([group, kind, name])
    // The lists of the others have keys.
    const first = policy.kind === 'XTelemetryPolicy' ? seen.get(key) : undefined
    if (first === undefined) seen.set(key, path)
    return { ...targetFact(target, path, policy, context), ...(first !== undefined && { first }) }
  })
}

function targetOf(raw: Fields, policyKind: PolicyKind): Target {
  const sectionName = policyKind === 'BackendTLSPolicy' ? text(raw.sectionName) : undefined
  return { group: text(raw.group) ?? '', kind: text(raw.kind) ?? '', name: text(raw.name) ?? '', sectionName }
}

function targetFact(target: Target, path: string, policy: Policy, context: Context): TargetFact {
  const { sectionName, ...named } = target
  const namespace = policy.metadata.namespace ?? ''
  const taken = takenBy(target, TARGETS[policy.kind])
  const isService = target.group === '' && target.kind === 'Service'
  const service = isService ? context.view.get('Service', namespace, target.name) : undefined
  const otherPorts = service?.state === 'found' && sectionName !== undefined ? portsUnlike(service.object, sectionName) : undefined
  const elder = taken === 'known' ? elderOf(policy, target, context) : undefined
  return {
    path,
    ...named,
    ...(sectionName !== undefined && { sectionName }),
    taken,
    existence: taken === 'known' ? existenceOf(target.group, target.kind, namespace, target.name, context) : 'unknown',
    ...(otherPorts && { otherPorts }),
    ...elder,
  }
}

function takenBy({ group, kind }: { group: string; kind: string }, known: readonly string[]): TargetFact['taken'] {
  return known.includes(`${group}/${kind}`) ? 'known' : group === '' ? 'core' : 'foreign'
}

function portsUnlike({ spec }: Service, sectionName: string): TargetFact['otherPorts'] {
  const ports = records(spec?.ports).map(({ name, port }) => (typeof name === 'string' && name !== '' ? { name, port } : { port }))
  return ports.some((one) => one.name === sectionName) ? undefined : ports
}

interface Target {
  readonly group: string
  readonly kind: string
  readonly name: string
  readonly sectionName: string | undefined
}

/** The first policy that comes before this one for the same target and section, and why. */
function elderOf(policy: Policy, target: Target, { view }: Context): Pick<TargetFact, 'elder' | 'because'> | undefined {
  const { namespace = '', name } = policy.metadata
  const siblings = view.policiesOf(policy.kind, { namespace, group: target.group, kind: target.kind, name: target.name })
  if (siblings.state === 'unknown') return undefined
  const isSame = (raw: Fields) => {
    const { group, kind, name: called, sectionName } = targetOf(raw, policy.kind)
    return group === target.group && kind === target.kind && called === target.name && sectionName === target.sectionName
  }
  let elder: Policy | undefined
  for (const sibling of siblings.items) {
    if (sibling.metadata.name === name || isLeaving(sibling) || !records(sibling.spec?.targetRefs).some(isSame)) continue
    if (precedence(sibling, elder ?? policy)) elder = sibling
  }
  return elder && { elder, because: precedence(elder, policy) as 'older' | 'by name' }
}

function authorityFact(raw: Fields, path: string, policy: Policy, context: Context): AuthorityFact {
  const ref = { group: text(raw.group) ?? '', kind: text(raw.kind) ?? 'ConfigMap', name: text(raw.name) ?? '' }
  const taken = takenBy(ref, AUTHORITIES)
  const namespace = ref.kind === 'ClusterTrustBundle' ? undefined : policy.metadata.namespace
  if (taken !== 'known') return { path, ...ref, taken, existence: 'unknown', content: 'unknown', keys: [] }
  const content = caContent(ref.kind, namespace, ref.name, CONTENT, context)
  return {
    path,
    ...ref,
    taken,
    existence: existenceOf(ref.group, ref.kind, namespace, ref.name, context),
    content,
    keys: content === 'missing' ? keysOf(ref, namespace, context) : [],
  }
}

function keysOf({ kind, name }: { kind: string; name: string }, namespace: string | undefined, { view }: Context): string[] {
  const found = view.get(kind === 'Secret' ? 'Secret' : 'ConfigMap', namespace, name)
  return found.state === 'found' ? Object.keys((found.object as ConfigMap | Secret).data ?? {}).sort() : []
}
