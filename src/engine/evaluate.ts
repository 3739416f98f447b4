import type { Implementations } from '../gateway/implementation.ts'
import type { Kind } from '../gateway/kinds.ts'
import type { AnyObject } from '../gateway/objects.ts'
import type { ClusterView } from '../gateway/ports.ts'
import type { Surroundings } from '../gateway/surroundings.ts'
import { predictConsequences } from '../prediction/consequences.ts'
import { predict } from '../prediction/index.ts'
import type { Prediction, PredictionInput } from '../prediction/prediction.ts'
import type { Finding } from '../rules/finding.ts'
import { findingsOf, type Rule } from '../rules/rule.ts'

export interface Fault {
  readonly rule: string
  readonly error: unknown
}

export interface Evaluation {
  readonly findings: readonly Finding[]
  readonly faults: readonly Fault[]
}

/**
 * All findings of one object in a view that holds it as it is to be: ordered by path, then rule. A rule that throws is fenced off and
 * reported as a fault; the others still speak.
 */
export function evaluate(
  input: PredictionInput,
  view: ClusterView,
  implementations: Implementations,
  rules: readonly Rule[],
  around: Surroundings = {},
): Evaluation {
  return speak(input.kind, () => predict(input, view, implementations, around), rules)
}

/** What a change or deletion does to others, by the rules that speak of it. `view` is the cluster as it is before. */
export function evaluateConsequences(
  kind: Kind,
  before: AnyObject,
  after: AnyObject | undefined,
  view: ClusterView,
  implementations: Implementations,
  rules: readonly Rule[],
): Evaluation {
  return speak(kind, () => predictConsequences(kind, before, after, view, implementations), rules)
}

function speak(kind: Kind, predictIt: () => Prediction | undefined, rules: readonly Rule[]): Evaluation {
  const faults: Fault[] = []
  const fenced = <T>(rule: string, work: () => T): T | undefined => {
    try {
      return work()
    } catch (error) {
      faults.push({ rule, error })
      return undefined
    }
  }
  const prediction = fenced('prediction', predictIt)
  if (!prediction) return { findings: [], faults }
  const findings = rules.filter((rule) => rule.kinds.includes(kind)).flatMap((rule) => fenced(rule.id, () => findingsOf(rule, prediction)) ?? [])
  return { findings: findings.sort(byPlace), faults }
}

// Numbers in paths compare as numbers: listeners[10] comes after listeners[9].
const collator = new Intl.Collator('en', { numeric: true })

function byPlace(a: Finding, b: Finding): number {
  return collator.compare(a.path, b.path) || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
}
