import type { Command, CommandContext } from '../command.ts'
import { openInput } from '../input/open.ts'
import { CHECK_HELP, readCheckFlags } from './flags.ts'

export const check: Command = {
  help: CHECK_HELP,
  failed: 2,
  async run(args: readonly string[], context: CommandContext) {
    const flags = readCheckFlags(args)
    const open = () => openInput(flags, context)
    // What judges is loaded while another thread reads; a cluster is waited for when all else is known to be in order.
    const files = flags.fromCluster ? undefined : await open()
    const { judgeInput } = await import('./judging.ts')
    const { readConfiguration } = await import('../configuration.ts')
    const config = await readConfiguration(flags)
    return judgeInput(files ?? (await open()), config, flags, context)
  },
}
