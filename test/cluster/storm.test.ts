import { setImmediate as nextTurn } from 'node:timers/promises'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { Discovery } from '../../src/cluster/discovery.ts'
import { httpTransport } from '../../src/cluster/http-transport.ts'
import { Reflector } from '../../src/cluster/reflector.ts'
import { realTiming } from '../../src/cluster/timing.ts'
import { kindFacts } from '../../src/gateway/kinds.ts'
import { ObjectStore, type StoreObserver } from '../../src/gateway/object-store.ts'
import { FakeApiServer } from '../support/fake-api-server.ts'
import { GROUP, gateway, until } from './running.ts'

const NAMES = Array.from({ length: 4000 }, (_, index) => `gw-${index}`)

/** One reflector over its own store, observed as pending objects observe it. */
async function reflecting(names: readonly string[], observer: StoreObserver, onSettled = () => {}) {
  const server = await FakeApiServer.start()
  server.serve(GROUP, ['v1'], 'gateways', 'Gateway')
  const versions = names.map((name) => server.put('gateways', gateway(name)))
  const transport = httpTransport({ server: server.url, read: async () => ({ headers: {}, tls: {} }), reload: async () => {} })
  const stop = new AbortController()
  const timing = { ...realTiming(), firstRetry: 2, lastRetry: 8 }
  const store = new ObjectStore()
  store.observe(observer)
  const discovery = new Discovery(transport, timing, stop.signal)
  const logger = pino({ level: 'silent' })
  const reflector = new Reflector({ facts: kindFacts('Gateway'), store, transport, discovery, timing, logger, onSettled })
  const running = reflector.run(stop.signal)
  onTestFinished(async () => {
    stop.abort(new Error('stopped'))
    await running
    await transport.close()
    await server.stop()
  })
  await until(() => expect(reflector.status().watching).toBe(true))
  const held = () => [...store.table('Gateway').all()].map(({ metadata }) => metadata.resourceVersion)
  return { server, store, reflector, versions, held }
}

test('when every object is written anew, as when a CRD is upgraded, others get their turn in between and nothing is missed', async () => {
  let puts = 0
  const put = () => {
    puts += 1
  }
  const { server, held, reflector } = await reflecting(NAMES, { put, adopted: () => {} })
  const versions = NAMES.map((name) => server.put('gateways', gateway(name, { labels: { padding: 'x'.repeat(200) } })))
  let most = 0
  while (puts < NAMES.length) {
    const before = puts
    await nextTurn()
    most = Math.max(most, puts - before)
  }
  // 64 KiB are less than 200 such events, and what was read with them is as much again at most.
  expect(most).toBeLessThan(400)
  expect(held()).toEqual(versions)
  expect(reflector.status()).toMatchObject({ objects: NAMES.length, relists: 0, errors: 0 })
})

test('what is told of an event or a list may fail: the next try has it right, and nobody else notices', async () => {
  let failures = 0
  const fail = () => {
    failures += 1
    // Every second time.
    if (failures % 2 === 1) throw new Error('told in vain')
  }
  const { server, held, reflector } = await reflecting(['a', 'b'], { put: fail, adopted: fail }, fail)
  const versions = ['a', 'b', 'c'].map((name) => server.put('gateways', gateway(name)))
  await until(() => expect(held()).toEqual(versions))
  expect(failures).toBeGreaterThan(3)
  expect(reflector.status()).toMatchObject({ state: 'listed', lastError: 'told in vain' })
})
