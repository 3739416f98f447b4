import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { getJson } from '../../src/cluster/get-json.ts'
import { Silence } from '../../src/cluster/patience.ts'
import { realTiming } from '../../src/cluster/timing.ts'
import type { ApiRequest, ApiResponse, Transport } from '../../src/cluster/transport.ts'
import { watchEvents } from '../../src/cluster/watch-events.ts'

const TIMING = realTiming()
const BOOKMARK = '{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"7"}}}\n'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

/** A transport whose one answer is said by the test, piece by piece. As the real one, it gives up when it is told to. */
function scripted() {
  let pieces: TransformStreamDefaultController<Uint8Array> | undefined
  const answered = Promise.withResolvers<ApiResponse>()
  let signal: AbortSignal | undefined
  const transport: Transport = {
    server: 'https://scripted',
    request(request: ApiRequest) {
      signal = request.signal
      request.signal.addEventListener('abort', () => {
        answered.reject(request.signal.reason)
        pieces?.error(request.signal.reason)
      })
      return answered.promise
    },
    close: async () => {},
  }
  const { readable } = new TransformStream<Uint8Array, Uint8Array>({
    start(controller) {
      pieces = controller
    },
  })
  return {
    transport,
    accept: () => answered.resolve({ status: 200, headers: {}, body: Object.assign(readable, { cancel: async () => {} }) }),
    say: (text: string) => pieces?.enqueue(Buffer.from(text)),
    end: () => pieces?.terminate(),
    aborted: () => signal?.aborted ?? false,
  }
}

function watching() {
  const server = scripted()
  const heard: string[] = []
  const ended = (async () => {
    const events = watchEvents(server.transport, '/watch', 'application/json', TIMING, new AbortController().signal, () => heard.push('opened'))
    for await (const { type } of events) heard.push(type)
    return 'ended'
  })().catch((error: unknown) => error)
  return { ...server, heard, ended }
}

function getting() {
  const server = scripted()
  const ended = getJson(server.transport, '/list', 'application/json', TIMING, new AbortController().signal).catch((error: unknown) => error)
  return { ...server, ended }
}

test('a quiet watch with a bookmark a minute goes on for as long as it likes, and is given up once they stay away', async () => {
  const { accept, say, heard, ended, aborted } = watching()
  accept()
  for (let minute = 0; minute < 12; minute++) {
    await pass(60_000)
    say(BOOKMARK)
  }
  await pass(TIMING.idle - 1)
  expect(heard).toEqual(['opened', ...Array.from({ length: 12 }, () => 'BOOKMARK')])
  expect(aborted()).toBe(false)
  await pass(1)
  expect(aborted()).toBe(true)
  expect(await ended).toBeInstanceOf(Silence)
})

test('half an event is a sign of life too, and half of one is all that is waited for', async () => {
  const { accept, say, heard, ended } = watching()
  accept()
  say(BOOKMARK.slice(0, 9))
  await pass(TIMING.idle - 1)
  say(BOOKMARK.slice(9, 12))
  await pass(TIMING.idle - 1)
  expect(heard).toEqual(['opened'])
  await pass(1)
  expect(await ended).toBeInstanceOf(Silence)
})

test('a watch that is not even answered is given up as well', async () => {
  const { heard, ended } = watching()
  await pass(TIMING.idle)
  expect(await ended).toBeInstanceOf(Silence)
  expect(heard).toEqual([])
})

test('a slow list is waited for as long as it goes on, and not longer than a minute when it does not', async () => {
  const slow = getting()
  await pass(TIMING.answer - 1)
  slow.accept()
  for (const piece of ['{"items"', ':[', ']}']) {
    await pass(TIMING.answer - 1)
    slow.say(piece)
  }
  slow.end()
  await pass(0)
  expect(await slow.ended).toEqual({ items: [] })
  const stuck = getting()
  stuck.accept()
  stuck.say('{"items":')
  await pass(TIMING.answer)
  expect(await stuck.ended).toMatchObject({ name: 'Silence', message: 'nothing was heard from the API server for 60 s' })
  expect(vi.getTimerCount()).toBe(0)
})
