import { pino } from 'pino'
import { expect, onTestFinished, vi } from 'vitest'
import { httpTransport } from '../../src/cluster/http-transport.ts'
import { LiveCluster } from '../../src/cluster/live-view.ts'
import { sleep, type Timing } from '../../src/cluster/timing.ts'
import type { Kind } from '../../src/gateway/kinds.ts'
import { FakeApiServer } from '../support/fake-api-server.ts'

export const GROUP = 'gateway.networking.k8s.io'

export interface Line {
  readonly level: number
  readonly kind?: string
  readonly msg: string
}

/** A live cluster over a fake API server, with waits that are noted in full and made short. */
export async function running(prepare: (server: FakeApiServer) => void = () => {}, differing: Partial<Timing> = {}) {
  const server = await FakeApiServer.start()
  server.serve(GROUP, ['v1', 'v1beta1'], 'gateways', 'Gateway')
  prepare(server)
  const waits: number[] = []
  const lines: Line[] = []
  const credentials = { server: server.url, read: async () => ({ headers: {}, tls: {} }), reload: async () => {} }
  const transport = httpTransport(credentials)
  const timing: Partial<Timing> = {
    random: () => 0.5,
    firstRetry: 2,
    lastRetry: 64,
    probe: 20,
    shortest: 0,
    sleep: (ms, signal) => {
      waits.push(ms)
      return sleep(Math.min(ms, 25), signal)
    },
    ...differing,
  }
  const logger = pino({ level: 'debug', base: null, timestamp: false }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  const live = new LiveCluster({ transport, logger, timing })
  onTestFinished(async () => {
    await live.stop()
    await transport.close()
    await server.stop()
  })
  live.start()
  return {
    server,
    transport,
    live,
    waits,
    lines,
    about: (kind: Kind) => lines.filter((line) => line.kind === kind && line.level >= 30).map(({ msg }) => msg),
    status: (kind: Kind) => {
      const found = live.status().find((entry) => entry.kind === kind)
      if (!found) throw new Error(`no status of ${kind}`)
      return found
    },
    resourceVersion: (kind: Kind, namespace: string | undefined, name: string) => {
      const found = live.view.get(kind, namespace, name)
      return found.state === 'found' ? found.object.metadata.resourceVersion : found.state
    },
    ready: () => until(() => expect(live.ready()).toBe(true)),
    /** Until the kind is watched: what the server writes from now on arrives. */
    watched: (plural: string) => until(() => expect(server.watches(plural)).toBe(1)),
  }
}

export function until(holds: () => void): Promise<void> {
  return vi.waitFor(holds, { timeout: 5000, interval: 2 })
}

export function gateway(name: string, fields: Record<string, unknown> = {}) {
  return { metadata: { name, namespace: 'infra', ...fields }, spec: { gatewayClassName: 'kong', listeners: [] } }
}
