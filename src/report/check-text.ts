import type { Problem } from '../documents/document.ts'
import type { Checked, Counts, PlacedFinding } from './checked.ts'
import { oneLine } from './line.ts'
import type { Paint } from './paint.ts'

interface Entry {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly text: string
}

/** What was found for a person: by file, in the order of its lines, an empty line after each file. Nothing where nothing was found. */
export function checkText({ findings, errors }: Checked, paint: Paint): string {
  const entries = [...errors.map((error) => errorEntry(error, paint)), ...findings.map((finding) => findingEntry(finding, paint))]
  const files = Map.groupBy(entries, ({ file }) => file)
  const blocks = [...files.values()].map((ofFile) =>
    ofFile
      .sort((a, b) => a.line - b.line || a.column - b.column)
      .map(({ text }) => `${text}\n`)
      .join(''),
  )
  return blocks.map((block) => `${block}\n`).join('')
}

/** `12 objects in 4 files: 3 findings (2 deny, 1 warn), 1 error` */
export function summaryText({ files, objects, findings, deny, warn, errors }: Counts, paint: Paint): string {
  const decisions = [...(deny > 0 ? [paint('red', `${deny} deny`)] : []), ...(warn > 0 ? [paint('yellow', `${warn} warn`)] : [])]
  const found = findings === 0 ? 'no findings' : `${count(findings, 'finding')} (${decisions.join(', ')})`
  const failed = errors > 0 ? `, ${paint('red', count(errors, 'error'))}` : ''
  const said = findings === 0 && errors === 0 ? paint('green', found) : found
  return `${count(objects, 'object')} in ${count(files, 'file')}: ${said}${failed}\n`
}

/** `file:line:column: deny: KIND NAMESPACE/NAME [rule]`, then what is wrong where, then what would be right. */
function findingEntry({ finding, object, file, line, column }: PlacedFinding, paint: Paint): Entry {
  const { decision, rule, path, message, hint } = finding
  const name = oneLine(`${object.kind} ${object.namespace === undefined ? '' : `${object.namespace}/`}${object.name || '(no name yet)'}`)
  const lines = [
    `${placed({ file, line, column }, paint)} ${paint(decision === 'deny' ? 'red' : 'yellow', decision)}: ${paint('bold', name)} [${rule}]`,
    `  ${path === '' ? '' : `${paint('dim', `${oneLine(path)}:`)} `}${oneLine(message)}`,
    ...(hint === '' ? [] : [`  ${paint('dim', 'to fix:')} ${oneLine(hint)}`]),
  ]
  return { file, line, column, text: lines.join('\n') }
}

function errorEntry({ file, line, column, message }: Problem, paint: Paint): Entry {
  const text = `${placed({ file, line, column }, paint)} ${paint('red', 'error')}: ${oneLine(message)}`
  return { file, line: line ?? 0, column: column ?? 0, text }
}

function placed(place: { file: string; line?: number | undefined; column?: number | undefined }, paint: Paint): string {
  const parts = [oneLine(place.file), place.line, place.column].filter((part) => part !== undefined)
  return paint('bold', `${parts.join(':')}:`)
}

function count(number: number, one: string): string {
  return `${number} ${one}${number === 1 ? '' : 's'}`
}
