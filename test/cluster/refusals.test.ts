import { describe, expect, test } from 'vitest'
import type { LiveCluster } from '../../src/cluster/live-view.ts'
import { sleep } from '../../src/cluster/timing.ts'
import { refuse } from '../support/fake-api-server.ts'
import { gateway, running, until } from './running.ts'

const NAMES = Array.from({ length: 603 }, (_, index) => `gw-${index}`)

test('410 in the middle of paging starts the list again', async () => {
  const cluster = await running((server) => {
    for (const name of NAMES) server.put('gateways', gateway(name))
    server.fault(/gateways\?.*continue=250/, (_, response) => refuse(response, 410, 'Expired'))
  })
  await cluster.ready()
  expect(cluster.server.requests(/gateways\?.*limit=250/).map(({ query }) => query.get('continue'))).toEqual([null, '250', null, '250', '500'])
  expect(cluster.status('Gateway').objects).toBe(603)
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
    await until(() => expect(cluster.status('Gateway').lastBookmark).toBeDefined())
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

test('410 after an outage leads to a list at once, and 410 again and again does not', async () => {
  const cluster = await running((server) => {
    server.fault(/gateways\?.*watch=1/, (_, response) => refuse(response, 503, 'ServiceUnavailable'), 3)
    server.fault(/gateways\?.*watch=1/, (_, response) => refuse(response, 410, 'Expired'), 3)
  })
  await cluster.watched('gateways')
  const lists = cluster.server.requests(/gateways\?.*limit=250/).length
  expect([lists, cluster.status('Gateway').errors]).toEqual([4, 6])
  // Three waits before the server answers, none before the first list, and two more where that list is out of date as well.
  expect(cluster.waits.filter((ms) => ms < 64 && ms !== 20)).toEqual([1.5, 3, 6, 24, 48])
})

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

test('429 on a watch is left alone as well, and the watch goes on without a list', async () => {
  const cluster = await running((server) => {
    server.fault(/gateways\?.*watch=1/, (_, response) => refuse(response, 429, 'TooManyRequests', { 'retry-after': '7' }))
    server.fault(/gateways\?.*watch=1/, (_, response) =>
      response.end('{"type":"ERROR","object":{"kind":"Status","code":429,"message":"later","details":{"retryAfterSeconds":9}}}\n'),
    )
  })
  await cluster.watched('gateways')
  expect(cluster.waits.filter((ms) => ms >= 7000)).toEqual([7000, 9000])
  expect(cluster.server.requests(/gateways\?.*limit/)).toHaveLength(1)
})

test('waits double up to their bound, and only a living watch makes them short again', async () => {
  const cluster = await running((server) => server.fault(/gateways\?.*watch=1/, (_, response) => refuse(response, 500, 'InternalError'), 8))
  await cluster.watched('gateways')
  expect(cluster.waits.filter((ms) => ms < 64 && ms !== 20)).toEqual([1.5, 3, 6, 12, 24, 48, 48, 48])
  cluster.server.endWatches('gateways', 'destroy')
  await until(() => expect(cluster.waits.filter((ms) => ms === 48)).toHaveLength(4))
  await cluster.watched('gateways')
  cluster.server.bookmark('gateways')
  await until(() => expect(cluster.status('Gateway').lastBookmark).toBeDefined())
  cluster.server.endWatches('gateways', 'destroy')
  await until(() => expect(cluster.waits.filter((ms) => ms === 1.5)).toHaveLength(2))
})

test('lists that succeed do not make waits short: a watch that is refused after each is no reason to hurry', async () => {
  const cluster = await running((server) => server.fault(/gateways\?.*watch=1/, (_, response) => refuse(response, 410, 'Expired'), 7))
  await cluster.watched('gateways')
  expect(cluster.waits.filter((ms) => ms < 64 && ms !== 20)).toEqual([3, 6, 12, 24, 48, 48])
  expect(cluster.server.requests(/gateways\?.*limit/)).toHaveLength(8)
})

test('a right to list without one to watch is told once, not with every try or list', async () => {
  let now = 0
  let left = Number.POSITIVE_INFINITY
  const watch = /gateways\?.*watch=1/
  const cluster = await running(
    (server) => {
      server.put('gateways', gateway('edge'))
      server.fault(watch, (request, response) => (left-- > 0 ? refuse(response, 403, 'Forbidden') : server.answer(request, response)), 10_000)
    },
    { now: () => now, relist: 1_000_000 },
  )
  const tries = async () => {
    const before = cluster.server.requests(watch).length
    await until(() => expect(cluster.server.requests(watch).length).toBeGreaterThan(before + 3))
  }
  await until(() => expect(cluster.status('Gateway').state).toBe('forbidden'))
  await tries()
  expect(cluster.server.requests(/gateways\?.*limit/)).toHaveLength(1)
  now = 1_000_000
  await tries()
  expect(cluster.server.requests(/gateways\?.*limit/)).toHaveLength(2)
  expect(cluster.resourceVersion('Gateway', 'infra', 'edge')).toBe('unknown')
  left = 0
  await until(() => expect(cluster.resourceVersion('Gateway', 'infra', 'edge')).toBe('1001'))
  expect(cluster.about('Gateway')).toEqual([
    'Gateway: listed as v1: 1 objects',
    expect.stringMatching(/^Gateway: scripted: Forbidden \(403\); trying again/),
    'Gateway: no right to read: scripted: Forbidden (403)',
    'Gateway: listed as v1: 1 objects',
  ])
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

describe('a review shows that an API server is there', () => {
  // Nobody would try again within this test.
  const patient = { firstRetry: 60_000, lastRetry: 60_000, sleep, hurried: 400 }
  const admitted = { ...gateway('admitted'), apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway' } as never
  const review = (live: LiveCluster) => live.witness.admitted('Gateway', admitted, performance.now() + 1000)

  test('so that who could not reach it tries again, and soon but not at once where that was a moment ago', async () => {
    const cluster = await running((server) => void server.put('gateways', gateway('kept')), patient)
    await cluster.watched('gateways')
    cluster.server.fault(/gateways\?.*watch=1/, (request) => request.socket.destroy(), 2)
    cluster.server.endWatches('gateways', 'destroy')
    const tries = () => cluster.server.requests(/gateways\?.*watch=1/).length
    await until(() => expect(cluster.status('Gateway').errors).toBe(1))
    const before = tries()
    review(cluster.live)
    await sleep(150, new AbortController().signal)
    expect([cluster.status('Gateway').errors, tries()]).toEqual([1, before])
    cluster.server.put('gateways', gateway('after'))
    await until(() => {
      review(cluster.live)
      expect(cluster.status('Gateway').objects).toBe(2)
    })
    expect(tries() - before).toBe(3)
  })

  test('and a refused review shows it as well', async () => {
    const cluster = await running((server) => void server.put('gateways', gateway('kept')), { ...patient, hurried: 0 })
    await cluster.watched('gateways')
    cluster.server.endWatches('gateways', 'destroy')
    await until(() => expect(cluster.status('Gateway').errors).toBe(1))
    await cluster.live.witness.testify([{ kind: 'Gateway', namespace: 'infra', name: 'kept' }], performance.now() + 500)
    await cluster.watched('gateways')
  })

  test('and who was told to wait by the server itself waits on', async () => {
    const cluster = await running((server) => void server.put('gateways', gateway('kept')), { ...patient, hurried: 0 })
    await cluster.watched('gateways')
    cluster.server.fault(/gateways\?.*watch=1/, (_, response) => refuse(response, 503, 'ServiceUnavailable'))
    cluster.server.endWatches('gateways')
    await until(() => expect(cluster.status('Gateway')).toMatchObject({ errors: 1, watching: false }))
    for (let n = 0; n < 5; n++) {
      review(cluster.live)
      await sleep(10, new AbortController().signal)
    }
    expect(cluster.status('Gateway')).toMatchObject({ errors: 1, watching: false })
  })
})
