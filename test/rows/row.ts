import { beforeAll, describe, expect, test } from 'vitest'
import type { ObjectStatus } from '../../src/prediction/status.ts'
import { type Answers, doors } from './doors.ts'

/** One row of what a controller does, as a small cluster. */
export interface Row {
  readonly row: string
  readonly entries: readonly string[]
  readonly cluster: string
  /** The rules that the row is about: every finding of theirs is expected. */
  readonly of: readonly string[]
  /** `DECISION RULE KIND NAME PATH` */
  readonly finds: readonly string[]
  /** Part of a message. */
  readonly says?: string
  /** Part of a hint. */
  readonly hints?: string
  /** `KIND NAME [LISTENER] TYPE=STATUS/REASON` that `predict` writes; `KIND NAME nothing` where it writes no status. */
  readonly predicts?: readonly string[]
}

/** `KIND NAME [LISTENER] TYPE=STATUS/REASON` of every condition of a status. */
function conditions({ kind, name, conditions = [], listeners = [], parents = [] }: ObjectStatus): string[] {
  const told = (list: NonNullable<ObjectStatus['conditions']>, part = '') =>
    list.map(({ type, status, reason }) => `${kind} ${name} ${part}${type}=${status}/${reason}`)
  return [
    ...told(conditions),
    ...listeners.flatMap((listener) => told(listener.conditions, `${listener.name} `)),
    ...parents.flatMap((parent) => told(parent.conditions)),
  ]
}

/** What a row cannot write down itself, put into the text of a cluster: certificates that are valid now. */
export type Fill = (text: string) => string

/** Replays rows through the webhook, `check` and `predict`, all with the same entries at once; `shared` is in every cluster. */
export function replay(product: string, all: readonly Row[], shared = '', filling: () => Promise<Fill> = async () => (text) => text): void {
  describe.each([...Map.groupBy(all, ({ entries }) => entries.join(' '))])(`${product}, as %s`, (_, rows) => {
    let answers: ReadonlyMap<string, Answers>

    beforeAll(async () => {
      const fill = await filling()
      const clusters = new Map(rows.map(({ row, cluster }) => [row, fill(`${shared}${cluster}`.replace(/---\n$/, ''))]))
      expect(clusters.size).toBe(rows.length)
      answers = await doors(clusters, rows[0]?.entries ?? [])
    }, 60_000)

    test.each(rows)('$row', ({ row, of, finds, says, hints, predicts = [] }) => {
      const { judged, checked, predicted } = answers.get(row) as Answers
      expect(checked).toEqual(judged)
      const mine = judged.filter(({ rule }) => of.includes(rule))
      expect(mine.map(({ decision, rule, object, path }) => `${decision} ${rule} ${object} ${path}`)).toEqual(finds)
      if (says !== undefined) expect(mine.map(({ message }) => message)).toContainEqual(expect.stringContaining(says))
      if (hints !== undefined) expect(mine.map(({ hint }) => hint)).toContainEqual(expect.stringContaining(hints))
      for (const wanted of predicts) {
        const nothing = / nothing$/.exec(wanted)
        if (nothing) expect(predicted.map(({ kind, name }) => `${kind} ${name} nothing`)).not.toContain(wanted)
        else expect(predicted.flatMap(conditions)).toContain(wanted)
      }
    })
  })
}
