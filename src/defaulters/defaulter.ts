import type { Implementations } from '../gateway/implementation.ts'
import type { Kind } from '../gateway/kinds.ts'
import type { UntypedObject } from '../gateway/objects.ts'
import type { ClusterView } from '../gateway/ports.ts'

export interface DefaulterSubject {
  readonly kind: Kind
  readonly object?: UntypedObject
  readonly oldObject?: UntypedObject
}

export interface DefaulterResult {
  /** JSON Patch (RFC 6902). */
  readonly patch: readonly { readonly op: 'add'; readonly path: string; readonly value: unknown }[]
  readonly notes: readonly { readonly rule: string; readonly message: string }[]
}

/** Adds what is absent and touches nothing else. Its id can be switched off like a rule's. */
export interface Defaulter {
  readonly id: string
  readonly kinds: readonly Kind[]
  readonly summary: string
  apply(subject: DefaulterSubject, view: ClusterView, implementations: Implementations): DefaulterResult
}
