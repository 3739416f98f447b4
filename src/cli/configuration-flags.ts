import type { Preset } from '../config/config.ts'
import { PRESETS } from '../engine/policy.ts'
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
