import type { ImplementationDefinition } from '../src/implementations/definition.ts'
import { DEFINITIONS, implementationOf } from '../src/implementations/index.ts'
import { type Difference, differences, histories } from '../src/report/implementations/changes.ts'
import type { Row } from '../src/report/implementations/row.ts'
import { assumedVersion, rangeWords, summaryOf, versionRanges } from '../src/report/implementations/summary.ts'
import { grouped, implementationTable } from '../src/report/implementations/table.ts'
import { NOT_ASKED } from '../src/report/implementations/text.ts'

/** The page docs/implementations.md: each implementation with its settings, its table, and what changes by version, setting and controllerName. */
export function implementationReference(): string {
  const index = DEFINITIONS.map((definition) => {
    const { name, title, versions, rows } = summaryOf(definition, (named, version) => implementationOf(`${named}@${version}`).implementation)
    return [`[${name}](#${name})`, title, versionRanges(versions), `${rows}`]
  })
  return [
    '<!-- Made by `npm run generate` from src/implementations and src/report/implementations: edit there. -->',
    '# Implementations',
    '',
    'What Portcullis knows of each controller, as `portcullis implementations NAME@VERSION` prints it. Settings are those of an entry in the configuration (README, "Configuration").',
    '',
    ...table(['implementation', 'controller', 'versions', 'rows of data'], index),
    ...DEFINITIONS.flatMap(section),
  ].join('\n')
}

function section(definition: ImplementationDefinition): string[] {
  const { name, title, controllerNames, builtinClasses, versions, settings } = definition
  const assumed = assumedVersion(definition)
  const base = rowsOf(`${name}@${assumed}`)
  const known = Object.entries(settings)
  const classes = Object.entries(builtinClasses).map(([className, controllerName]) => `\`${className}\` (${controllerName})`)
  return [
    `## ${name}`,
    '',
    `${title}, versions ${versionRanges(versions)}; ${assumed} where none is configured.`,
    '',
    `controllerNames: ${controllerNames.map((one) => `\`${one}\``).join(', ') || 'every one that no other implementation claims, once it is configured'}.`,
    '',
    ...(classes.length > 0 ? [`Classes that need no object: ${classes.join(', ')}.`, ''] : []),
    ...(known.length > 0
      ? table(
          ['setting', 'values', 'default'],
          known.map(([setting, { values, byDefault }]) => [`\`${setting}\``, values, byDefault]),
        )
      : ['It has no settings.', '']),
    `### ${name} ${assumed}`,
    '',
    ...[...grouped(base)].flatMap(([group, rows]) =>
      table(
        [`**${group}**`, ''],
        rows.map(({ what, answer }) => [what, answer]),
      ),
    ),
    ...versionChanges(definition),
    ...otherwise(`### ${name} by setting`, 'setting', settingChanges(definition)),
    ...otherwise(`### ${name} ${assumed} by controllerName`, 'controllerName', controllerChanges(definition)),
  ]
}

function versionChanges({ name, versions }: ImplementationDefinition): string[] {
  if (versions.length < 2) return []
  const all = histories(versions.map((version) => ({ version, rows: rowsOf(`${name}@${version}`) })))
  // That a question is not asked at some versions is told by another, such as whether status is predicted.
  const changing = all.filter(({ periods }) => new Set(periods.flatMap(({ answer }) => answer ?? [])).size > 1)
  const rows = changing.flatMap(({ group, what, periods }) =>
    periods.map(({ first, last, answer }, index) => [...(index === 0 ? [group, what] : ['', '']), rangeWords(first, last), answer ?? NOT_ASKED]),
  )
  return [
    `### ${name} by version`,
    '',
    ...(rows.length > 0 ? table(['', 'what', 'versions', 'answer'], rows) : ['Every answer is the same at all versions.', '']),
  ]
}

/** What each value of a setting makes otherwise: at the version taken where none is configured, or the newest and the first name for which it matters. */
function settingChanges(definition: ImplementationDefinition): Otherwise[] {
  const { name, controllerNames, versions, settings } = definition
  const newestFirst = [assumedVersion(definition), ...versions.toReversed()]
  const entries = [name, ...controllerNames.slice(1)].flatMap((named) => newestFirst.map((version) => `${named}@${version}`))
  return Object.entries(settings).flatMap(([setting, { choices = [], byDefault }]) =>
    choices.flatMap((value) => {
      if (value === byDefault) return []
      const change = (entry: string): Otherwise => {
        const when = `${entry},${setting}=${value}`
        return { when, found: differences(rowsOf(entry), rowsOf(when)) }
      }
      const telling = entries.find((entry) => change(entry).found.length > 0)
      return [change(telling ?? (entries[0] as string))]
    }),
  )
}

/** Where a class of its own has to be switched on for a controllerName, it is. */
function controllerChanges(definition: ImplementationDefinition): Otherwise[] {
  const { name, controllerNames, builtinClasses, settings } = definition
  const version = assumedVersion(definition)
  const base = rowsOf(`${name}@${version}`)
  return controllerNames.slice(1).map((one) => {
    const classes = Object.keys(builtinClasses).filter((className) => settings.classes && builtinClasses[className] === one)
    const given = classes.length > 0 ? `,classes=${classes.join('+')}` : ''
    return { when: `${one}@${version}${given}`, found: differences(base, rowsOf(`${one}@${version}${given}`)) }
  })
}

interface Otherwise {
  readonly when: string
  readonly found: readonly Difference[]
}

function otherwise(title: string, of: string, changes: readonly Otherwise[]): string[] {
  const rows = changes.flatMap(({ when, found }) => {
    const told = found.filter(({ after }) => after !== undefined)
    if (told.length === 0) return [[`\`${when}\``, '', 'nothing is otherwise', '']]
    return told.map(({ what, before, after }, index) => [index === 0 ? `\`${when}\`` : '', what, after as string, before ?? NOT_ASKED])
  })
  return rows.length === 0 ? [] : [title, '', ...table([of, 'what', 'answer', 'instead of'], rows)]
}

const rowsOf = (entry: string): Row[] => implementationTable(implementationOf(entry).implementation)

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line), '']
}
