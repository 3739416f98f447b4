import { expect, test } from 'vitest'
import { sleep } from '../../src/cluster/timing.ts'
import { KINDS } from '../../src/gateway/kinds.ts'
import { refuse } from '../support/fake-api-server.ts'
import { GROUP, gateway, running, until } from './running.ts'

test('ready comes when every cached kind is listed or known not to be served', async () => {
  let release = () => {}
  const cluster = await running((server) => {
    server.fault(/services\?.*limit/, (_, response) => {
      release = () => refuse(response, 500, 'InternalError')
    })
  })
  await until(() => expect(cluster.live.status().filter(({ state }) => state === 'waiting')).toHaveLength(1))
  expect(cluster.live.ready()).toBe(false)
  release()
  await cluster.live.whenReady()
  expect(cluster.live.ready()).toBe(true)
  const states = Object.fromEntries(cluster.live.status().map(({ kind, state }) => [kind, state]))
  expect(Object.keys(states)).toEqual(KINDS.filter(({ cached }) => cached).map(({ kind }) => kind))
  expect(states).toMatchObject({ Gateway: 'listed', Namespace: 'listed', Secret: 'listed', HTTPRoute: 'absent', GatewayClass: 'absent' })
  expect(cluster.lines.map(({ msg }) => msg)).toContain(`cluster ${cluster.server.url} is in view: 0 objects of 5 kinds`)
})

test('a kind that is not served is absent, looked for again, and picked up when its CRD comes', async () => {
  const cluster = await running()
  await cluster.ready()
  expect(cluster.live.view.get('HTTPRoute', 'shop', 'web')).toEqual({ state: 'absent' })
  cluster.server.serve(GROUP, ['v1', 'v1beta1'], 'httproutes', 'HTTPRoute')
  const version = cluster.server.put('httproutes', { metadata: { name: 'web', namespace: 'shop' }, spec: {} })
  await until(() => expect(cluster.resourceVersion('HTTPRoute', 'shop', 'web')).toBe(version))
  expect(cluster.status('HTTPRoute')).toMatchObject({ state: 'listed', version: 'v1' })
  expect(cluster.live.ready()).toBe(true)
  expect(cluster.about('HTTPRoute')).toEqual([
    expect.stringMatching(/is not served/),
    'HTTPRoute: is served now',
    'HTTPRoute: listed as v1: 1 objects',
  ])
})

test('a kind whose CRD goes becomes absent, and its objects with it', async () => {
  const cluster = await running((server) => void server.put('gateways', gateway('edge')))
  await cluster.watched('gateways')
  cluster.server.withdraw('gateways')
  await until(() => expect(cluster.status('Gateway')).toMatchObject({ state: 'absent', objects: 0, version: undefined }))
  expect(cluster.live.view.gatewaysOfClass('kong')).toEqual({ state: 'known', items: [] })
})

test('a server that serves nothing for a moment, as it does while it starts, makes nothing absent', async () => {
  // Every kind is served, and time passes only by waiting: then each question to discovery is the Gateways' own.
  let now = 0
  const cluster = await running(
    (server) => {
      for (const { group, versions, plural, kind } of KINDS.filter(({ group }) => group === GROUP)) server.serve(group, [...versions], plural, kind)
      server.put('gateways', gateway('edge'))
    },
    {
      now: () => now,
      sleep: async (ms, signal) => {
        now += ms
        await sleep(2, signal)
      },
    },
  )
  await cluster.ready()
  await cluster.watched('gateways')
  cluster.server.fault(new RegExp(`/apis/${GROUP}$`), (_, response) => refuse(response, 404, 'NotFound'))
  cluster.server.fault(/gateways\?.*watch/, (_, response) => refuse(response, 404, 'NotFound'))
  cluster.server.endWatches('gateways', 'destroy')
  await until(() => expect(cluster.status('Gateway').relists).toBe(1))
  expect(cluster.server.requests(new RegExp(`/apis/${GROUP}\\?$`))).toHaveLength(3)
  expect(cluster.about('Gateway')).toEqual(['Gateway: listed as v1: 1 objects'])
  expect(cluster.resourceVersion('Gateway', 'infra', 'edge')).toBe('1001')
})

