import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '../../cluster/connection.ts'
import { LiveCluster } from '../../cluster/live-view.ts'
import type { ClusterView } from '../../gateway/ports.ts'
import { createLogger } from '../../telemetry/logger.ts'

export interface LiveOptions {
  readonly kubeconfig?: string | undefined
  readonly context?: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stop: AbortSignal
  /** How long to wait for the cluster, in milliseconds. */
  readonly patience?: number
}

/** A live cluster as it is at this moment. Rejects with an error that names the server and what could not be listed in time. */
export async function snapshot({ kubeconfig, context, env, stop, patience = 30_000 }: LiveOptions): Promise<ClusterView> {
  const transport = await connect({ kubeconfig, context, env })
  // What fails is told once, by the error below.
  const cluster = new LiveCluster({ transport, logger: createLogger('silent') })
  const waiting = new AbortController()
  try {
    cluster.start()
    const ended = new Promise<'ended'>((resolve) => stop.addEventListener('abort', () => resolve('ended'), { once: true }))
    const tooLate = sleep(patience, 'late' as const, { signal: waiting.signal }).catch(() => 'late' as const)
    const outcome = await Promise.race([cluster.whenReady().then(() => 'ready' as const), ended, tooLate])
    if (outcome === 'late') throw new Error(`${transport.server} could not be read within ${patience / 1000} s: ${waitedFor(cluster)}`)
  } finally {
    waiting.abort()
    await cluster.stop()
    await transport.close()
  }
  return cluster.view
}

function waitedFor(cluster: LiveCluster): string {
  const missing = cluster.status().filter(({ state }) => state === 'waiting')
  const error = missing.find(({ lastError }) => lastError !== undefined)?.lastError
  return `${missing.map(({ kind }) => kind).join(', ')} not listed${error === undefined ? '' : ` (${error})`}`
}
