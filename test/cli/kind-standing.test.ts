import { expect, onTestFinished, test } from 'vitest'
import { clusterChecks, seriesOf, standingOf } from '../../src/cli/serve/kind-standing.ts'
import type { KindStatus } from '../../src/cluster/kind-status.ts'
import { KINDS } from '../../src/gateway/kinds.ts'
import { createMetrics } from '../../src/telemetry/metrics.ts'
import { buildHealth } from '../../src/webhook/health.ts'
import { GROUP, gateway, running, until } from '../cluster/running.ts'
import { refuse } from '../support/fake-api-server.ts'

const NOW = 100_000_000
const SECOND = 1000
const MINUTE = 60_000

const LISTED: KindStatus = {
  kind: 'HTTPRoute',
  state: 'listed',
  settled: true,
  version: 'v1',
  objects: 12,
  watching: true,
  lastHeard: NOW - 3 * SECOND,
  lastEvent: NOW - 40 * MINUTE,
  lastBookmark: NOW - 3 * SECOND,
  lastList: NOW - 12 * MINUTE,
  relists: 0,
  reconnects: 1,
  drift: 0,
  errors: 0,
  failures: 0,
  lastError: undefined,
}
const AWAY = { watching: false, errors: 9, failures: 7, lastError: 'API server https://10.0.0.1 cannot be reached: connect ECONNREFUSED' }
const NEVER = {
  settled: false,
  state: 'waiting',
  version: undefined,
  objects: 0,
  watching: false,
  lastHeard: undefined,
  lastList: undefined,
} as const

test.each<[string, Partial<KindStatus>, string, string]>([
  ['well', {}, 'ok', '12 objects (v1), watched, last heard 3 s ago, listed 12 min ago, 0 relists, 1 reconnect, drift 0'],
  [
    'small, old and with drift',
    { objects: 1, lastHeard: NOW - 100 * SECOND, lastList: NOW - 49 * 60 * MINUTE, relists: 1, reconnects: 20, drift: 3 },
    'ok',
    '1 object (v1), watched, last heard 100 s ago, listed 2 d ago, 1 relist, 20 reconnects, drift 3',
  ],
  ['between two watches', { watching: false }, 'ok', expect.stringContaining('12 objects (v1), its watch being opened, last heard 3 s ago')],
  [
    'without its server',
    { ...AWAY, lastHeard: NOW - 4 * MINUTE },
    'warning',
    `blind: 12 objects (v1) as they were 4 min ago, no watch is open; 7 failures in a row, trying again, the last: ${AWAY.lastError}`,
  ],
  [
    'with a watch that tells nothing',
    { lastHeard: NOW - 200 * SECOND },
    'warning',
    'lagging: 12 objects (v1), last heard 3 min ago, though a bookmark is due every minute; listed 12 min ago, 0 relists, 1 reconnect, drift 0',
  ],
  ['not listed yet', NEVER, 'failed', 'not listed yet'],
  [
    'not listed yet, and failing',
    { ...NEVER, ...AWAY, failures: 1 },
    'failed',
    `not listed yet; 1 failure in a row, trying again, the last: ${AWAY.lastError}`,
  ],
  ['served just now', { ...NEVER, settled: true }, 'warning', 'served since its CRD came, not listed yet'],
  [
    'not served',
    { ...NEVER, state: 'absent', settled: true, lastHeard: NOW - 4 * SECOND },
    'ok',
    'not served by the cluster (no CRD), looked for 4 s ago',
  ],
  [
    'not served when the server was last there',
    { ...NEVER, ...AWAY, state: 'absent', settled: true, lastHeard: NOW - 3 * 60 * MINUTE },
    'warning',
    `not served by the cluster (no CRD) when last looked for, 3 h ago; 7 failures in a row, trying again, the last: ${AWAY.lastError}`,
  ],
  [
    'not readable',
    { ...NEVER, kind: 'Secret', state: 'forbidden', settled: true, lastHeard: NOW, failures: 2, lastError: 'forbidden (403)' },
    'warning',
    'no right to read, so unknown, and nothing is refused for it; grant get, list and watch on secrets, unless they are withheld on purpose; refused 0 s ago; 2 failures in a row, trying again, the last: forbidden (403)',
  ],
])('a kind that is %s', (_, fields, state, words) => {
  expect(standingOf({ ...LISTED, ...fields }, NOW)).toEqual({ state, words })
})

