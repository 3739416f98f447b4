import { kindFacts } from './kinds.ts'
import type { ReferenceGrant } from './objects.ts'
import type { ClusterView } from './ports.ts'
import type { Reference } from './references.ts'
import { records } from './shape.ts'

/** Whether a reference may be followed: within a namespace always; across namespaces when a grant in the target's namespace says so. */
export type GrantState = 'not needed' | 'permitted' | 'missing' | 'unknown'

/** What the grants of the target's namespace say of a reference. Source: ReferenceGrant (gateway-api `apis/v1beta1/referencegrant_types.go`), GEP-709. */
export function grantFor(reference: Reference, view: ClusterView): GrantState {
  if (reference.to.namespace === reference.from.namespace) return 'not needed'
  const grants = view.grantsIn(reference.to.namespace)
  if (grants.state === 'unknown') return 'unknown'
  return grants.items.some((grant) => permits(grant, reference)) ? 'permitted' : 'missing'
}

/** Entries are alternatives and grants are additive; kinds and groups compare exactly, an unset name permits every name. */
export function permits(grant: ReferenceGrant, { from, to }: Pick<Reference, 'from' | 'to'>): boolean {
  if (grant.metadata.namespace !== to.namespace) return false
  return (
    records(grant.spec?.from).some((f) => f.group === from.group && f.kind === from.kind && f.namespace === from.namespace) &&
    records(grant.spec?.to).some((t) => t.group === to.group && t.kind === to.kind && (t.name === undefined || t.name === '' || t.name === to.name))
  )
}

/** The ReferenceGrant that would permit just this reference, as one line of YAML that can be pasted behind `kubectl apply -f -`. */
export function grantYaml({ from, to }: Pick<Reference, 'from' | 'to'>): string {
  // Specific enough not to overwrite a grant that is there already.
  const name = `${kindFacts(from.kind).plural}-from-${from.namespace}-to-${to.name}`
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .slice(0, 253)
    .replace(/[^a-z0-9]+$/, '')
  const q = (s: string) => (/^[a-z][a-zA-Z0-9.-]*$/.test(s) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(s) ? s : JSON.stringify(s))
  const k = (s: string) => (/^[A-Za-z]+$/.test(s) ? s : JSON.stringify(s))
  return (
    `{apiVersion: gateway.networking.k8s.io/v1beta1, kind: ReferenceGrant, metadata: {name: ${q(name)}, namespace: ${q(to.namespace)}}, ` +
    `spec: {from: [{group: ${from.group}, kind: ${k(from.kind)}, namespace: ${q(from.namespace)}}], ` +
    `to: [{group: ${to.group === '' ? '""' : q(to.group)}, kind: ${k(to.kind)}, name: ${q(to.name)}}]}}`
  )
}
