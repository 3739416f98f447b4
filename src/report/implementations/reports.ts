import type { Implementation } from '../../gateway/implementation.ts'
import type { ImplementationDefinition, Settings } from '../../implementations/definition.ts'
import type { Paint } from '../paint.ts'
import { differences } from './changes.ts'
import { summaryOf, type TableOf } from './summary.ts'
import { implementationTable } from './table.ts'
import { differencesText, summariesText, type TableHeading, tableText } from './text.ts'

export interface Report {
  text(paint: Paint): string
  json(): string
}

/** An implementation at a version, under one of its names, with the settings that were given. */
export interface Shown {
  readonly definition: ImplementationDefinition
  readonly controllerName?: string
  readonly settings: Settings
  readonly implementation: Implementation
}

/** The known implementations. */
export function summariesReport(definitions: readonly ImplementationDefinition[], tableOf: TableOf): Report {
  const summaries = definitions.map((definition) => summaryOf(definition, tableOf))
  return { text: (paint) => summariesText(summaries, paint), json: () => json(summaries) }
}

/** All that prediction asks of an implementation. */
export function tableReport(shown: Shown): Report {
  return {
    text: (paint) => tableText(headingOf(shown), implementationTable(shown.implementation), paint),
    json: () => json(shown.implementation),
  }
}

/** What is otherwise in a second one. */
export function differencesReport(before: Shown, after: Shown): Report {
  const found = differences(implementationTable(before.implementation), implementationTable(after.implementation))
  return { text: (paint) => differencesText(headingOf(before), headingOf(after), found, paint), json: () => json(found) }
}

function headingOf({ definition, controllerName, settings, implementation }: Shown): TableHeading {
  return {
    entry: entryOf(definition, implementation.version, settings, controllerName),
    title: definition.title,
    version: implementation.version,
    ...(controllerName !== undefined && { controllerName }),
    settings: Object.entries(definition.settings).map(([name, { byDefault }]) => {
      const value = settings[name]
      return { name, value: value ?? byDefault, isDefault: value === undefined }
    }),
  }
}

function entryOf(
  { name, controllerNames }: ImplementationDefinition,
  version: string,
  settings: Settings,
  controllerName: string | undefined,
): string {
  const own = controllerName === undefined || controllerName === controllerNames[0] ? {} : { controllerName }
  return [`${name}@${version}`, ...Object.entries({ ...settings, ...own }).map(([key, value]) => `${key}=${value}`)].join(',')
}

const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`
