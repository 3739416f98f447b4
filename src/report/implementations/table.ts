import type { Implementation } from '../../gateway/implementation.ts'
import { implementationWords } from './implementation-words.ts'
import { GROUPS, type Group, type Row } from './row.ts'

/** Everything that prediction asks of an implementation, in words: a row for each question, group by group. */
export function implementationTable(implementation: Implementation): Row[] {
  const rows = implementationWords(implementation)
  return GROUPS.flatMap((group) => rows.filter((row) => row.group === group))
}

/** Rows under the titles of their groups. */
export function grouped<R extends { readonly group: Group }>(rows: readonly R[]): Map<Group, R[]> {
  return Map.groupBy(rows, ({ group }) => group)
}
