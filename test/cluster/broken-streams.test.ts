import { expect, test } from 'vitest'
import { GROUP, gateway, running, until } from './running.ts'

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

const UMLAUT = Buffer.from(
  '{"type":"ADDED","object":{"apiVersion":"v1","kind":"Gateway","metadata":{"name":"cut","namespace":"infra","labels":{"a":"ü',
)
const REST = Buffer.from('x"},"resourceVersion":"7000"}}}\n')

test('an event that arrives in two pieces, cut within a character, is one event', async () => {
  const cluster = await running((server) => void server.put('gateways', gateway('kept')))
  await cluster.watched('gateways')
  cluster.server.write('gateways', UMLAUT.subarray(0, -1))
  const other = cluster.server.put('services', { metadata: { name: 'web', namespace: 'infra' } })
  await until(() => expect(cluster.resourceVersion('Service', 'infra', 'web')).toBe(other))
  expect(cluster.resourceVersion('Gateway', 'infra', 'cut')).toBe('absent')
  cluster.server.write('gateways', Buffer.concat([UMLAUT.subarray(-1), REST]))
  await until(() => expect(cluster.live.view.get('Gateway', 'infra', 'cut')).toMatchObject({ object: { metadata: { labels: { a: 'üx' } } } }))
  expect(cluster.status('Gateway').errors).toBe(0)
})

test.each(['end', 'destroy'] as const)(
  'a stream that is cut within a character (%s) tells nothing of the event, and goes on before it',
  async (how) => {
    const cluster = await running((server) => void server.put('gateways', gateway('kept')))
    await cluster.watched('gateways')
    cluster.server.write('gateways', UMLAUT.subarray(0, -1))
    cluster.server.endWatches('gateways', how)
    await until(() => expect(cluster.server.requests(/gateways\?.*watch=1/)).toHaveLength(2))
    expect(cluster.server.requests(/gateways\?.*watch=1/)[1]?.query.get('resourceVersion')).toBe('1001')
    await cluster.watched('gateways')
    cluster.server.write('gateways', Buffer.concat([UMLAUT, REST]))
    await until(() => expect(cluster.resourceVersion('Gateway', 'infra', 'cut')).toBe('7000'))
    expect(cluster.status('Gateway')).toMatchObject({ objects: 2, relists: 0, errors: 1 })
  },
)

test.each([
  ['once is tried again', 1, 0],
  ['twice in a row is led past by a list', 2, 1],
])('a watch that the server itself breaks off %s', async (_, times, relists) => {
  const cluster = await running((server) => void server.put('gateways', gateway('stuck')))
  await cluster.watched('gateways')
  cluster.server.bookmark('gateways')
  await until(() => expect(cluster.status('Gateway').lastBookmark).toBeDefined())
  cluster.server.forget('gateways', 'infra', 'stuck')
  const error = '{"type":"ERROR","object":{"kind":"Status","code":500,"reason":"InternalError","message":"unable to decrypt"}}\n'
  cluster.server.fault(/gateways\?.*watch/, (_, response) => void response.end(error), times)
  cluster.server.endWatches('gateways')
  await until(() => expect(cluster.status('Gateway')).toMatchObject({ errors: times, watching: true }))
  expect(cluster.status('Gateway')).toMatchObject({ relists, objects: 1 - relists, lastError: expect.stringMatching(/broke .* unable to decrypt/) })
})

test('watches that are accepted and tell nothing, twice in a row, are led past by a list', async () => {
  const cluster = await running((server) => void server.put('gateways', gateway('edge')), { idle: 60 })
  // A version of before a backup was restored: of what is older no watch will tell.
  const ghost = { apiVersion: `${GROUP}/v1`, kind: 'Gateway', ...gateway('ghost', { resourceVersion: '90000' }) }
  await cluster.watched('gateways')
  cluster.server.write('gateways', `${JSON.stringify({ type: 'ADDED', object: ghost })}\n`)
  await until(() => expect(cluster.resourceVersion('Gateway', 'infra', 'ghost')).toBe('90000'))
  cluster.server.plant('gateways', gateway('restored'))
  await until(() => expect(cluster.status('Gateway').relists).toBeGreaterThan(0))
  expect(cluster.resourceVersion('Gateway', 'infra', 'ghost')).toBe('absent')
  expect(cluster.resourceVersion('Gateway', 'infra', 'restored')).not.toBe('absent')
  expect(cluster.status('Gateway')).toMatchObject({ drift: 1, lastError: expect.stringMatching(/nothing was heard/) })
  const versions = cluster.server.requests(/gateways\?.*watch=1/).map(({ query }) => query.get('resourceVersion'))
  // The first silence was no reason yet.
  expect(versions).toContain('90000')
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
