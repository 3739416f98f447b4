import { expect } from 'vitest'
import { evaluate, evaluateConsequences } from '../../src/engine/evaluate.ts'
import { kindOf } from '../../src/gateway/kinds.ts'
import type { AnyObject, UntypedObject } from '../../src/gateway/objects.ts'
import type { Surroundings } from '../../src/gateway/surroundings.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import type { Finding } from '../../src/rules/finding.ts'
import { RULES } from '../../src/rules/index.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { atPath, cluster, deepFreeze } from '../gateway/objects.ts'

/** What a review knows beside the cluster: the object as it was, and what files show. */
export interface Beside {
  readonly before?: UntypedObject
  readonly around?: Surroundings
}

/** What the rules find in an object, in a cluster that holds it and the others. Each path that is named resolves in the object. */
export function found(
  object: UntypedObject,
  others: readonly (UntypedObject | AnyObject)[],
  entries: readonly string[] = [],
  rules: readonly Rule[] = RULES,
  { before, around }: Beside = {},
): readonly Finding[] {
  const kind = kindOf(object.apiVersion, object.kind)?.kind
  if (!kind) throw new Error(`${object.kind} of ${object.apiVersion} is no kind of ours`)
  const all = [...others, object].map(deepFreeze)
  const { findings, faults } = evaluate(
    { kind, object: object as unknown as AnyObject, before: before as AnyObject | undefined },
    cluster(...all),
    implementationsFrom(entries),
    rules,
    around,
  )
  expect(faults).toEqual([])
  for (const { path, related, message, hint } of findings) {
    for (const one of [path, ...related]) expect(atPath(object, one), one).toBeDefined()
    for (const text of [message, hint]) expect(text).toMatch(/^\P{Cc}+[^.\s]$/u)
  }
  return findings
}

/** Only what one rule finds. */
export const foundBy = (
  rule: Rule,
  object: UntypedObject,
  others: readonly (UntypedObject | AnyObject)[],
  entries?: readonly string[],
  beside?: Beside,
) => found(object, others, entries, [rule], beside)

/** What the rules find when an object is changed to `after`, or deleted, in a cluster that holds it and the others: consequences for others. */
export function foundOnChange(
  before: UntypedObject,
  after: UntypedObject | undefined,
  others: readonly (UntypedObject | AnyObject)[],
  entries: readonly string[] = [],
): readonly Finding[] {
  const kind = kindOf(before.apiVersion, before.kind)?.kind
  if (!kind) throw new Error(`${before.kind} of ${before.apiVersion} is no kind of ours`)
  const all = [...others, before].map(deepFreeze)
  const [old, next] = [before as unknown as AnyObject, after as unknown as AnyObject | undefined]
  const { findings, faults } = evaluateConsequences(kind, old, next, cluster(...all), implementationsFrom(entries), RULES)
  expect(faults).toEqual([])
  for (const { message, hint } of findings) for (const text of [message, hint]) expect(text).toMatch(/^\P{Cc}+[^.\s]$/u)
  return findings
}

export const foundOnDelete = (object: UntypedObject, others: readonly (UntypedObject | AnyObject)[], entries?: readonly string[]) =>
  foundOnChange(object, undefined, others, entries)
