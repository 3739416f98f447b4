import type { Implementation } from '../gateway/implementation.ts'

/** Settings as written behind a version: `kic@3.5,routerFlavor=expressions`. */
export type Settings = Readonly<Record<string, string>>

/** A setting of a controller that decides something here. */
export interface Setting {
  readonly pattern: RegExp
  /** Words for the pattern. */
  readonly values: string
  /** What it counts as where it is not configured: a value, or words where no value says it. */
  readonly byDefault: string
  /** Every value, where there are few. */
  readonly choices?: readonly string[]
}

/** What is known of one controller; `at` is its table, read at a version and with settings. */
export interface ImplementationDefinition {
  readonly name: string
  readonly title: string
  /** controllerNames that it answers to. */
  readonly controllerNames: readonly string[]
  /** Class names that work without a GatewayClass object, each with its controllerName. */
  readonly builtinClasses: Readonly<Record<string, string>>
  /** The controllerName that serves routes whose parent is a Service. */
  readonly meshController?: string
  /** Known versions, oldest first. */
  readonly versions: readonly string[]
  /** The version taken where none is configured, if it is not the newest. */
  readonly assumed?: string
  readonly settings: Readonly<Record<string, Setting>>
  at(version: string, settings: Settings, assumed: boolean, controllerName: string): Omit<Implementation, 'name' | 'title' | 'version' | 'assumed'>
}

export const YES_NO: Setting = { pattern: /^(true|false)$/, values: 'true or false', byDefault: 'false', choices: ['false', 'true'] }
export const UNKNOWN = 'not known'

/** One of a few values, the first of which is the default. */
export function oneOf(byDefault: string, ...others: string[]): Setting & { readonly choices: readonly string[] } {
  const choices = [byDefault, ...others]
  return { pattern: new RegExp(`^(${choices.join('|')})$`), values: choices.join(', '), byDefault, choices }
}

/** All versions `major.first` to `major.last`. */
export function minors(major: number, first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `${major}.${first + index}`)
}
