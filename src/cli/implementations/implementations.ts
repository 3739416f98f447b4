import { DEFINITIONS, implementationOf } from '../../implementations/index.ts'
import { differencesReport, type Report, summariesReport, tableReport } from '../../report/implementations/reports.ts'
import type { Command } from '../command.ts'
import { paintFor, write } from '../output.ts'
import { IMPLEMENTATIONS_HELP, type ImplementationsFlags, readImplementationsFlags } from './flags.ts'

export const implementations: Command = {
  help: IMPLEMENTATIONS_HELP,
  failed: 2,
  async run(args, { stdout, env }) {
    const flags = readImplementationsFlags(args)
    const report = reportOf(flags)
    await write(stdout, flags.output === 'json' ? report.json() : report.text(paintFor(stdout, env)))
    return 0
  },
}

function reportOf({ entry, diff }: ImplementationsFlags): Report {
  if (entry === undefined) return summariesReport(DEFINITIONS, (name, version) => implementationOf(`${name}@${version}`).implementation)
  const shown = implementationOf(entry)
  return diff === undefined ? tableReport(shown) : differencesReport(shown, implementationOf(diff))
}
