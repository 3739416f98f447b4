import { expect, test } from 'vitest'
import { refuse } from '../support/fake-api-server.ts'
import { GROUP, gateway, running, until } from './running.ts'

const NAMES = Array.from({ length: 603 }, (_, index) => `gw-${index}`)

test('a kind is listed page by page and swapped in as a whole', async () => {
  const cluster = await running((server) => {
    for (const name of NAMES) server.put('gateways', gateway(name))
  })
  await cluster.ready()
  const pages = cluster.server.requests(/gateways\?.*limit=250/)
  expect(pages.map(({ query }) => query.get('continue'))).toEqual([null, '250', '500'])
  const listing = cluster.live.view.gatewaysOfClass('kong')
  expect(listing.state === 'known' && listing.items.length).toBe(603)
  expect(cluster.status('Gateway')).toMatchObject({ state: 'listed', version: 'v1', objects: 603, relists: 0, errors: 0 })
})

test('nothing of a kind is known before its last page is there', async () => {
  let release = () => {}
  const cluster = await running((server) => {
    for (const name of NAMES) server.put('gateways', gateway(name))
    server.fault(/gateways\?.*continue=500/, (_, response) => {
      release = () => refuse(response, 500, 'InternalError')
    })
  })
  await until(() => expect(cluster.server.requests(/continue=500/)).toHaveLength(1))
  expect(cluster.live.ready()).toBe(false)
  expect(cluster.live.view.get('Gateway', 'infra', 'gw-1')).toMatchObject({ state: 'unknown' })
  release()
  await cluster.ready()
  expect(cluster.status('Gateway').objects).toBe(603)
})

