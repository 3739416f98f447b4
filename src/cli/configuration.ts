import { type Config, type ConfigFlags, defaultConfig, type Preset, withFlags } from '../config/config.ts'
import type { ConfigChecks } from '../config/load.ts'
import { DEFAULTERS } from '../defaulters/index.ts'
import { PRESETS } from '../engine/policy.ts'
import { implementationProblem } from '../implementations/index.ts'
import { RULES } from '../rules/index.ts'
import type { Logger } from '../telemetry/logger.ts'
import { UsageError } from './command.ts'
import { given, oneOf } from './flags.ts'

/** The flags that say what is decided, for every command that decides. */
export const CONFIGURATION_OPTIONS = {
  config: { type: 'string' },
  implementation: { type: 'string', multiple: true },
  preset: { type: 'string' },
} as const

export interface ConfigurationFlags {
  readonly config?: string
  readonly implementations: readonly string[]
  readonly preset?: Preset
}

/** Throws a UsageError that names the flag. */
export function configurationFlags(values: {
  readonly config?: string | undefined
  readonly implementation?: readonly string[] | undefined
  readonly preset?: string | undefined
}): ConfigurationFlags {
  const preset = values.preset === undefined ? undefined : oneOf('--preset', values.preset, Object.keys(PRESETS) as Preset[])
  return { ...given('config', values.config), implementations: values.implementation ?? [], ...given('preset', preset) }
}

/** The configuration in use: the file, if there is one, with the flags over it. */
export interface OpenConfiguration {
  current(): Config
  onChange(listener: () => void): void
  close(): Promise<void>
}

/** Opens what the flags name, and follows it. Rejects with an error that names file, line and field, or the flag. */
export async function openConfiguration(flags: ConfigurationFlags, logger: Logger): Promise<OpenConfiguration> {
  const over = overFile(flags)
  if (flags.config === undefined) {
    const config = withFlags(defaultConfig(), over)
    return { current: () => config, onChange: () => {}, close: async () => {} }
  }
  // Reading YAML is loaded only where there is some to read.
  const { watchConfig } = await import('../config/watch.ts')
  const watched = await watchConfig(flags.config, { checks: checks(), logger })
  return {
    current: () => withFlags(watched.current(), over),
    onChange: (listener) => watched.onChange(listener),
    close: () => watched.stop(),
  }
}

/** Reads what the flags name, once. Rejects as `openConfiguration` does. */
export async function readConfiguration(flags: ConfigurationFlags): Promise<Config> {
  const over = overFile(flags)
  if (flags.config === undefined) return withFlags(defaultConfig(), over)
  const { loadConfig } = await import('../config/load.ts')
  return withFlags(await loadConfig(flags.config, checks()), over)
}

function overFile({ implementations, preset }: ConfigurationFlags): ConfigFlags {
  for (const entry of implementations) {
    const problem = implementationProblem(entry)
    if (problem !== undefined) throw new UsageError(`--implementation: ${problem}`)
  }
  return { implementations, preset }
}

function checks(): ConfigChecks {
  return { ruleIds: [...RULES, ...DEFAULTERS].map(({ id }) => id), checkImplementation: implementationProblem }
}
