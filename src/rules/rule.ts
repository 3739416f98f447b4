import type { Kind } from '../gateway/kinds.ts'
import type { Prediction } from '../prediction/prediction.ts'
import type { Finding, FindingClass } from './finding.ts'
import type { RoutePart } from './quiet.ts'

/** A finding without what its rule says of itself. */
export type Said = Omit<Finding, 'rule' | 'class' | 'whole' | 'restsOn' | 'related'> &
  Partial<Pick<Finding, 'class' | 'whole' | 'restsOn' | 'related'>>

export interface RuleDocs {
  /** One sentence: what is found. */
  readonly summary: string
  /** What happens without Portcullis. */
  readonly why: string
  /** What would be right. */
  readonly fix: string
  /** Where it is written: specification, GEP or controller source. */
  readonly source: string
  /** Manifests of a small cluster in which the last document is refused or warned of, and in which it is not. */
  readonly bad: string
  readonly good: string
  /** Implementation entries under which the examples hold. */
  readonly implementations?: readonly string[]
  /** Rules that find something in the examples as well, as one cannot show the one without the other. */
  readonly besides?: readonly string[]
  /** Only ever a part of the object is concerned, so that no preset refuses for it. */
  readonly partOnly?: true
  /** For which names the certificates in the examples are, by what stands under `tls.crt`. */
  readonly certificates?: Readonly<Record<string, readonly string[]>>
  /** The examples show how their last document is changed from the one before it. */
  readonly changes?: true
  /** The examples show the deletion of their last document. */
  readonly deletes?: true
}

/**
 * Words for one thing that was predicted. A rule never recomputes semantics: it is a pure function of the prediction, and speaks only
 * of the object that was predicted.
 */
export interface Rule {
  readonly id: string
  readonly class: FindingClass
  readonly kinds: readonly Kind[]
  /** What it speaks of where it is asked about a route: it is not asked where that is in order (`quiet.ts`). */
  readonly about?: RoutePart
  /** Made only for who reads them, which no review does. */
  readonly docs: () => RuleDocs
  check(prediction: Prediction): readonly Said[]
}

/** Completes what a rule says to findings. A name in an object may hold a line break; what is said of it is one line. */
export function findingsOf(rule: Rule, prediction: Prediction): readonly Finding[] {
  const all = rule.check(prediction)
  // As nearly always.
  if (all.length === 0) return NONE
  return all.map((said) => ({
    rule: rule.id,
    class: rule.class,
    whole: false,
    restsOn: [],
    related: [],
    // While nobody is known to serve the object, nobody is known to mind.
    ...((isTrue(prediction, 'unclaimed') || isTrue(prediction, 'isOfMesh')) && { atMost: 'warn' }),
    ...said,
    message: line(said.message),
    hint: line(said.hint),
  }))
}

const NONE: readonly Finding[] = []

function isTrue(prediction: Prediction, field: 'unclaimed' | 'isOfMesh'): boolean {
  return (prediction as { readonly [F in typeof field]?: boolean })[field] === true
}

function line(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
}
