import type { Implementation } from '../../gateway/implementation.ts'
import type { ImplementationDefinition } from '../../implementations/definition.ts'
import { histories } from './changes.ts'
import { implementationTable } from './table.ts'

export interface SettingSummary {
  readonly name: string
  readonly values: string
  readonly byDefault: string
}

/** What there is to know of an implementation before any version. */
export interface ImplementationSummary {
  readonly name: string
  readonly title: string
  readonly controllerNames: readonly string[]
  readonly builtinClasses: Readonly<Record<string, string>>
  readonly versions: readonly string[]
  /** The version taken where none is configured. */
  readonly assumed: string
  readonly settings: readonly SettingSummary[]
  /** Answers, each once for as many versions as it holds, over all controllerNames. */
  readonly rows: number
}

/** An implementation, by its name or a controllerName, at a version, with the default settings. */
export type TableOf = (name: string, version: string) => Implementation

export function summaryOf(definition: ImplementationDefinition, tableOf: TableOf): ImplementationSummary {
  const { name, title, controllerNames, builtinClasses, versions, settings } = definition
  return {
    name,
    title,
    controllerNames,
    builtinClasses,
    versions,
    assumed: assumedVersion(definition),
    settings: Object.entries(settings).map(([setting, { values, byDefault }]) => ({ name: setting, values, byDefault })),
    rows: dataRows(definition, tableOf),
  }
}

export function assumedVersion({ assumed, versions }: ImplementationDefinition): string {
  return assumed ?? (versions.at(-1) as string)
}

function dataRows({ name: own, controllerNames, versions }: ImplementationDefinition, tableOf: TableOf): number {
  const names = controllerNames.length > 0 ? controllerNames : [own]
  const answers = names.flatMap((name) =>
    histories(versions.map((version) => ({ version, rows: implementationTable(tableOf(name, version)) }))).flatMap(({ group, what, periods }) =>
      periods.flatMap(({ first, last, answer }) => (answer === undefined ? [] : [JSON.stringify([group, what, first, last, answer])])),
    ),
  )
  return new Set(answers).size
}

/** `2.2 to 2.12, 3.0 to 3.5` */
export function versionRanges(versions: readonly string[]): string {
  const majors = [...Map.groupBy(versions, (version) => version.split('.')[0]).values()]
  return majors.map((all) => rangeWords(all[0] as string, all.at(-1) as string)).join(', ')
}

export function rangeWords(first: string, last: string): string {
  return first === last ? first : `${first} to ${last}`
}
