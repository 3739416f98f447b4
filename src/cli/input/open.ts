import type { CommandContext } from '../command.ts'
import type { InputFlags } from './flags.ts'
import { type GivenCluster, givenCluster, unreadCluster } from './given-cluster.ts'
import { findSources } from './sources.ts'

export interface NamedCluster extends GivenCluster {
  /** The file that it is, or what was given on the command line. */
  readonly name: string
}

export interface OpenInput {
  readonly clusters: AsyncIterable<NamedCluster>
  /** What could not even be found; with `--each` it belongs to no cluster. */
  readonly unfound: GivenCluster
}

/** The clusters that a call gives: one, or with `--each` one for each file. Ends early when the process is asked to end. */
export async function openInput(flags: InputFlags, context: CommandContext): Promise<OpenInput> {
  const { sources, problems, notes } = await findSources(flags.paths, context)
  for (const note of notes) context.stderr.write(`${note}\n`)
  // The way to a cluster is loaded only where one is asked for.
  const { env, stop } = context
  const base = flags.fromCluster
    ? await (await import('./live.ts')).snapshot({ kubeconfig: flags.kubeconfig, context: flags.context, env, stop })
    : undefined
  async function* clusters(): AsyncIterable<NamedCluster> {
    if (!flags.each) {
      const read = await Promise.all(sources.map((source) => source.read()))
      const files = sources.map(({ file }) => file)
      const cluster = givenCluster(files, [{ documents: [], problems }, ...read], base)
      if (!stop.aborted) yield { ...cluster, name: flags.paths.join(' ') }
      return
    }
    for (const source of sources) {
      const read = await source.read()
      if (stop.aborted) return
      yield { ...givenCluster([source.file], [read], base), name: source.file }
    }
  }
  return { clusters: clusters(), unfound: unreadCluster(flags.each ? problems : []) }
}
