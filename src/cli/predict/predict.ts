import { type Problem, problemText } from '../../documents/document.ts'
import { readKeyPair } from '../../documents/key-pair.ts'
import type { Implementations } from '../../gateway/implementation.ts'
import { implementationsFrom } from '../../implementations/index.ts'
import { type ObjectStatus, statusReader } from '../../prediction/status.ts'
import { type Predicted, statusJson, statusLine, statusYaml } from '../../report/status.ts'
import type { Command } from '../command.ts'
import { readConfiguration } from '../configuration.ts'
import type { GivenCluster, GivenObject } from '../input/given-cluster.ts'
import { openInput } from '../input/open.ts'
import { defectOf, INTERRUPTED, write } from '../output.ts'
import { PREDICT_HELP, type PredictFlags, readPredictFlags } from './flags.ts'

export const predict: Command = {
  help: PREDICT_HELP,
  failed: 2,
  async run(args, context) {
    const flags = readPredictFlags(args)
    const config = await readConfiguration(flags)
    const implementations = implementationsFrom(config.implementations)
    const { clusters, unfound } = await openInput(flags, context)
    const format = formatter(flags)
    const errors: Problem[] = []
    let silent = 0
    for await (const cluster of clusters) {
      errors.push(...cluster.problems)
      const predicted = predictAll(cluster, implementations, errors)
      silent += cluster.reviewed.filter(({ kind }) => kind !== 'ReferenceGrant').length - predicted.length
      if (!(await write(context.stdout, format(cluster.name, predicted)))) break
    }
    if (context.stop.aborted) return INTERRUPTED
    errors.push(...unfound.problems)
    for (const error of errors) await write(context.stderr, `${problemText(error)}\n`)
    if (silent > 0 && !flags.each) await write(context.stderr, unpredictedText(silent))
    return errors.length > 0 ? 2 : 0
  },
}

/** The status of each object that gets one; what cannot be predicted because of a defect is an error. */
function predictAll({ reviewed, view, exists, read }: GivenCluster, implementations: Implementations, errors: Problem[]): Predicted[] {
  const reader = statusReader(view, implementations, { now: Date.now(), readKeyPair, exists, read })
  const statusOf = ({ kind, object, document }: GivenObject): ObjectStatus | undefined => {
    try {
      return reader.of(kind, object)
    } catch (error) {
      errors.push(defectOf('prediction', document, error))
      return undefined
    }
  }
  return reviewed.flatMap((one) => {
    const status = statusOf(one)
    return status ? [{ apiVersion: one.document.object.apiVersion, status }] : []
  })
}

function formatter({ output, each }: PredictFlags): (name: string, predicted: readonly Predicted[]) => string {
  if (output === 'jsonl' || (output === 'json' && each)) return statusLine
  if (output === 'json') return (_, predicted) => statusJson(predicted)
  let first = true
  return (name, predicted) => {
    const text = predicted.length > 0 && each ? `# ${name}\n${statusYaml(predicted)}` : statusYaml(predicted)
    const separated = text !== '' && !first ? `---\n${text}` : text
    if (text !== '') first = false
    return separated
  }
}

function unpredictedText(count: number): string {
  const objects = count === 1 ? '1 object gets no status: its controller' : `${count} objects get no status: their controller`
  return `${objects} is not known here, or its status is not predicted yet\n`
}
