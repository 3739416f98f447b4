import { oneLine } from '../line.ts'
import type { Paint } from '../paint.ts'
import type { Difference } from './changes.ts'
import type { Row } from './row.ts'
import { type ImplementationSummary, versionRanges } from './summary.ts'
import { grouped } from './table.ts'

/** Which table it is. */
export interface TableHeading {
  /** As it is written in a configuration. */
  readonly entry: string
  readonly title: string
  readonly version: string
  readonly controllerName?: string
  readonly settings: readonly { readonly name: string; readonly value: string; readonly isDefault: boolean }[]
}

export const NOT_ASKED = 'not asked'

/** The table of an implementation, for a person. */
export function tableText(heading: TableHeading, rows: readonly Row[], paint: Paint): string {
  const blocks = [...grouped(rows)].map(([group, own]) => [paint('bold', group), ...columns(own.map(({ what, answer }) => [what, answer]))])
  return text([headingLines(heading, paint), ...blocks])
}

/** What is otherwise in a second table. */
export function differencesText(before: TableHeading, after: TableHeading, found: readonly Difference[], paint: Paint): string {
  const names = [before.entry, after.entry].map(oneLine)
  const title = paint('bold', oneLine(names.join(' compared with ')))
  if (found.length === 0) return text([[title, '  every answer is the same']])
  const width = Math.max(...names.map((name) => name.length))
  const lines = ({ what, ...answers }: Difference) => [
    `  ${what}`,
    ...[answers.before, answers.after].map((answer, index) => `    ${(names[index] as string).padEnd(width)}  ${oneLine(answer ?? NOT_ASKED)}`),
  ]
  return text([[title], ...[...grouped(found)].map(([group, own]) => [paint('bold', group), ...own.flatMap(lines)])])
}

/** The known implementations, for a person. */
export function summariesText(summaries: readonly ImplementationSummary[], paint: Paint): string {
  return text(summaries.map((one) => [paint('bold', `${one.name}: ${one.title}`), ...columns(summaryColumns(one))]))
}

function summaryColumns({
  controllerNames,
  builtinClasses,
  versions,
  assumed,
  settings,
  rows,
}: ImplementationSummary): (readonly [string, string])[] {
  const classes = Object.entries(builtinClasses)
  return [
    ...named(
      'controllerNames',
      controllerNames.length > 0 ? controllerNames : ['every one that no other implementation claims, once it is configured'],
    ),
    ...(classes.length > 0
      ? named(
          'classes without an object',
          classes.map(([name, controllerName]) => `${name} (${controllerName})`),
        )
      : []),
    ['versions', `${versionRanges(versions)}; ${assumed} where none is configured`],
    ...named(
      'settings',
      settings.length > 0 ? settings.map(({ name, values, byDefault }) => `${name}: ${values} (default: ${byDefault})`) : ['none'],
    ),
    ['rows of data', `${rows}`],
  ]
}

const named = (what: string, values: readonly string[]) => values.map((value, index) => [index === 0 ? what : '', value] as const)

function headingLines({ title, version, controllerName, settings }: TableHeading, paint: Paint): string[] {
  return [
    paint('bold', `${title} ${version}`),
    ...(controllerName === undefined ? [] : [`  controllerName ${oneLine(controllerName)}`]),
    ...settings.map(({ name, value, isDefault }) => `  ${name}=${oneLine(value)}${isDefault ? ' (default)' : ''}`),
  ]
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([what]) => what.length))
  return rows.map(([what, answer]) => `  ${what.padEnd(width)}  ${oneLine(answer)}`)
}

function text(blocks: readonly (readonly string[])[]): string {
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}
