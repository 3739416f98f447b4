import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import type { AnyObject } from '../../src/gateway/objects.ts'
import { GROUP, gateway, running } from './running.ts'

const EDGE = { kind: 'Gateway', namespace: 'infra', name: 'edge' } as const
const SOON = () => performance.now() + 500
const asObject = (object: unknown) => object as AnyObject
const admitted = (name: string) => asObject({ ...gateway(name), apiVersion: `${GROUP}/v1`, kind: 'Gateway' })

async function watching(...names: readonly string[]) {
  const cluster = await running((server) => {
    server.serve(GROUP, ['v1beta1'], 'referencegrants', 'ReferenceGrant')
    for (const name of names) server.put('gateways', gateway(name))
  })
  await cluster.ready()
  await cluster.watched('gateways')
  return cluster
}

test('what a lagging view holds is corrected by a live read, and what it lacks too', async () => {
  const { live, server } = await watching('edge', 'other')
  server.forget('gateways', 'infra', 'edge')
  const absent = { kind: 'Gateway', namespace: 'infra', name: 'absent' } as const
  const testimony = await live.witness.testify([EDGE, absent, { ...EDGE, name: 'other' }], SOON())
  expect(testimony.heard).toHaveLength(3)
  expect(testimony.view.get('Gateway', 'infra', 'edge')).toEqual({ state: 'absent' })
  const left = testimony.view.gatewaysOfClass('kong')
  expect(left.state === 'known' && left.items.map(({ metadata }) => metadata.name)).toEqual(['other'])
  // The view itself is the watch's to change.
  expect(live.view.get('Gateway', 'infra', 'edge')).toMatchObject({ state: 'found' })
})

test('a claim without a name is of all that is in the namespace', async () => {
  const { live, server, watched } = await watching()
  await watched('referencegrants')
  const grant = (name: string, namespace = 'pay') => ({ metadata: { name, namespace }, spec: { from: [], to: [] } })
  server.put('referencegrants', grant('gone'))
  await expect.poll(() => live.view.grantsIn('pay')).toMatchObject({ items: [{}] })
  server.forget('referencegrants', 'pay', 'gone')
  server.plant('referencegrants', grant('new'))
  server.plant('referencegrants', grant('elsewhere', 'other'))
  const { view, heard } = await live.witness.testify([{ kind: 'ReferenceGrant', namespace: 'pay' }], SOON())
  const grants = view.grantsIn('pay')
  expect([heard.length, grants.state === 'known' && grants.items.map(({ metadata }) => metadata.name)]).toEqual([1, ['new']])
})

test.each<[string, (server: { fault(matches: RegExp, fault: () => void, times?: number): void }) => void]>([
  ['hangs', (server) => server.fault(/gateways\/edge/, () => {}, 9)],
  [
    'answers junk',
    (server) => server.fault(/gateways\/edge/, ((_: never, response: { end(text: string): void }) => response.end('{"kind":')) as never, 9),
  ],
])('an API server that %s confirms nothing, within the deadline, and the rest is heard', async (_, prepare) => {
  const { live, server } = await watching('edge', 'other')
  prepare(server)
  const other = { ...EDGE, name: 'other' }
  const began = performance.now()
  const testimony = await live.witness.testify([EDGE, other], began + 150)
  expect(performance.now() - began).toBeLessThan(2000)
  expect(testimony).toMatchObject({ heard: [other], pending: [] })
})

test('reads of one object at one time are one read, and there are at most 16 for one review', async () => {
  const { live, server } = await watching('edge')
  await Promise.all(Array.from({ length: 20 }, () => live.witness.testify([EDGE], SOON())))
  expect(server.requests(/gateways\/edge/)).toHaveLength(1)
  const many = Array.from({ length: 20 }, (_, n) => ({ ...EDGE, name: `g${n}` }))
  expect((await live.witness.testify(many, SOON())).heard).toHaveLength(16)
})

