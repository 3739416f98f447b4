import type { Implementations } from '../gateway/implementation.ts'
import type { Kind } from '../gateway/kinds.ts'
import type { AnyObject } from '../gateway/objects.ts'
import type { ClusterView } from '../gateway/ports.ts'
import type { Surroundings } from '../gateway/surroundings.ts'
import { predictConsequences } from '../prediction/consequences.ts'
import { type Context, contextOf, predictIn } from '../prediction/index.ts'
import type { Prediction, PredictionInput } from '../prediction/prediction.ts'
import type { Finding } from '../rules/finding.ts'
import { loudParts } from '../rules/quiet.ts'
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
  return evaluateIn(input, contextOf(view, implementations, around), rules)
}

/** The same, with what was found out before in a view that has not changed since. */
export function evaluateIn(input: PredictionInput, context: Context, rules: readonly Rule[]): Evaluation {
  return speak(input.kind, () => predictIn(input, context), rules)
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
  let prediction: Prediction | undefined
  try {
    prediction = predictIt()
  } catch (error) {
    return { findings: [], faults: [{ rule: 'prediction', error }] }
  }
  if (!prediction) return { findings: [], faults: [] }
  const loud = loudParts(prediction)
  if (loud?.length === 0) return { findings: [], faults: [] }
  const faults: Fault[] = []
  const findings: Finding[] = []
  for (const rule of rulesFor(kind, rules)) {
    if (loud && rule.about && !loud.includes(rule.about)) continue
    try {
      for (const finding of findingsOf(rule, prediction)) findings.push(finding)
    } catch (error) {
      faults.push({ rule: rule.id, error })
    }
  }
  return { findings: findings.length > 1 ? findings.sort(byPlace) : findings, faults }
}

const byKind = new WeakMap<readonly Rule[], Map<Kind, readonly Rule[]>>()

/** The rules that speak of a kind, in their order; most of many do not. */
function rulesFor(kind: Kind, rules: readonly Rule[]): readonly Rule[] {
  const known = byKind.get(rules) ?? new Map<Kind, readonly Rule[]>()
  byKind.set(rules, known)
  const found = known.get(kind) ?? rules.filter((rule) => rule.kinds.includes(kind))
  known.set(kind, found)
  return found
}

function byPlace(a: Finding, b: Finding): number {
  return comparePaths(a.path, b.path) || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
}

// listeners[10] comes after listeners[9]. An Intl.Collator takes 10 ms to make, which every `check` would wait for.
function comparePaths(a: string, b: string): number {
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    const [m, n] = [digitsAt(a, i), digitsAt(b, j)]
    const difference = m > 0 && n > 0 ? Number(a.slice(i, i + m)) - Number(b.slice(j, j + n)) : a.charCodeAt(i) - b.charCodeAt(j)
    if (difference !== 0) return difference
    i += m || 1
    j += n || 1
  }
  return a.length - i - (b.length - j)
}

function digitsAt(text: string, from: number): number {
  let to = from
  while (text.charCodeAt(to) >= 48 && text.charCodeAt(to) <= 57) to += 1
  return to - from
}
