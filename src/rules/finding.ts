import type { Kind } from '../gateway/kinds.ts'

/** Why something is found; with the preset, the class decides the verdict (README, "What is refused"). */
export type FindingClass = 'intrinsic' | 'contradiction' | 'missing-grant' | 'absent' | 'consequence' | 'partial' | 'loser' | 'odd'

/** A condition as Kubernetes writes it into a status, without message and times. */
export interface PredictedCondition {
  readonly type: string
  readonly status: 'True' | 'False' | 'Unknown'
  readonly reason: string
}

/** Another object that the finding would not stand without; `Witness` confirms it before a refusal. */
export interface RestsOn {
  readonly kind: Kind
  readonly namespace?: string
  readonly name?: string
  readonly state: 'found' | 'absent'
}

/** One thing that is wrong with an object, in words. The engine gives it a decision, a door gives it a place. */
export interface Finding {
  readonly rule: string
  readonly class: FindingClass
  /** Whether the whole object is refused or dead, and not only a part of it: some classes deny only then. */
  readonly whole: boolean
  /** Left out, the class and the preset decide. What rests on something that may well be otherwise never refuses, whatever is configured. */
  readonly atMost?: 'warn'
  /** Field path of the offending item in the reviewed object, as kubectl writes it: `spec.listeners[1].port`. */
  readonly path: string
  /**
   * What stays equal when lists are reordered: an UPDATE is refused only for rule and key that the old object did not have. Several
   * strings name the parts of one trouble: it is not new when each of them was in trouble before.
   */
  readonly key: string | readonly string[]
  /** What is wrong, one line, no full stop. */
  readonly message: string
  /** What would be right, one line. */
  readonly hint: string
  readonly condition?: PredictedCondition
  readonly restsOn: readonly RestsOn[]
  /** Field paths in the same object that the message speaks of as well. */
  readonly related: readonly string[]
}
