import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMetrics } from '../../src/telemetry/metrics.ts'
import { Registry } from '../../src/telemetry/registry.ts'
import { buildHealth, type HealthServer } from '../../src/webhook/health.ts'

let health: HealthServer
let base: string
let missing: string | undefined

beforeEach(async () => {
  missing = 'HTTPRoute is not listed yet'
  const checks = [
    { name: 'cluster', problem: () => missing },
    { name: 'certificate', problem: () => undefined },
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
    expect(await get('/readyz')).toEqual([503, '[-] cluster: HTTPRoute is not listed yet\nnot ready\n'])
    missing = undefined
    expect(await get('/readyz?timeout=1s')).toEqual([200, 'ok\n'])
    expect(await get('/readyz?verbose')).toEqual([200, '[+] cluster: ok\n[+] certificate: ok\n[+] shutdown: ok\nok\n'])
  })

  it('is not ready but alive while draining', async () => {
    missing = undefined
    health.startDraining()
    expect(await get('/readyz')).toEqual([503, '[-] shutdown: shutting down\nnot ready\n'])
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
    let age: number | undefined
    metrics.certificate(() => notAfter)
    metrics.cacheStatus(() => [
      { kind: 'Gateway', state: 'synced', objects: 3, relists: 1, drift: 4, errors: 2, ...(age === undefined ? {} : { lastEventAge: age }) },
    ])
    const before = metrics.registry.render()
    expect(before).not.toMatch(/^portcullis_certificate_not_after_seconds /m)
    expect(before).not.toMatch(/^portcullis_cache_last_event_age_seconds\{/m)
    expect(before).toMatch(/^portcullis_build_info\{version="1\.2\.3",node="[\d.]+"\} 1$/m)
    expect(before).toMatch(/^portcullis_event_loop_delay_seconds\{quantile="0.99"\} [\d.e-]+$/m)
    notAfter = new Date(1_900_000_000_000)
    age = 7
    const after = metrics.registry.render()
    expect(after).toMatch(/^portcullis_certificate_not_after_seconds 1900000000$/m)
    expect(after).toMatch(/^portcullis_cache_state\{kind="Gateway",state="synced"\} 1$/m)
    expect(after).toMatch(/^portcullis_cache_objects\{kind="Gateway"\} 3$/m)
    expect(after).toMatch(/^portcullis_cache_last_event_age_seconds\{kind="Gateway"\} 7$/m)
    expect(after).toMatch(/^portcullis_cache_relists\{kind="Gateway"\} 1$/m)
    expect(after).toMatch(/^portcullis_cache_errors\{kind="Gateway"\} 2$/m)
    metrics.stop()
  })
})
