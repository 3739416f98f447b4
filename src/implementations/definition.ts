import type { Implementation } from '../gateway/implementation.ts'

/** Settings as written behind a version: `kic@3.5,routerFlavor=expressions`. */
export type Settings = Readonly<Record<string, string>>

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
  /** Known settings, each with the pattern of its values and words for it. */
  readonly settings: Readonly<Record<string, { readonly pattern: RegExp; readonly values: string }>>
  at(version: string, settings: Settings, assumed: boolean, controllerName: string): Omit<Implementation, 'name' | 'title' | 'version' | 'assumed'>
}

export const YES_NO = { pattern: /^(true|false)$/, values: 'true or false' }
export const oneOf = (...values: string[]) => ({ pattern: new RegExp(`^(${values.join('|')})$`), values: values.join(', ') })

/** All versions `major.first` to `major.last`. */
export function minors(major: number, first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `${major}.${first + index}`)
}