test('the series of a kind: what has not been yet has none, and a clock that is set back makes no negative age', () => {
  expect(seriesOf({ ...LISTED, lastHeard: NOW + 5 * SECOND, lastEvent: undefined, drift: 2 }, NOW)).toStrictEqual({
    kind: 'HTTPRoute',
    state: 'listed',
    objects: 12,
    watched: true,
    age: 0,
    lastListAge: 720,
    relists: 0,
    reconnects: 1,
    drift: 2,
    errors: 0,
  })
})

test('readiness comes with the last kind, and neither an API server that is away nor a CRD that comes takes it again', async () => {
  const now = { ms: 0 }
  let release = () => {}
  const cluster = await running(
    (server) => {
      server.put('gateways', gateway('edge'))
      server.fault(/gateways\?.*limit/, (request, response) => {
        release = () => server.answer(request, response)
      })
    },
    { now: () => now.ms },
  )
  const metrics = createMetrics('0')
  metrics.cacheStatus(() => cluster.live.status().map((status) => seriesOf(status, now.ms)))
  const health = buildHealth({ checks: clusterChecks(cluster.live, () => now.ms), metrics: () => metrics.registry.render() })
  const { port } = await health.listen({ host: '127.0.0.1', port: 0 })
  onTestFinished(async () => {
    metrics.stop()
    await health.close()
  })
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`)
    return [response.status, await response.text()] as const
  }
  const lineOf = async (plural: string) => (await get('/readyz?verbose'))[1].split('\n').find((line) => line.startsWith(plural, 3))
  await until(() => expect(cluster.live.status().filter(({ settled }) => !settled)).toHaveLength(1))
  expect(await get('/readyz')).toEqual([503, '[-]gateways failed: not listed yet\nreadyz check failed\n'])
  release()
  await cluster.watched('gateways')
  await until(() => expect(cluster.status('Gateway').watching).toBe(true))
  expect(await get('/readyz')).toEqual([200, 'ok\n'])
  const [code, verbose] = await get('/readyz?verbose')
  const lines = verbose.trimEnd().split('\n')
  expect([code, lines.length, lines.at(-1)]).toEqual([200, KINDS.filter(({ cached }) => cached).length + 2, 'readyz check passed'])
  expect(await lineOf('gateways ')).toBe(
    '[+]gateways ok: 1 object (v1), watched, last heard 0 s ago, listed 0 s ago, 0 relists, 0 reconnects, drift 0',
  )

  cluster.server.serve(GROUP, ['v1'], 'httproutes', 'HTTPRoute')
  now.ms = 1000
  cluster.server.fault(/httproutes/, (_, response) => refuse(response, 500, 'InternalError'), 10_000)
  await until(() => expect(cluster.status('HTTPRoute').failures).toBeGreaterThan(1))
  expect(await lineOf('httproutes ')).toMatch(
    /^\[!\]httproutes warning: served since its CRD came, not listed yet; \d+ failures in a row.*InternalError/,
  )
  cluster.server.fault(/./, (request) => request.socket.destroy(), 100_000)
  cluster.server.endWatches('gateways', 'destroy')
  now.ms = 240_000
  await until(() => expect(cluster.status('Gateway').failures).toBeGreaterThan(1))
  expect(await lineOf('gateways ')).toMatch(/^\[!\]gateways warning: blind: 1 object \(v1\) as they were 4 min ago, no watch is open; \d+ failures/)
  expect((await get('/readyz'))[0]).toBe(200)
  const series = (await get('/metrics'))[1]
  expect(series).toContain('portcullis_cache_watched{kind="Gateway"} 0\n')
  expect(series).toContain('portcullis_cache_age_seconds{kind="Gateway"} 240\n')
  expect(series).toMatch(/^portcullis_cache_errors_total\{kind="Gateway"\} [2-9]/m)
})
