import { expect } from 'vitest'
import type { Implementations } from '../../src/gateway/implementation.ts'
import { type ObjectStatus, predictStatuses } from '../../src/prediction/status.ts'
import { compare } from './atoms.ts'
import { clusterOf } from './status-states.ts'
import { states, written } from './truth.ts'

export interface Suite {
  /** `SUITE.status.jsonl.gz` */
  readonly suite: string
  /** `STATES.cases.jsonl.gz` */
  readonly states: string
  readonly implementations: Implementations
  /** How many bad conditions there are to find. */
  readonly bad: number
  /** States in which the prediction is known to differ, each with its reason (`docs/known-differences.md`). */
  readonly known: Readonly<Record<string, string>>
  /** What of a status is compared. */
  readonly compared?: (id: string, status: readonly ObjectStatus[]) => readonly ObjectStatus[]
}

/** Predicts every status of a suite and holds it against what the controller wrote, condition by condition. */
export function expectSuite({ suite, states: cases, implementations, bad, known, compared = (_, status) => status }: Suite): void {
  const truth = written(suite)
  const totals = { bad: 0, whole: 0 }
  const different: string[] = []
  const differing: string[] = []
  for (const { id, objects } of states(cases)) {
    const { view, around } = clusterOf(objects)
    const expected = truth.get(id) ?? { status: [] }
    const predicted = predictStatuses(view, implementations, around)
    const figures = compare({ ...expected, status: compared(id, expected.status) }, { status: compared(id, predicted) })
    totals.bad += figures.bad
    if (figures.differences.length === 0) totals.whole++
    else differing.push(id)
    if (!(id in known)) different.push(...figures.differences.map((difference) => `${id} ${difference}`))
  }
  expect(different).toEqual([])
  // Each of the known differences must still be one, so that the list stays true.
  expect(differing).toEqual(Object.keys(known))
  expect(totals).toEqual({ bad, whole: states(cases).length - Object.keys(known).length })
}
