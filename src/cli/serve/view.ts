import { LiveCluster } from '../../cluster/live-view.ts'
import type { Transport } from '../../cluster/transport.ts'
import type { ClusterView, Witness } from '../../gateway/ports.ts'
import type { Surroundings } from '../../gateway/surroundings.ts'
import type { Logger } from '../../telemetry/logger.ts'
import type { KindStatus } from '../../telemetry/metrics.ts'
import type { Check } from '../../webhook/health.ts'
import type { ServeFlags } from './flags.ts'
import { clusterChecks, seriesOf } from './kind-standing.ts'

/** The cluster that reviews are judged against, and what its door must know of it. */
export interface OpenView {
  readonly view: ClusterView
  /** Confirms refusals; a folder needs none. */
  readonly witness: Witness | undefined
  /** What a prediction depends on beside the view, now. */
  readonly around: () => Surroundings
  /** The way to a real cluster; a folder has none. */
  readonly transport: Transport | undefined
  readonly ready: () => boolean
  readonly checks: readonly Check[]
  readonly status: () => readonly KindStatus[]
  /** What it is, and what is seen of it now, for a person. */
  readonly words: string
  readonly seen: () => readonly string[]
  start(): void
  close(): Promise<void>
}

/** Opens the folder or the cluster that the flags name. Rejects with an error for a person at a terminal. */
export async function openView(flags: ServeFlags, env: Readonly<Record<string, string | undefined>>, logger: Logger): Promise<OpenView> {
  return flags.cluster === undefined ? liveView(flags, env, logger) : folderView(flags.cluster, logger)
}

async function folderView(dir: string, logger: Logger): Promise<OpenView> {
  const { openFolder } = await import('../../documents/folder-cluster.ts')
  const { readKeyPair } = await import('../../documents/key-pair.ts')
  const folder = await openFolder(dir, { logger })
  return {
    view: folder.view,
    witness: undefined,
    around: () => ({ now: Date.now(), readKeyPair, exists: folder.exists, read: folder.read }),
    transport: undefined,
    ready: () => true,
    checks: [],
    status: () => Object.entries(folder.summary()).map(([kind, objects]) => ({ kind, state: 'listed', objects })),
    words: `the manifests of ${dir}, read again when they change`,
    seen: () => [counts(folder.summary()), ...folder.problems()],
    start: () => {},
    close: () => folder.stop(),
  }
}

async function liveView(flags: ServeFlags, env: Readonly<Record<string, string | undefined>>, logger: Logger): Promise<OpenView> {
  // The way to a cluster is not loaded where a folder is the cluster.
  const { connect } = await import('../../cluster/connection.ts')
  const transport = await connect({ kubeconfig: flags.kubeconfig, context: flags.context, env })
  const cluster = new LiveCluster({ transport, logger })
  return {
    view: cluster.view,
    witness: cluster.witness,
    around: () => ({ now: Date.now() }),
    transport,
    ready: () => cluster.ready(),
    checks: clusterChecks(cluster),
    status: () => cluster.status().map((status) => seriesOf(status, Date.now())),
    words: transport.server,
    seen: () => ['being listed: /readyz?verbose says how far it is'],
    start: () => cluster.start(),
    close: async () => {
      await cluster.stop()
      await transport.close()
    },
  }
}

function counts(summary: Readonly<Record<string, number>>): string {
  const found = Object.entries(summary).filter(([, count]) => count > 0)
  return found.length === 0
    ? 'no object of a kind that counts here'
    : found.map(([kind, count]) => `${count} ${count === 1 ? kind : plural(kind)}`).join(', ')
}

function plural(kind: string): string {
  return /[^aeiou]y$/.test(kind) ? `${kind.slice(0, -1)}ies` : `${kind}${kind.endsWith('s') ? 'es' : 's'}`
}
