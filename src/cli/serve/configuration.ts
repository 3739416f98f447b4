import type { Policies } from '../../engine/namespace-policy.ts'
import { implementationProblem } from '../../implementations/index.ts'
import type { Logger } from '../../telemetry/logger.ts'
import { UsageError } from '../command.ts'
import type { ServeFlags } from './flags.ts'

export type Configuration = Policies & { readonly implementations: readonly string[] }

export interface OpenConfiguration {
  current(): Configuration
  onChange(listener: () => void): void
  close(): Promise<void>
}

export async function openConfiguration(flags: ServeFlags, _logger: Logger): Promise<OpenConfiguration> {
  for (const entry of flags.implementations) {
    const problem = implementationProblem(entry)
    if (problem !== undefined) throw new UsageError(`--implementation: ${problem}`)
  }
  const config: Configuration = {
    preset: (flags.preset ?? 'default') as Policies['preset'],
    implementations: flags.implementations,
    rules: {},
    namespaces: [],
  }
  return { current: () => config, onChange: () => {}, close: async () => {} }
}
