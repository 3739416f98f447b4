import { GROUPS, type Group, type Row } from './row.ts'

/** A question to which two tables have different answers; left out where a table does not ask it. */
export interface Difference {
  readonly group: Group
  readonly what: string
  readonly before?: string
  readonly after?: string
}

/** What is otherwise in the second table. */
export function differences(before: readonly Row[], after: readonly Row[]): Difference[] {
  const rows = questions([before, after]).map(({ group, what, answers: [one, other] }) => ({
    group,
    what,
    ...(one !== undefined && { before: one }),
    ...(other !== undefined && { after: other }),
  }))
  return rows.filter((row) => row.before !== row.after)
}

/** An answer, and the versions at which it is the answer, one after the other. */
export interface Period {
  readonly first: string
  readonly last: string
  /** Left out where the question is not asked. */
  readonly answer?: string
}

export interface History {
  readonly group: Group
  readonly what: string
  readonly periods: readonly Period[]
}

/** How the answer to each question goes through the versions, oldest first. */
export function histories(tables: readonly { readonly version: string; readonly rows: readonly Row[] }[]): History[] {
  return questions(tables.map(({ rows }) => rows)).map(({ group, what, answers }) => {
    const periods: Period[] = []
    answers.forEach((answer, index) => {
      const { version } = tables[index] as { version: string }
      const last = periods.at(-1)
      if (last && last.answer === answer) periods[periods.length - 1] = { ...last, last: version }
      else periods.push({ first: version, last: version, ...(answer !== undefined && { answer }) })
    })
    return { group, what, periods }
  })
}

function questions(tables: readonly (readonly Row[])[]) {
  const key = ({ group, what }: Row) => `${group}\n${what}`
  const asked = new Map<string, Row>()
  const answers = tables.map((rows) => {
    for (const row of rows) if (!asked.has(key(row))) asked.set(key(row), row)
    return new Map(rows.map((row) => [key(row), row.answer]))
  })
  const all = [...asked.values()].map((row) => ({ group: row.group, what: row.what, answers: answers.map((one) => one.get(key(row))) }))
  return GROUPS.flatMap((group) => all.filter((one) => one.group === group))
}
