import { problemText } from '../../documents/document.ts'
import { readKeyPair } from '../../documents/key-pair.ts'
import type { AnyObject } from '../../gateway/objects.ts'
import { implementationsFrom } from '../../implementations/index.ts'
import { explain as explanationOf } from '../../prediction/explain/index.ts'
import { explanationJson, explanationText } from '../../report/explain.ts'
import type { Command } from '../command.ts'
import { readConfiguration } from '../configuration.ts'
import type { GivenCluster } from '../input/given-cluster.ts'
import { openInput } from '../input/open.ts'
import { INTERRUPTED, paintFor, write } from '../output.ts'
import { EXPLAIN_HELP, type ExplainFlags, readExplainFlags } from './flags.ts'
import { absence } from './near.ts'

export const explain: Command = {
  help: EXPLAIN_HELP,
  failed: 2,
  async run(args, context) {
    const flags = readExplainFlags(args)
    const { implementations: entries } = await readConfiguration(flags)
    const implementations = implementationsFrom(entries)
    const { clusters } = await openInput(flags, context)
    let code = 0
    // Without --each it is one.
    for await (const cluster of clusters) {
      for (const problem of cluster.problems) await write(context.stderr, `${problemText(problem)}\n`)
      const object = find(flags, cluster)
      if (typeof object === 'string') throw new Error(object)
      const around = { now: Date.now(), readKeyPair, exists: cluster.exists, read: cluster.read }
      const explanation = explanationOf(flags.kind, object, cluster.view, implementations, around)
      const paint = paintFor(context.stdout, context.env)
      await write(context.stdout, flags.output === 'json' ? explanationJson(explanation) : explanationText(explanation, paint))
      code = cluster.problems.length > 0 ? 2 : 0
    }
    return context.stop.aborted ? INTERRUPTED : code
  },
}

/** The object as the cluster would hold it, or why there is none. */
function find({ kind, namespace, name }: ExplainFlags, { view, reviewed }: GivenCluster): AnyObject | string {
  const found = view.get(kind, namespace, name)
  if (found.state === 'found') return found.object
  // Of kinds that no view holds.
  const isWanted = ({ metadata }: AnyObject) => metadata.name === name && metadata.namespace === namespace
  const given = reviewed.find((one) => one.kind === kind && isWanted(one.object))
  if (given) return given.object
  if (found.state === 'unknown') return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name} is not known: ${found.why}`
  const held = [...(view.all?.(kind) ?? []), ...reviewed.filter((one) => one.kind === kind).map(({ object }) => object)]
  return absence({ kind, ...(namespace !== undefined && { namespace }), name }, held)
}