test('the best served version is taken, and another one when it comes or goes', async () => {
  const cluster = await running((server) => {
    server.serve(GROUP, ['v1alpha2'], 'referencegrants', 'ReferenceGrant')
    server.put('referencegrants', { metadata: { name: 'g', namespace: 'infra' }, spec: { from: [], to: [] } })
  })
  const apiVersion = () => {
    const found = cluster.live.view.get('ReferenceGrant', 'infra', 'g')
    return found.state === 'found' ? found.object.apiVersion : found.state
  }
  await cluster.watched('referencegrants')
  expect(apiVersion()).toBe(`${GROUP}/v1alpha2`)
  for (const versions of [['v1beta1', 'v1alpha2'], ['v1', 'v1beta1'], ['v1']]) {
    cluster.server.serve(GROUP, versions, 'referencegrants', 'ReferenceGrant')
    const best = versions.includes('v1beta1') ? 'v1beta1' : 'v1'
    await until(() => {
      if (cluster.status('ReferenceGrant').version !== best) cluster.server.endWatches('referencegrants')
      expect(apiVersion()).toBe(`${GROUP}/${best}`)
    })
  }
  expect(cluster.status('ReferenceGrant')).toMatchObject({ state: 'listed', objects: 1 })
})

test('rights that are withheld make a kind unknown, not the process unready; granted later, they are used', async () => {
  const cluster = await running((server) => {
    server.put('secrets', { metadata: { name: 'cert', namespace: 'infra' }, type: 'kubernetes.io/tls', data: { 'tls.crt': 'x', 'tls.key': 'y' } })
    server.fault(/secrets\?/, (_, response) => refuse(response, 403, 'Forbidden'), 6)
  })
  await cluster.ready()
  await until(() => expect(cluster.status('Secret').state).not.toBe('waiting'))
  await until(() => expect(cluster.status('Secret').state).toBe('listed'))
  expect(cluster.about('Secret')).toEqual(['Secret: no right to read: scripted: Forbidden (403)', 'Secret: listed as v1: 1 objects'])
})

test('a kind without rights says why it is unknown', async () => {
  const cluster = await running((server) => server.fault(/secrets\?/, (_, response) => refuse(response, 403, 'Forbidden'), 10_000))
  await cluster.ready()
  expect(cluster.live.view.get('Secret', 'infra', 'cert')).toEqual({ state: 'unknown', why: 'no right to read secrets' })
  expect(cluster.status('Secret')).toMatchObject({ state: 'forbidden', lastError: 'scripted: Forbidden (403)' })
})

test('one 403 on a kind that was readable is a server that starts up; rights that stay away are believed', async () => {
  const cluster = await running((server) => void server.put('gateways', gateway('edge')))
  await cluster.watched('gateways')
  cluster.server.fault(/gateways\?/, (_, response) => refuse(response, 403, 'Forbidden'), 2)
  cluster.server.endWatches('gateways')
  await until(() => expect(cluster.status('Gateway').errors).toBe(2))
  await cluster.watched('gateways')
  expect(cluster.resourceVersion('Gateway', 'infra', 'edge')).toBe('1001')
  expect(cluster.about('Gateway').filter((line) => /no right/.test(line))).toEqual([])
  cluster.server.bookmark('gateways')
  await until(() => expect(cluster.status('Gateway').lastBookmark).toBeDefined())
  cluster.server.fault(/gateways\?/, (_, response) => refuse(response, 403, 'Forbidden'), 10_000)
  cluster.server.endWatches('gateways')
  await until(() => expect(cluster.resourceVersion('Gateway', 'infra', 'edge')).toBe('unknown'))
  expect(cluster.live.ready()).toBe(true)
})
