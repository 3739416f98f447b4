import type { DecidedFinding, Mutation } from '../engine/verdict.ts'
import { findingLine, oneLine } from '../report/line.ts'

// The API server keeps 4096 runes of warnings for one request, those of all its webhooks together. Beyond that it cuts every warning to
// 256 runes and then drops the rest. Both our webhooks speak to one request, so they share what stays safely below.
export const WARNING_RUNES = 256
export const VALIDATE_BUDGET = 3100
export const MUTATE_BUDGET = 800

export interface Warnings {
  readonly texts: readonly string[]
  /** Lines that did not fit: the door logs them, as the last warning promises. */
  readonly leftOut: readonly string[]
}

export function findingWarning(finding: DecidedFinding): string {
  return `portcullis ${findingLine(finding)}`
}

export function noteWarning(note: Mutation['notes'][number]): string {
  return `portcullis [${note.rule}] ${oneLine(note.message)}`
}

/** Runes are Unicode code points; a string never has more of them than UTF-16 units. */
export function runes(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/**
 * Lines as they are where all of them fit into `budget`: a grant to paste is of use only whole. Else each within the API server's limit
 * for one warning, and the last one counts what did not fit.
 */
export function fitWarnings(lines: readonly string[], budget: number, whereTheRestIs: string): Warnings {
  const wholes = [...new Set(lines)]
  if (wholes.reduce((sum, line) => sum + runes(line), 0) <= budget) return { texts: wholes, leftOut: [] }
  const unique = wholes.map((whole) => ({ whole, text: cut(whole) }))
  const sizes = unique.map(({ text }) => runes(text))
  if (sizes.reduce((sum, size) => sum + size, 0) <= budget) return { texts: unique.map(({ text }) => text), leftOut: [] }
  let room = budget - WARNING_RUNES
  let kept = 0
  while (kept < sizes.length && room >= (sizes[kept] as number)) room -= sizes[kept++] as number
  const leftOut = unique.slice(kept).map(({ whole }) => whole)
  const last = cut(`portcullis: ${leftOut.length} more ${leftOut.length === 1 ? 'warning' : 'warnings'} left out; ${whereTheRestIs}`)
  return { texts: [...unique.slice(0, kept).map(({ text }) => text), last], leftOut }
}

function cut(line: string): string {
  if (line.length <= WARNING_RUNES) return line
  const points = Array.from(line)
  return points.length <= WARNING_RUNES ? line : `${points.slice(0, WARNING_RUNES - 1).join('')}…`
}
