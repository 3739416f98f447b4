import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '../src/cluster/connection.ts'
import { LiveCluster } from '../src/cluster/live-view.ts'
import { createLogger } from '../src/telemetry/logger.ts'
import { end, startCluster } from './cluster.ts'

export interface Relist {
  readonly objects: number
  /** Milliseconds. */
  readonly firstList: number
  readonly relist: number
  readonly longestBlock: number
}

/** What becomes of the event loop while a whole cluster is listed anew, because every watch has expired at once. */
export async function measureRelist(objects: number): Promise<Relist> {
  const dir = mkdtempSync(join(tmpdir(), 'portcullis-bench-'))
  const kubeconfig = join(dir, 'kubeconfig')
  const server = await startCluster(kubeconfig, objects)
  try {
    const transport = await connect({ kubeconfig, env: {} })
    const cluster = new LiveCluster({ transport, logger: createLogger('silent') })
    const began = performance.now()
    cluster.start()
    await cluster.whenReady()
    const firstList = performance.now() - began
    const ofRoutes = () => cluster.status().find(({ kind }) => kind === 'HTTPRoute')
    while (!ofRoutes()?.watching) await sleep(20)
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    await sleep(50)
    delay.reset()
    const again = performance.now()
    await fetch(`${transport.server}/bench/expire`)
    while (ofRoutes()?.relists === 0) await sleep(10)
    const relist = performance.now() - again
    await sleep(50)
    delay.disable()
    const held = cluster.status().reduce((sum, kind) => sum + kind.objects, 0)
    await cluster.stop()
    await transport.close()
    return { objects: held, firstList, relist, longestBlock: delay.max / 1e6 }
  } finally {
    await end([server])
    rmSync(dir, { recursive: true })
  }
}
