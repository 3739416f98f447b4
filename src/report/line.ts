import type { Finding } from '../rules/finding.ts'

// Line and paragraph separators and bidirectional overrides are no control characters to Go, but to a terminal they are.
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu

/** Text that stays on one line of a terminal, in a log and in an HTTP header, whatever names and values it quotes. */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(unprintable, ' ')
}

/** What is wrong and what would be right. */
export function sentence(finding: Pick<Finding, 'message' | 'hint'>): string {
  return oneLine(finding.hint === '' ? finding.message : `${finding.message}; ${finding.hint}`)
}

/** A finding as one line: `[rule-id] spec.listeners[1]: MESSAGE; HINT`. */
export function findingLine(finding: Pick<Finding, 'rule' | 'path' | 'message' | 'hint'>): string {
  const where = finding.path === '' ? '' : `${oneLine(finding.path)}: `
  return `[${finding.rule}] ${where}${sentence(finding)}`
}
