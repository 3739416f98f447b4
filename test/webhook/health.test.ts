import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMetrics, type KindStatus } from '../../src/telemetry/metrics.ts'
import { Registry } from '../../src/telemetry/registry.ts'
import { buildHealth, type HealthServer, type Standing } from '../../src/webhook/health.ts'

let health: HealthServer
let base: string
let gateways: Standing

beforeEach(async () => {
  gateways = { state: 'failed', words: 'not listed yet: connect\nECONNREFUSED' }
  const checks = [
    { name: 'gateways', look: () => gateways },
    { name: 'certificate', look: () => ({ state: 'ok' }) as const },
  ]
  health = buildHealth({ checks, metrics: () => 'a_metric 1\n' })
  const { host, port } = await health.listen({ host: '127.0.0.1', port: 0 })
  base = `http://${host}:${port}`
})
afterEach(() => health.close())

const get = async (path: string, method = 'GET') => {
  const response = await fetch(base + path, { method })
  return [response.status, await response.text()]
}

describe('the health port', () => {
  it('is alive from the start, and ready with the last check', async () => {
    expect(await get('/livez')).toEqual([200, 'ok\n'])
    expect(await get('/readyz')).toEqual([503, '[-]gateways failed: not listed yet: connect ECONNREFUSED\nreadyz check failed\n'])
    expect(await get('/readyz?verbose')).toEqual([
      503,
      '[-]gateways failed: not listed yet: connect ECONNREFUSED\n[+]certificate ok\n[+]shutdown ok\nreadyz check failed\n',
    ])
    gateways = { state: 'ok', words: '3 objects' }
    expect(await get('/readyz?timeout=1s')).toEqual([200, 'ok\n'])
    expect(await get('/readyz?verbose')).toEqual([200, '[+]gateways ok: 3 objects\n[+]certificate ok\n[+]shutdown ok\nreadyz check passed\n'])
  })

  it('stays ready with a warning, which it shows who asks', async () => {
    gateways = { state: 'warning', words: `blind: ${'x'.repeat(1000)}` }
    expect(await get('/readyz')).toEqual([200, 'ok\n'])
    const [code, text] = await get('/readyz?verbose')
    expect([code, String(text).split('\n')[0]]).toEqual([200, expect.stringMatching(/^\[!\]gateways warning: blind: x{400,480}…$/)])
  })

  it('is not ready but alive while draining', async () => {
    gateways = { state: 'ok' }
    health.startDraining()
    expect(await get('/readyz')).toEqual([503, '[-]shutdown failed: shutting down\nreadyz check failed\n'])
    expect(await get('/livez')).toEqual([200, 'ok\n'])
  })

  it('serves metrics, and nothing else', async () => {
    const response = await fetch(`${base}/metrics`)
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(await response.text()).toBe('a_metric 1\n')
    expect(await get('/metrics', 'HEAD')).toEqual([200, ''])
    expect((await get('/validate'))[0]).toBe(404)
    expect((await get('//'))[0]).toBe(404)
    expect((await get('/livez', 'POST'))[0]).toBe(405)
  })

  it('says which address is taken', async () => {
    const { port } = new URL(base)
    const second = buildHealth({ checks: [], metrics: () => '' })
    await expect(second.listen({ host: '127.0.0.1', port: Number(port) })).rejects.toThrow(
      `the health port cannot listen on 127.0.0.1:${port}: another process listens there`,
    )
  })
})

describe('metrics in the Prometheus text format', () => {
  it('renders counters, gauges and cumulative histograms, and escapes label values', () => {
    const registry = new Registry()
    const counter = registry.counter('c_total', 'A counter', ['a', 'b'])
    counter.inc(['x', 'y'])
    counter.inc(['x', 'y'], 2)
    counter.inc(['q"\\\n', ''])
    registry.counter('plain_total', 'Zero from the start')
    registry.gauge('g', 'A gauge').set(-1.5)
    const histogram = registry.histogram('h', 'A histogram', [0.5, 1], ['w'])
    for (const value of [0.25, 0.5, 0.75, 4]) histogram.observe(value, ['v'])
    expect(registry.render()).toBe(
      [
        '# HELP c_total A counter',
        '# TYPE c_total counter',
        'c_total{a="x",b="y"} 3',
        'c_total{a="q\\"\\\\\\n",b=""} 1',
        '# HELP plain_total Zero from the start',
        '# TYPE plain_total counter',
        'plain_total 0',
        '# HELP g A gauge',
        '# TYPE g gauge',
        'g -1.5',
        '# HELP h A histogram',
        '# TYPE h histogram',
        'h_bucket{w="v",le="0.5"} 2',
        'h_bucket{w="v",le="1"} 3',
        'h_bucket{w="v",le="+Inf"} 4',
        'h_sum{w="v"} 5.5',
        'h_count{w="v"} 4',
        '',
      ].join('\n'),
    )
  })

  it('refuses a name twice', () => {
    const registry = new Registry()
    registry.gauge('g', '')
    expect(() => registry.counter('g', '')).toThrow('metric g is registered twice')
  })

  it('exports the certificate, the cache and the event loop as they are at the scrape', () => {
    const metrics = createMetrics('1.2.3')
    let notAfter: Date | undefined
    let gateways = { kind: 'Gateway', state: 'waiting', objects: 0, watched: false, relists: 0, reconnects: 0, drift: 0, errors: 2 } as KindStatus
    metrics.certificate(() => notAfter)
    metrics.cacheStatus(() => [gateways, { kind: 'Service', state: 'listed', objects: 5 }])
    const before = metrics.registry.render()
    expect(before).not.toMatch(/^portcullis_certificate_not_after_seconds /m)
    expect(before).not.toMatch(/_age_seconds\{/)
    expect(before).not.toMatch(/^portcullis_cache_(?!state|objects)\w+\{kind="Service"/m)
    expect(before).toMatch(/^portcullis_build_info\{version="1\.2\.3",node="[\d.]+"\} 1$/m)
    expect(before).toMatch(/^portcullis_event_loop_delay_seconds\{quantile="0.99"\} [\d.e-]+$/m)
    notAfter = new Date(1_900_000_000_000)
    gateways = {
      ...gateways,
      state: 'listed',
      objects: 3,
      watched: true,
      relists: 1,
      reconnects: 6,
      drift: 4,
      age: 7,
      lastEventAge: 70,
      lastListAge: 700,
    }
    const after = metrics.registry.render()
    expect(after).toMatch(/^portcullis_certificate_not_after_seconds 1900000000$/m)
    expect(after.match(/^portcullis_cache_.*"Gateway".*$/gm)).toEqual([
      'portcullis_cache_state{kind="Gateway",state="listed"} 1',
      'portcullis_cache_objects{kind="Gateway"} 3',
      'portcullis_cache_watched{kind="Gateway"} 1',
      'portcullis_cache_age_seconds{kind="Gateway"} 7',
      'portcullis_cache_last_event_age_seconds{kind="Gateway"} 70',
      'portcullis_cache_last_list_age_seconds{kind="Gateway"} 700',
      'portcullis_cache_relists_total{kind="Gateway"} 1',
      'portcullis_cache_reconnects_total{kind="Gateway"} 6',
      'portcullis_cache_drift_total{kind="Gateway"} 4',
      'portcullis_cache_errors_total{kind="Gateway"} 2',
    ])
    expect(after.match(/^# TYPE portcullis_cache_\w+ counter$/gm)).toHaveLength(4)
    metrics.stop()
  })
})
