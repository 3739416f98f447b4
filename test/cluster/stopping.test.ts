import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { sleep } from '../../src/cluster/timing.ts'
import { type FakeApiServer, refuse } from '../support/fake-api-server.ts'
import { GROUP, gateway, running, until } from './running.ts'

const NAMES = Array.from({ length: 251 }, (_, index) => `gw-${index}`)
const hang = () => {}
const LIST = /gateways\?.*limit/
const WATCH = /gateways\?.*watch/

const moments: readonly (readonly [moment: string, seen: RegExp, prepare: (server: FakeApiServer) => void])[] = [
  ['discovery hangs', new RegExp(`/apis/${GROUP}\\?`), (server) => server.fault(new RegExp(`/apis/${GROUP}$`), hang)],
  ['a list hangs', LIST, (server) => server.fault(LIST, hang)],
  [
    'a list hangs in the middle of a page',
    LIST,
    (server) => server.fault(LIST, (_, response) => void response.writeHead(200).write('{"kind":"GatewayList",')),
  ],
  ['a second page hangs', /continue=250/, (server) => server.fault(/gateways\?.*continue/, hang)],
  ['a refusal hangs', LIST, (server) => server.fault(LIST, (_, response) => response.writeHead(500).flushHeaders())],
  ['a watch is not answered', WATCH, (server) => server.fault(WATCH, hang)],
  ['a watch is open', WATCH, () => {}],
  ['a watch has sent half an event', WATCH, (server) => server.fault(WATCH, (_, response) => void response.writeHead(200).write('{"type":'))],
]

test.each(moments)('stopping while %s ends at once, and leaves no socket and no request', async (_, seen, prepare) => {
  const cluster = await running(
    (server) => {
      for (const name of NAMES) server.put('gateways', gateway(name))
      prepare(server)
    },
    { firstRetry: 60_000, lastRetry: 60_000, sleep },
  )
  await until(() => expect(cluster.server.requests(seen)).not.toHaveLength(0))
  await cluster.live.stop()
  const { objects } = cluster.status('Gateway')
  expect(cluster.status('Gateway').watching).toBe(false)
  cluster.server.put('gateways', gateway('late'))
  await cluster.transport.close()
  await until(() => expect(cluster.server.sockets).toBe(0))
  const requests = cluster.server.seen.length
  await pause(30)
  expect(cluster.status('Gateway').objects).toBe(objects)
  expect(cluster.server.seen).toHaveLength(requests)
})

test('stopping ends what waits for its next try', async () => {
  const cluster = await running((server) => server.fault(LIST, (_, response) => refuse(response, 500, 'InternalError')), {
    firstRetry: 60_000,
    lastRetry: 60_000,
    sleep,
  })
  await until(() => expect(cluster.status('Gateway').errors).toBe(1))
  const waiting = await Promise.race([cluster.live.stop(), pause(5000, 'waiting')])
  expect(waiting).toBeUndefined()
})

test('what arrives in the moment of stopping is not taken up', async () => {
  let stopped: Promise<void> | undefined
  const cluster = await running((server) => {
    server.put('gateways', gateway('edge'))
    server.fault(LIST, (request, response) => {
      server.answer(request, response)
      stopped = cluster.live.stop()
    })
  })
  await until(() => expect(stopped).toBeDefined())
  await stopped
  expect(cluster.status('Gateway')).toMatchObject({ state: 'waiting', objects: 0, errors: 0 })
})

test('starting twice, stopping twice, and starting after it, is as once', async () => {
  const cluster = await running()
  cluster.live.start()
  await cluster.ready()
  expect(cluster.server.requests(LIST)).toHaveLength(1)
  await Promise.all([cluster.live.stop(), cluster.live.stop()])
  await cluster.transport.close()
  await until(() => expect(cluster.server.sockets).toBe(0))
  const requests = cluster.server.seen.length
  cluster.live.start()
  await cluster.live.stop()
  await pause(30)
  expect(cluster.server.seen).toHaveLength(requests)
})
