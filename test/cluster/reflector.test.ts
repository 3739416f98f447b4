import { expect, test } from 'vitest'
import { sleep } from '../../src/cluster/timing.ts'
import { refuse } from '../support/fake-api-server.ts'
import { GROUP, gateway, running, until } from './running.ts'

const NAMES = Array.from({ length: 1203 }, (_, index) => `gw-${index}`)

test('a kind is listed page by page and swapped in as a whole', async () => {
  const cluster = await running((server) => {
    for (const name of NAMES) server.put('gateways', gateway(name))
  })
  await cluster.ready()
  const pages = cluster.server.requests(/gateways\?.*limit=500/)
  expect(pages.map(({ query }) => query.get('continue'))).toEqual([null, '500', '1000'])
  const listing = cluster.live.view.gatewaysOfClass('kong')
  expect(listing.state === 'known' && listing.items.length).toBe(1203)
  expect(cluster.status('Gateway')).toMatchObject({ state: 'listed', version: 'v1', objects: 1203, relists: 0, errors: 0 })
})

test('nothing of a kind is known before its last page is there', async () => {
  let release = () => {}
  const cluster = await running((server) => {
    for (const name of NAMES) server.put('gateways', gateway(name))
    server.fault(/gateways\?.*continue=1000/, (_, response) => {
      release = () => refuse(response, 500, 'InternalError')
    })
  })
  await until(() => expect(cluster.server.requests(/continue=1000/)).toHaveLength(1))
  expect(cluster.live.ready()).toBe(false)
  expect(cluster.live.view.get('Gateway', 'infra', 'gw-1')).toMatchObject({ state: 'unknown' })
  release()
  await cluster.ready()
  expect(cluster.status('Gateway').objects).toBe(1203)
})

test('410 in the middle of paging starts the list again', async () => {
  const cluster = await running((server) => {
    for (const name of NAMES) server.put('gateways', gateway(name))
    server.fault(/gateways\?.*continue=500/, (_, response) => refuse(response, 410, 'Expired'))
  })
  await cluster.ready()
  expect(cluster.server.requests(/gateways\?.*limit=500/).map(({ query }) => query.get('continue'))).toEqual([null, '500', null, '500', '1000'])
  expect(cluster.status('Gateway').objects).toBe(1203)
})

test('a watch brings additions, changes and deletions, and asks for what it needs', async () => {
  const cluster = await running((server) => void server.put('gateways', gateway('old')))
  await cluster.watched('gateways')
  const [watch] = cluster.server.requests(/gateways\?.*watch=1/)
  expect(Object.fromEntries(watch?.query ?? [])).toEqual({ watch: '1', allowWatchBookmarks: 'true', resourceVersion: '1001', timeoutSeconds: '450' })
  const added = cluster.server.put('gateways', gateway('new'))
  await until(() => expect(cluster.resourceVersion('Gateway', 'infra', 'new')).toBe(added))
  const changed = cluster.server.put('gateways', gateway('new', { labels: { a: 'b' } }))
  await until(() => expect(cluster.resourceVersion('Gateway', 'infra', 'new')).toBe(changed))
  cluster.server.remove('gateways', 'infra', 'old')
  await until(() => expect(cluster.resourceVersion('Gateway', 'infra', 'old')).toBe('absent'))
})

test('a watch that ends goes on from the last event or bookmark, without a list', async () => {
  const cluster = await running()
  await cluster.watched('gateways')
  cluster.server.put('configmaps', { metadata: { name: 'elsewhere', namespace: 'infra' } })
  cluster.server.bookmark('gateways')
  await until(() => expect(cluster.status('Gateway').lastEvent).toBeDefined())
  cluster.server.endWatches('gateways')
  await until(() => expect(cluster.server.requests(/gateways\?.*watch=1/)).toHaveLength(2))
  expect(cluster.server.requests(/gateways\?.*watch=1/)[1]?.query.get('resourceVersion')).toBe('1001')
  expect(cluster.status('Gateway')).toMatchObject({ relists: 0, errors: 0 })
})

for (const [how, fail] of [
  [
    'as an ERROR event',
    (raw: (text: string) => void) => raw('{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old"}}\n'),
  ],
  ['as a status', undefined],
] as const) {
  test(`410 on a watch ${how} leads to a list that removes what vanished`, async () => {
    const cluster = await running((server) => void server.put('gateways', gateway('gone')))
    await cluster.watched('gateways')
    cluster.server.bookmark('gateways')
    await until(() => expect(cluster.status('Gateway').lastEvent).toBeDefined())
    cluster.server.forget('gateways', 'infra', 'gone')
    if (fail) fail((text) => cluster.server.write('gateways', text))
    else {
      cluster.server.fault(/gateways\?.*watch=1/, (_, response) => refuse(response, 410, 'Expired'))
      cluster.server.endWatches('gateways')
    }
    await until(() => expect(cluster.resourceVersion('Gateway', 'infra', 'gone')).toBe('absent'))
    expect(cluster.status('Gateway')).toMatchObject({ state: 'listed', relists: 1, errors: 1 })
    expect(cluster.about('Gateway')).toEqual(['Gateway: listed as v1: 1 objects'])
  })
}