test('while a kind is listed anew the old list stands, and then the new one, with nothing left of what vanished', async () => {
  let release = () => {}
  const cluster = await running((server) => {
    for (const name of NAMES) server.put('gateways', gateway(name))
  })
  await cluster.watched('gateways')
  const known = () => {
    const listing = cluster.live.view.gatewaysOfClass('kong')
    return listing.state === 'known' ? listing.items.map(({ metadata }) => metadata.name) : []
  }
  for (const gone of ['gw-0', 'gw-600']) cluster.server.forget('gateways', 'infra', gone)
  cluster.server.plant('gateways', gateway('new'))
  cluster.server.fault(/gateways\?.*continue=500/, (request, response) => {
    release = () => cluster.server.answer(request, response)
  })
  cluster.server.fault(/gateways\?.*watch/, (_, response) => refuse(response, 410, 'Expired'))
  cluster.server.endWatches('gateways')
  await until(() => expect(cluster.server.requests(/continue=500/)).toHaveLength(2))
  expect(known()).toEqual(NAMES)
  release()
  await until(() => expect(cluster.status('Gateway').relists).toBe(1))
  expect(known().sort()).toEqual([...NAMES.filter((name) => name !== 'gw-0' && name !== 'gw-600'), 'new'].sort())
  expect(cluster.resourceVersion('Gateway', 'infra', 'gw-600')).toBe('absent')
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

test.each([
  [0, '300'],
  [0.9999, '600'],
])('watches of many replicas end at different times: with chance at %d after %s s', async (chance, seconds) => {
  const cluster = await running(undefined, { random: () => chance })
  await cluster.watched('gateways')
  expect(cluster.server.requests(/gateways\?.*watch=1/)[0]?.query.get('timeoutSeconds')).toBe(seconds)
})

test('a watch that ends goes on from the last event or bookmark, without a list', async () => {
  const cluster = await running()
  await cluster.watched('gateways')
  cluster.server.put('configmaps', { metadata: { name: 'elsewhere', namespace: 'infra' } })
  cluster.server.bookmark('gateways')
  await until(() => expect(cluster.status('Gateway').lastBookmark).toBeDefined())
  cluster.server.endWatches('gateways')
  await until(() => expect(cluster.server.requests(/gateways\?.*watch=1/)).toHaveLength(2))
  expect(cluster.server.requests(/gateways\?.*watch=1/)[1]?.query.get('resourceVersion')).toBe('1001')
  await until(() => expect(cluster.status('Gateway')).toMatchObject({ watching: true, relists: 0, reconnects: 1, errors: 0 }))
  const changed = cluster.server.put('gateways', gateway('edge'))
  await until(() => expect(cluster.resourceVersion('Gateway', 'infra', 'edge')).toBe(changed))
  cluster.server.endWatches('gateways')
  await until(() => expect(cluster.server.requests(/gateways\?.*watch=1/)).toHaveLength(3))
  expect(cluster.server.requests(/gateways\?.*watch=1/)[2]?.query.get('resourceVersion')).toBe(changed)
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
  await until(() => expect(cluster.status('Gateway').lastBookmark).toBeDefined())
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

test.each([
  [0, 750_000],
  [0.999999, 1_250_000],
])('with chance at %d a list is believed for %d ms', async (chance, due) => {
  let now = 0
  const cluster = await running((server) => void server.put('gateways', gateway('edge')), {
    now: () => now,
    random: () => chance,
    relist: 1_000_000,
  })
  const watched = (times: number) => until(() => expect(cluster.server.requests(/gateways\?.*watch/)).toHaveLength(times))
  await cluster.watched('gateways')
  now = due - 1
  cluster.server.endWatches('gateways')
  await watched(2)
  await cluster.watched('gateways')
  expect(cluster.status('Gateway').relists).toBe(0)
  now = due
  cluster.server.endWatches('gateways')
  await watched(3)
  expect(cluster.status('Gateway').relists).toBe(1)
})

test('a watch that never ends does not put off a new list', async () => {
  let now = 0
  const cluster = await running((server) => void server.put('gateways', gateway('gone')), { now: () => now, relist: 1_000_000 })
  await cluster.watched('gateways')
  cluster.server.forget('gateways', 'infra', 'gone')
  now = 1_000_000
  cluster.server.bookmark('gateways')
  await until(() => expect(cluster.status('Gateway').relists).toBe(1))
  expect(cluster.resourceVersion('Gateway', 'infra', 'gone')).toBe('absent')
})

test.each([
  [500, 'InternalError'],
  [410, 'Expired'],
  [429, 'TooManyRequests'],
])('a new list that cannot be had (%d) does not keep the watch from going on', async (code, reason) => {
  let now = 0
  const cluster = await running((server) => void server.put('gateways', gateway('edge')), { now: () => now, relist: 1_000_000 })
  await cluster.watched('gateways')
  cluster.server.fault(/gateways\?.*limit/, (_, response) => refuse(response, code, reason), 1000)
  now = 1_000_000
  cluster.server.bookmark('gateways')
  await until(() => expect(cluster.status('Gateway').errors).toBe(1))
  const added = cluster.server.put('gateways', gateway('new'))
  await until(() => expect(cluster.resourceVersion('Gateway', 'infra', 'new')).toBe(added))
  expect(cluster.status('Gateway')).toMatchObject({ state: 'listed', relists: 0, errors: 1 })
})

test('what a reflector tells of itself: when it heard what, and how often it began anew', async () => {
  let now = 5000
  const cluster = await running((server) => void server.put('gateways', gateway('edge')), { now: () => now })
  const status = (fields: object) => until(() => expect(cluster.status('Gateway')).toMatchObject(fields))
  await cluster.watched('gateways')
  await status({ watching: true, lastHeard: 5000, lastList: 5000, lastEvent: undefined, lastBookmark: undefined, relists: 0, reconnects: 0 })
  now = 9000
  cluster.server.bookmark('gateways')
  await status({ lastHeard: 9000, lastBookmark: 9000, lastEvent: undefined })
  now = 9500
  cluster.server.remove('gateways', 'infra', 'edge')
  await status({ lastHeard: 9500, lastEvent: 9500, lastBookmark: 9000, objects: 0 })
  now = 9900
  // Twice at once: one failure is only noted.
  cluster.server.fault(/gateways\?.*watch/, (_, response) => refuse(response, 500, 'InternalError'))
  cluster.server.fault(/gateways\?.*watch/, (_, response) => refuse(response, 410, 'Expired'))
  cluster.server.endWatches('gateways')
  await status({ watching: true, lastHeard: 9900, lastList: 9900, relists: 1, reconnects: 1, errors: 2, failures: 2, drift: 0 })
  expect(cluster.status('Gateway').lastError).toBe('scripted: Expired (410)')
  cluster.server.bookmark('gateways')
  await status({ failures: 0, errors: 2 })
})
