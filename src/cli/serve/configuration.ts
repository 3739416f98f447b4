import { type Config, type ConfigFlags, defaultConfig, withFlags } from '../../config/config.ts'
import { DEFAULTERS } from '../../defaulters/index.ts'
import { implementationProblem } from '../../implementations/index.ts'
import { RULES } from '../../rules/index.ts'
import type { Logger } from '../../telemetry/logger.ts'
import { UsageError } from '../command.ts'
import type { ServeFlags } from './flags.ts'

/** The configuration in use: the file, if there is one, with the flags over it. */
export interface OpenConfiguration {
  current(): Config
  onChange(listener: () => void): void
  close(): Promise<void>
}

/** Opens what the flags name. Rejects with an error that names file, line and field, or the flag. */
export async function openConfiguration(flags: ServeFlags, logger: Logger): Promise<OpenConfiguration> {
  for (const entry of flags.implementations) {
    const problem = implementationProblem(entry)
    if (problem !== undefined) throw new UsageError(`--implementation: ${problem}`)
  }
  const over: ConfigFlags = { implementations: flags.implementations, preset: flags.preset }
  if (flags.config === undefined) {
    const config = withFlags(defaultConfig(), over)
    return { current: () => config, onChange: () => {}, close: async () => {} }
  }
  // Reading YAML is loaded only where there is some to read.
  const { watchConfig } = await import('../../config/watch.ts')
  const ruleIds = [...RULES, ...DEFAULTERS].map(({ id }) => id)
  const watched = await watchConfig(flags.config, { checks: { ruleIds, checkImplementation: implementationProblem }, logger })
  return {
    current: () => withFlags(watched.current(), over),
    onChange: (listener) => watched.onChange(listener),
    close: () => watched.stop(),
  }
}