test('429 is left alone for as long as Retry-After says, in seconds or as a date', async () => {
  const now = Date.parse('2026-11-21T12:00:00Z')
  const cluster = await running(
    (server) => {
      server.fault(/gateways\?/, (_, response) => refuse(response, 429, 'TooManyRequests', { 'retry-after': '7' }))
      server.fault(/gateways\?/, (_, response) => refuse(response, 429, 'TooManyRequests', { 'retry-after': 'Sat, 21 Nov 2026 12:00:09 GMT' }))
    },
    { now: () => now },
  )
  await cluster.ready()
  expect(cluster.waits.filter((ms) => ms >= 7000)).toEqual([7000, 9000])
})

test('waits double up to their bound, and only a living watch makes them short again', async () => {
  const cluster = await running((server) => server.fault(/gateways\?.*watch=1/, (_, response) => refuse(response, 500, 'InternalError'), 8))
  await cluster.watched('gateways')
  expect(cluster.waits.filter((ms) => ms < 64 && ms !== 20)).toEqual([1.5, 3, 6, 12, 24, 48, 48, 48])
  cluster.server.endWatches('gateways', 'destroy')
  await until(() => expect(cluster.waits.filter((ms) => ms === 48)).toHaveLength(4))
  await cluster.watched('gateways')
  cluster.server.bookmark('gateways')
  await until(() => expect(cluster.status('Gateway').lastEvent).toBeDefined())
  cluster.server.endWatches('gateways', 'destroy')
  await until(() => expect(cluster.waits.filter((ms) => ms === 1.5)).toHaveLength(2))
})

test('a watch that only stays open proves alive as well', async () => {
  const cluster = await running((server) => server.fault(/gateways\?.*watch=1/, (_, response) => refuse(response, 500, 'InternalError'), 3), {
    alive: 5,
  })
  await until(() => expect(cluster.about('Gateway')).toContain('Gateway: the API server answers again'))
  cluster.server.endWatches('gateways', 'destroy')
  await until(() => expect(cluster.waits.filter((ms) => ms === 1.5)).toHaveLength(2))
})

test('a watch that ends as soon as it is open is waited for', async () => {
  const cluster = await running((server) => server.fault(/gateways\?.*watch=1/, (_, response) => void response.end(), 4), { shortest: 60_000 })
  await cluster.watched('gateways')
  expect(cluster.waits).toEqual(expect.arrayContaining([1.5, 3, 6, 12]))
  expect(cluster.status('Gateway').lastError).toMatch(/ended as soon as it was open/)
})

test.each([
  ['half a line', '{"type":"ADDED","object":{"meta', /middle of a line/],
  ['no JSON', 'upstream timed out\n', /not JSON/],
  ['no event', '{"some":"thing"}\n', /not a watch event/],
  ['an object without a name', '{"type":"ADDED","object":{"kind":"Gateway","metadata":{}}}\n', /no metadata\.name/],
  [
    'an object of another kind',
    '{"type":"ADDED","object":{"kind":"Secret","metadata":{"name":"x","resourceVersion":"1"}}}\n',
    /answered Secret where Gateway/,
  ],
  ['a line without end', 'x'.repeat(17 * 1024 * 1024), /longer than/],
])('%s breaks the watch, and nothing is lost', async (_, raw, message) => {
  const cluster = await running((server) => void server.put('gateways', gateway('kept')))
  await cluster.watched('gateways')
  cluster.server.write('gateways', raw)
  cluster.server.endWatches('gateways')
  await until(() => expect(cluster.status('Gateway').lastError).toMatch(message))
  const after = cluster.server.put('gateways', gateway('after'))
  await until(() => expect(cluster.resourceVersion('Gateway', 'infra', 'after')).toBe(after))
  expect(cluster.resourceVersion('Gateway', 'infra', 'kept')).toBe('1001')
})

test('a server that hangs in silence is noticed, on a watch, on a list and in discovery', async () => {
  const hang = () => {}
  const cluster = await running(
    (server) => {
      server.fault(new RegExp(`/apis/${GROUP}$`), hang)
      server.fault(/gateways\?.*limit/, hang)
      server.fault(/gateways\?.*limit/, (_, response) => void response.writeHead(200).write('{"kind":"GatewayList",'))
      server.fault(/gateways\?.*watch/, (_, response) => response.writeHead(200).flushHeaders())
    },
    { idle: 60, answer: 60 },
  )
  await until(() => expect(cluster.server.watches('gateways')).toBe(1))
  const added = cluster.server.put('gateways', gateway('new'))
  await until(() => expect(cluster.resourceVersion('Gateway', 'infra', 'new')).toBe(added))
  expect(cluster.status('Gateway').errors).toBeGreaterThanOrEqual(4)
  expect(cluster.status('Gateway').lastError).toMatch(/nothing was heard/)
})

