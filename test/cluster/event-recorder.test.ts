import type { IncomingMessage, ServerResponse } from 'node:http'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { EventRecorder } from '../../src/cluster/event-recorder.ts'
import { httpTransport } from '../../src/cluster/http-transport.ts'
import type { Kind } from '../../src/gateway/kinds.ts'
import type { AnyObject } from '../../src/gateway/objects.ts'
import { FakeApiServer } from '../support/fake-api-server.ts'
import { type Line, until } from './running.ts'

interface Written {
  readonly path: string
  readonly event: Record<string, unknown> & { metadata: { name: string; namespace: string }; note: string }
}

/** An API server that answers the writes of Events with these statuses, the last one again and again. */
async function recording(...statuses: readonly (number | 'hang')[]) {
  const server = await FakeApiServer.start()
  const written: Written[] = []
  const lines: Line[] = []
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = Buffer.concat(await request.toArray()).toString()
    const status = statuses[Math.min(written.length, statuses.length - 1)]
    written.push({ path: request.url ?? '', event: JSON.parse(body) })
    if (status === 'hang') return
    response.writeHead(status ?? 201, { 'content-type': 'application/json' }).end(JSON.stringify({ message: 'as it was told' }))
  }
  server.fault(/./, (request, response) => void answer(request, response), Number.POSITIVE_INFINITY)
  const transport = httpTransport({ server: server.url, read: async () => ({ headers: {}, tls: {} }), reload: async () => {} })
  const recorder = new EventRecorder(transport, pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) }))
  onTestFinished(async () => {
    await recorder.stop()
    await transport.close()
    await server.stop()
  })
  return { recorder, written, lines }
}

const object = (kind: Kind, name: string, namespace?: string) =>
  ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind,
    metadata: { name, uid: `uid of ${name}`, resourceVersion: '7', ...(namespace !== undefined && { namespace }) },
  }) as unknown as AnyObject
const contradiction = (name: string, message = 'the class is held by Gateway "first"') => ({
  kind: 'Gateway' as const,
  object: object('Gateway', name, 'infra'),
  rule: 'several-gateways-per-class',
  message,
})

test('an Event is a warning on the object, in its namespace, in the words of the finding', async () => {
  const { recorder, written } = await recording(201)
  recorder.record(contradiction('second'))
  await until(() => expect(written).toHaveLength(1))
  expect(written[0]).toMatchObject({
    path: '/apis/events.k8s.io/v1/namespaces/infra/events',
    event: {
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: { namespace: 'infra', name: expect.stringMatching(/^second\.[0-9a-f]{16}$/) },
      type: 'Warning',
      reason: 'ContradictionAdmitted',
      note: '[several-gateways-per-class] the class is held by Gateway "first"',
      eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      regarding: { kind: 'Gateway', namespace: 'infra', name: 'second', uid: 'uid of second', resourceVersion: '7' },
    },
  })
})

test('on an object of no namespace it is in "default"', async () => {
  const { recorder, written } = await recording(201)
  recorder.record({ ...contradiction('x'), kind: 'GatewayClass', object: object('GatewayClass', 'kong') })
  await until(() => expect(written).toHaveLength(1))
  expect(written[0]).toMatchObject({ path: expect.stringContaining('/namespaces/default/'), event: { metadata: { namespace: 'default' } } })
  expect(written[0]?.event.regarding).not.toHaveProperty('namespace')
})

test.each([
  ['a very long name', contradiction(`${'a'.repeat(236)}.${'b'.repeat(16)}`)],
  ['a very long message', contradiction('second', '“'.repeat(2000))],
  ['a long message that ends between two characters', contradiction('second', `${'a'.repeat(700)}${'😀'.repeat(500)}`)],
])('%s is cut to what an Event takes', async (_, long) => {
  const { recorder, written } = await recording(201)
  recorder.record(long)
  await until(() => expect(written).toHaveLength(1))
  const { metadata, note } = (written[0] as Written).event
  expect(metadata.name).toMatch(/^[a-z0-9]+(?:\.[a-z0-9]+)+$/)
  expect(metadata.name.length).toBeLessThanOrEqual(253)
  expect(Buffer.byteLength(note)).toBeLessThanOrEqual(1024)
  expect(note).not.toContain('\uFFFD')
})

test('what two replicas say of one object is one Event, and what is said anew is another', async () => {
  const [one, other] = [await recording(201), await recording(409)]
  one.recorder.record(contradiction('second'))
  other.recorder.record(contradiction('second'))
  other.recorder.record(contradiction('second', 'and now by another'))
  other.recorder.record(contradiction('third'))
  await until(() => expect([one.written.length, other.written.length]).toEqual([1, 3]))
  const names = other.written.map(({ event }) => event.metadata.name)
  expect(names[0]).toBe(one.written[0]?.event.metadata.name)
  expect(new Set(names).size).toBe(3)
  await other.recorder.stop()
  expect(other.lines).toEqual([])
})

test('failing is logged once, with what to do about a missing right, and again only after an Event was written', async () => {
  const { recorder, written, lines } = await recording(403, 500, 201, 403, 403)
  for (let n = 0; n < 5; n++) recorder.record(contradiction(`g${n}`))
  await until(() => expect(written).toHaveLength(5))
  await recorder.stop()
  const warned = lines.filter(({ level }) => level === 40) as unknown as { err: { message: string } }[]
  expect(warned.map(({ err }) => err.message)).toEqual(
    Array(2).fill('cannot create an Event: the API server answered 403: as it was told (overlay events brings the right to create Events)'),
  )
})

test('an API server that hangs keeps no more than a hundred waiting, nor the end of the process', async () => {
  const { recorder, written, lines } = await recording('hang')
  for (let n = 0; n < 150; n++) recorder.record(contradiction(`g${n}`))
  await until(() => expect(written).toHaveLength(1))
  await recorder.stop()
  recorder.record(contradiction('late'))
  expect(written).toHaveLength(1)
  expect(lines.filter(({ level }) => level === 40)).toHaveLength(1)
})
