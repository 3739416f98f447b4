import type { Config } from '../../config/config.ts'
import { DEFAULTERS } from '../../defaulters/index.ts'
import { problemText } from '../../documents/document.ts'
import { readKeyPair } from '../../documents/key-pair.ts'
import { createJudge } from '../../engine/judge.ts'
import { policiesByNamespace } from '../../engine/namespace-policy.ts'
import type { Judge } from '../../engine/verdict.ts'
import type { Implementations } from '../../gateway/implementation.ts'
import { implementationsFrom } from '../../implementations/index.ts'
import { checkJson } from '../../report/check-json.ts'
import { checkText, summaryText } from '../../report/check-text.ts'
import { type Checked, type Counts, countsOf, NOTHING, sum } from '../../report/checked.ts'
import { RULES } from '../../rules/index.ts'
import type { Command, CommandContext } from '../command.ts'
import { readConfiguration } from '../configuration.ts'
import type { GivenCluster } from '../input/given-cluster.ts'
import { openInput } from '../input/open.ts'
import { INTERRUPTED, paintFor, write } from '../output.ts'
import { CHECK_HELP, type CheckFlags, readCheckFlags } from './flags.ts'
import { judged } from './judged.ts'

export const check: Command = {
  help: CHECK_HELP,
  failed: 2,
  async run(args, context) {
    const flags = readCheckFlags(args)
    const config = await readConfiguration(flags)
    const implementations = implementationsFrom(config.implementations)
    const { clusters, unfound } = await openInput(flags, context)
    const say = sayer(flags, context)
    let counts = NOTHING
    const tell = (checked: Checked, name?: string) => {
      counts = sum(counts, countsOf(checked))
      return say.checked(checked, name)
    }
    let heard = true
    for await (const cluster of clusters) {
      heard = await tell(judged(cluster, judgeFor(config, implementations, cluster)), cluster.name)
      if (!heard) break
    }
    if (context.stop.aborted) return INTERRUPTED
    if (heard) await tell({ files: 0, objects: 0, findings: [], errors: unfound.problems })
    if (heard) await say.end(counts)
    return exitCode(counts, flags.failOn)
  },
}

function judgeFor(config: Config, implementations: Implementations, { view, exists, read }: GivenCluster): Judge {
  const around = () => ({ now: Date.now(), readKeyPair, exists, read })
  return createJudge({
    view,
    isFixed: true,
    around,
    implementations,
    rules: RULES,
    defaulters: DEFAULTERS,
    policyFor: policiesByNamespace(config, view),
  })
}

interface Sayer {
  /** False when nobody reads any more; without a name it is of no cluster. */
  checked(checked: Checked, name?: string): Promise<boolean>
  end(counts: Counts): Promise<unknown>
}

function sayer({ output, each }: CheckFlags, { stdout, stderr, env }: CommandContext): Sayer {
  if (output === 'text') {
    const paint = paintFor(stdout, env)
    return { checked: (checked) => write(stdout, checkText(checked, paint)), end: (counts) => write(stdout, summaryText(counts, paint)) }
  }
  const byLine = each || output === 'jsonl'
  return {
    async checked(checked, name) {
      for (const error of checked.errors) await write(stderr, `${problemText(error)}\n`)
      return name === undefined || write(stdout, checkJson(checked, byLine ? name : undefined))
    },
    end: async () => {},
  }
}

function exitCode({ deny, findings, errors }: Counts, failOn: CheckFlags['failOn']): number {
  if (errors > 0) return 2
  const failing = failOn === 'deny' ? deny : failOn === 'warn' ? findings : 0
  return failing > 0 ? 1 : 0
}