test('an event older than what is known is ignored, whatever the length of its version', async () => {
  const cluster = await running()
  await cluster.watched('gateways')
  const say = (type: string, name: string, resourceVersion: string) => {
    const object = { apiVersion: `${GROUP}/v1`, kind: 'Gateway', ...gateway(name, { resourceVersion }) }
    cluster.server.write('gateways', `${JSON.stringify({ type, object })}\n`)
  }
  const long = '90000000000000000000000000000000000001'
  say('ADDED', 'a', long)
  say('MODIFIED', 'a', '90000000000000000000000000000000000000')
  say('DELETED', 'a', '99999')
  say('ADDED', 'b', '5000')
  say('DELETED', 'b', '5001')
  say('MODIFIED', 'b', '5000')
  say('ADDED', 'last', '6000')
  await until(() => expect(cluster.resourceVersion('Gateway', 'infra', 'last')).toBe('6000'))
  expect(cluster.resourceVersion('Gateway', 'infra', 'a')).toBe(long)
  expect(cluster.resourceVersion('Gateway', 'infra', 'b')).toBe('absent')
  cluster.server.endWatches('gateways')
  await until(() => expect(cluster.server.requests(/gateways\?.*watch=1/)).toHaveLength(2))
  expect(cluster.server.requests(/gateways\?.*watch=1/)[1]?.query.get('resourceVersion')).toBe(long)
})

test('while the server is away what was seen stays, readiness stays, and two lines tell of it', async () => {
  const cluster = await running((server) => void server.put('gateways', gateway('kept')))
  await cluster.ready()
  await cluster.watched('gateways')
  cluster.server.fault(/./, (request) => request.socket.destroy(), 80)
  cluster.server.endWatches('gateways', 'destroy')
  await until(() => expect(cluster.status('Gateway').errors).toBeGreaterThanOrEqual(4))
  expect(cluster.status('Gateway')).toMatchObject({ state: 'listed', watching: false, objects: 1 })
  expect(cluster.resourceVersion('Gateway', 'infra', 'kept')).toBe('1001')
  expect(cluster.live.ready()).toBe(true)
  cluster.server.put('gateways', gateway('after'))
  await until(() => expect(cluster.status('Gateway').objects).toBe(2))
  expect(cluster.about('Gateway')).toEqual([
    'Gateway: listed as v1: 1 objects',
    expect.stringMatching(/^Gateway: API server http:.* cannot be reached: .*; trying again, going on with what was last seen$/),
    'Gateway: the API server answers again',
  ])
})

test('stopping leaves no socket, and nothing is written afterwards', async () => {
  const cluster = await running()
  await cluster.ready()
  await cluster.watched('gateways')
  await cluster.live.stop()
  cluster.server.put('gateways', gateway('late'))
  await cluster.transport.close()
  await until(() => expect(cluster.server.sockets).toBe(0))
  expect(cluster.status('Gateway')).toMatchObject({ objects: 0, watching: false })
})

test('stopping while a server hangs and while waiting ends at once', async () => {
  const cluster = await running(
    (server) => {
      server.fault(/services\?/, () => {}, 10)
      server.fault(/gateways\?/, (_, response) => refuse(response, 500, 'InternalError'), 1000)
    },
    { firstRetry: 60_000, lastRetry: 60_000, sleep },
  )
  await until(() => expect(cluster.status('Gateway').errors).toBe(1))
  await cluster.live.stop()
  await cluster.transport.close()
  await until(() => expect(cluster.server.sockets).toBe(0))
})

test('a list is renewed when it is old, and what the watch had not told is counted as drift', async () => {
  let now = 0
  const cluster = await running(
    (server) => {
      for (const name of ['same', 'changed', 'more']) server.put('gateways', gateway(name))
    },
    { now: () => now, relist: 1_000_000 },
  )
  await cluster.watched('gateways')
  const { server } = cluster
  server.plant('gateways', gateway('changed', { labels: { a: 'b' } }))
  server.plant('gateways', gateway('missed'))
  server.bookmark('gateways')
  await until(() => expect(cluster.status('Gateway').lastEvent).toBeDefined())
  // After what the watch has come to: no drift.
  server.plant('gateways', gateway('later'))
  const before = cluster.live.view.get('Gateway', 'infra', 'same')
  server.endWatches('gateways')
  await until(() => expect(server.requests(/gateways\?.*watch/).length).toBeGreaterThan(1))
  expect(cluster.status('Gateway')).toMatchObject({ relists: 0, drift: 0 })
  now = 1_300_000
  await cluster.watched('gateways')
  server.endWatches('gateways')
  await until(() => expect(cluster.status('Gateway')).toMatchObject({ relists: 1, drift: 2, objects: 5 }))
  expect(cluster.about('Gateway')).toContain('Gateway: a new list showed 2 objects otherwise than the watch had told')
  // What is the same is kept, not held twice.
  const after = cluster.live.view.get('Gateway', 'infra', 'same')
  expect(before.state === 'found' && after.state === 'found' && after.object === before.object).toBe(true)
})
