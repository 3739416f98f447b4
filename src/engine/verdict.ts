import type { Kind } from '../gateway/kinds.ts'
import type { UntypedObject } from '../gateway/objects.ts'
import type { Claim, Testimony } from '../gateway/ports.ts'
import type { Finding } from '../rules/finding.ts'

export type Decision = 'deny' | 'warn'
export type DecidedFinding = Finding & { readonly decision: Decision }

/** One reviewed change. `object` is absent for DELETE, `oldObject` for CREATE. */
export interface Subject {
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE'
  readonly kind: Kind
  readonly namespace?: string
  readonly name: string
  readonly object?: UntypedObject
  readonly oldObject?: UntypedObject
  readonly dryRun: boolean
}

/** Findings in a fixed order: path, then rule. Denied when any of them denies. */
export interface Verdict {
  readonly allowed: boolean
  readonly findings: readonly DecidedFinding[]
  /** What failed while judging: a defect of ours, never a reason to refuse. The door logs and counts it. */
  readonly faults?: readonly { readonly rule: string; readonly error: unknown }[]
}

export interface PatchOperation {
  readonly op: 'add' | 'replace' | 'remove'
  readonly path: string
  readonly value?: unknown
}

/** What the mutating webhook adds, and one sentence for each addition, to be shown as a warning. */
export interface Mutation {
  readonly patch: readonly PatchOperation[]
  readonly notes: readonly { readonly rule: string; readonly message: string }[]
  readonly faults?: Verdict['faults']
}

/** A verdict in which nothing is refused that was not confirmed. */
export interface Reconsidered {
  readonly verdict: Verdict
  /** What refusals rest on that the first verdict did not know of: the world has moved, and the witness may be asked again. */
  readonly claims: readonly Claim[]
}

/** What a door asks: synchronous, pure but for the view it was made with, and never throws for an object of any shape. */
export interface Judge {
  review(subject: Subject): Verdict
  /** What the refusals of a verdict rest on: to be confirmed before anybody is refused. */
  claims(subject: Subject, verdict: Verdict): readonly Claim[]
  /** Decides again, with what a witness said of the claims. */
  reconsider(subject: Subject, testimony: Testimony): Reconsidered
  mutate(subject: Subject): Mutation
}