test('a read that began before it was asked for confirms nothing', async () => {
  const { live, server } = await watching('edge')
  let answerFirst = () => {}
  server.fault(/gateways\/edge/, (_, response) => {
    const before = JSON.stringify({ ...gateway('edge'), apiVersion: `${GROUP}/v1`, kind: 'Gateway' })
    answerFirst = () => response.writeHead(200, { 'content-type': 'application/json' }).end(before)
  })
  const first = live.witness.testify([EDGE], performance.now() + 5000)
  await expect.poll(() => server.requests(/gateways\/edge/)).toHaveLength(1)
  server.forget('gateways', 'infra', 'edge')
  const second = live.witness.testify([EDGE], performance.now() + 5000)
  answerFirst()
  expect((await first).view.get('Gateway', 'infra', 'edge')).toMatchObject({ state: 'found' })
  expect((await second).view.get('Gateway', 'infra', 'edge')).toEqual({ state: 'absent' })
})

test('what is admitted while it is read counts as there, by its name and among all of its namespace', async () => {
  const { live, server } = await watching()
  const held: (() => void)[] = []
  const hold = (body: object, status: number) => (_: unknown, response: ServerResponse) => {
    held.push(() => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)))
  }
  server.fault(/gateways\/edge/, hold({ kind: 'Status', code: 404, reason: 'NotFound' }, 404))
  server.fault(/pay\/referencegrants/, hold({ kind: 'ReferenceGrantList', metadata: { resourceVersion: '1' }, items: [] }, 200))
  const asked = live.witness.testify([EDGE, { kind: 'ReferenceGrant', namespace: 'pay' }], performance.now() + 5000)
  await expect.poll(() => held).toHaveLength(2)
  const grant = { apiVersion: `${GROUP}/v1beta1`, kind: 'ReferenceGrant', metadata: { name: 'new', namespace: 'pay' }, spec: { from: [], to: [] } }
  live.witness.admitted('Gateway', admitted('edge'), SOON())
  live.witness.admitted('ReferenceGrant', asObject(grant), SOON())
  for (const answer of held) answer()
  const { view, heard, pending } = await asked
  expect([heard.map(({ kind }) => kind), pending]).toEqual([['ReferenceGrant'], [EDGE]])
  expect(view.get('Gateway', 'infra', 'edge')).toMatchObject({ state: 'found' })
  expect(view.grantsIn('pay')).toMatchObject({ items: [{ metadata: { name: 'new' } }] })
})

test('an object just admitted is waited for, and told as pending where it does not come', async () => {
  const { live, server } = await watching()
  live.witness.admitted('Gateway', admitted('edge'), performance.now() + 60_000)
  const waited = await live.witness.testify([EDGE], performance.now() + 100)
  expect(waited).toMatchObject({ heard: [], pending: [EDGE] })
  expect(waited.view.get('Gateway', 'infra', 'edge')).toMatchObject({ state: 'found' })
  // No read was made: it would have been too early to say anything.
  expect(server.requests(/gateways\/edge/)).toEqual([])
  const coming = live.witness.testify([EDGE], performance.now() + 2000)
  server.put('gateways', gateway('edge'))
  expect(await coming).toMatchObject({ heard: [EDGE], pending: [] })
})

test('of a kind that the cluster does not serve there is nothing, and that is known', async () => {
  const { live } = await watching()
  const { heard } = await live.witness.testify([{ kind: 'GatewayClass', name: 'kong' }], SOON())
  expect(heard).toHaveLength(1)
})

test('a write that never came is disproved by a read after its deadline', async () => {
  const { live } = await watching()
  live.witness.admitted('Gateway', admitted('edge'), performance.now() - 1)
  expect(live.pending).toBe(1)
  const { view, heard } = await live.witness.testify([EDGE], SOON())
  expect([heard, view.get('Gateway', 'infra', 'edge'), live.pending]).toEqual([[EDGE], { state: 'absent' }, 0])
})
