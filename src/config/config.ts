export type Preset = 'default' | 'gitops' | 'warn-only'
export type RuleSetting = 'deny' | 'warn' | 'off'
export type RuleSettings = Readonly<Record<string, RuleSetting>>

export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>
  readonly matchExpressions?: readonly {
    readonly key: string
    readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'
    readonly values?: readonly string[]
  }[]
}

/** What holds in some namespaces: exactly one of `names` and `selector` says which. */
export interface NamespaceEntry {
  readonly names?: readonly string[]
  readonly selector?: LabelSelector
  readonly preset?: Preset
  readonly rules?: RuleSettings
}

/** A configuration found right: every rule id and implementation in it is known. Frozen, all the way down. */
export interface Config {
  readonly preset: Preset
  /** `NAME@VERSION[,setting=value…]`; later entries win. */
  readonly implementations: readonly string[]
  readonly rules: RuleSettings
  readonly namespaces: readonly NamespaceEntry[]
  /** Whether contradictions that were admitted are also told by Events. */
  readonly events: boolean
}

/** What flags say beside the file. */
export interface ConfigFlags {
  readonly implementations?: readonly string[]
  readonly preset?: Preset | undefined
}

/** What holds where nothing is configured. */
export function defaultConfig(): Config {
  return frozen({ preset: 'default', implementations: [], rules: {}, namespaces: [], events: false })
}

/** The configuration with the flags over it: a preset given replaces the general one, implementations come last and so win. */
export function withFlags(config: Config, { implementations = [], preset }: ConfigFlags): Config {
  return frozen({ ...config, implementations: [...config.implementations, ...implementations], preset: preset ?? config.preset })
}

export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) frozen(inner)
  }
  return value
}
