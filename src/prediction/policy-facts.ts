import type { Policy } from '../gateway/objects.ts'

/** One target of a policy. */
export interface TargetFact {
  readonly path: string
  readonly group: string
  readonly kind: string
  readonly name: string
  readonly sectionName?: string
  /** Somebody takes policies for its kind; `core`: nobody does, for Kubernetes itself has the group; `foreign`: nobody known does. */
  readonly taken: 'known' | 'core' | 'foreign'
  readonly existence: 'found' | 'absent' | 'unknown'
  /** The ports of the Service, where the section names none of them. */
  readonly otherPorts?: readonly { readonly name?: string; readonly port: unknown }[]
  /** The path of an earlier target of the policy that is the same, where its CRD does not see to that. */
  readonly first?: string
  /** An older policy of the same kind for the same target and section. */
  readonly elder?: Policy
  readonly because?: 'older' | 'by name'
}

/** One reference of a policy to CA certificates. */
export interface AuthorityFact {
  readonly path: string
  readonly group: string
  readonly kind: string
  readonly name: string
  readonly taken: 'known' | 'core' | 'foreign'
  readonly existence: 'found' | 'absent' | 'unknown'
  /** What the specification reads: the key `ca.crt`. Only a file shows it. */
  readonly content: 'good' | 'missing' | 'not a certificate' | 'unknown'
  /** The keys that there are, where that one is missing. */
  readonly keys: readonly string[]
}
