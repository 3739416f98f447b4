import { expect, test } from 'vitest'
import { gateway, running, until } from './running.ts'

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

function secret(name: string, type = 'Opaque', data: Record<string, string> = { password: 'aHVudGVyMg==' }) {
  const annotations = { [LAST_APPLIED]: JSON.stringify({ data }), note: 'hunter2' }
  return {
    metadata: { name, namespace: 'infra', labels: { app: 'x' }, annotations, managedFields: [{ fieldsV1: { 'f:password': {} } }] },
    type,
    data,
  }
}

test('of a Secret type and number of keys are known, from lists and from watches, and nothing that it holds', async () => {
  const cluster = await running((server) => {
    server.put('secrets', secret('opaque'))
    server.put('secrets', secret('cert', 'kubernetes.io/tls', { 'tls.crt': 'aHVudGVyMg==', 'tls.key': 'aHVudGVyMg==' }))
  })
  await cluster.watched('secrets')
  expect(cluster.live.view.get('Secret', 'infra', 'cert')).toEqual({
    state: 'found',
    object: {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'cert', namespace: 'infra', resourceVersion: '1002', labels: { app: 'x' } },
      type: 'kubernetes.io/tls',
      keyCount: 2,
    },
  })
  // A bookmark may be the first Table of a watch, and then it is the one that names the columns.
  cluster.server.bookmark('secrets')
  for (const name of ['late', 'later']) {
    cluster.server.put('secrets', secret(name))
    await until(() => expect(cluster.live.view.get('Secret', 'infra', name)).toMatchObject({ object: { type: 'Opaque', keyCount: 1 } }))
  }
  cluster.server.remove('secrets', 'infra', 'opaque')
  await until(() => expect(cluster.live.view.get('Secret', 'infra', 'opaque')).toEqual({ state: 'absent' }))
  expect(cluster.status('Secret').errors).toBe(0)
  const held = JSON.stringify(['cert', 'late', 'later'].map((name) => cluster.live.view.get('Secret', 'infra', name)))
  expect(held).not.toMatch(/hunter2|aHVudGVyMg|password|tls\.key/)
})

test('Secrets are asked for as Tables and ConfigMaps by metadata, with no fuller form accepted', async () => {
  const cluster = await running()
  await cluster.watched('secrets')
  await cluster.watched('configmaps')
  const secrets = cluster.server.requests(/\/secrets\?/)
  expect(new Set(secrets.map(({ accept }) => accept))).toEqual(new Set(['application/json;as=Table;v=v1;g=meta.k8s.io']))
  expect(secrets.every(({ query }) => query.get('includeObject') === 'Metadata')).toBe(true)
  expect(cluster.server.requests(/\/configmaps\?/).map(({ accept }) => accept)).toEqual([
    'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
    'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
  ])
})

test('a server that sends whole Secrets all the same is not listened to', async () => {
  const cluster = await running((server) => {
    server.fault(
      /\/secrets\?/,
      (_, response) => {
        response.end(JSON.stringify({ kind: 'SecretList', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items: [secret('s')] }))
      },
      10_000,
    )
  })
  await until(() => expect(cluster.status('Secret').errors).toBeGreaterThan(1))
  expect(cluster.status('Secret')).toMatchObject({ state: 'waiting', objects: 0 })
  expect(cluster.status('Secret').lastError).toBe('the API server answered SecretList where Table was asked for (secrets)')
})

test('a Table without the columns that are needed is an error', async () => {
  const cluster = await running((server) => {
    const metadata = { name: 's', namespace: 'n', resourceVersion: '1' }
    const table = {
      kind: 'Table',
      metadata: { resourceVersion: '1' },
      columnDefinitions: [{ name: 'Name' }],
      rows: [{ cells: ['s'], object: { metadata } }],
    }
    server.fault(/\/secrets\?/, (_, response) => void response.end(JSON.stringify(table)))
  })
  await cluster.ready()
  expect(cluster.status('Secret')).toMatchObject({ state: 'listed', errors: 1, lastError: 'a Table of secrets has no columns Type and Data' })
})

test('ConfigMaps, Services and Gateways come with their own apiVersion and kind, and without what nobody reads', async () => {
  const cluster = await running((server) => {
    server.put('configmaps', { metadata: { name: 'ca', namespace: 'infra' }, data: { 'ca.crt': 'x' } })
    server.put('services', { metadata: { name: 'web', namespace: 'infra' }, spec: { ports: [{ port: 80 }], selector: { a: 'b' } }, status: {} })
    server.put('gateways', { ...gateway('edge', { managedFields: [{}] }), status: { conditions: [] } })
  })
  await cluster.watched('configmaps')
  await cluster.watched('services')
  await cluster.watched('gateways')
  const object = (kind: 'ConfigMap' | 'Service' | 'Gateway', name: string) => {
    const found = cluster.live.view.get(kind, 'infra', name)
    return found.state === 'found' ? found.object : found
  }
  expect(object('ConfigMap', 'ca')).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'ca', namespace: 'infra', resourceVersion: '1001' },
  })
  expect(object('Service', 'web')).toMatchObject({ apiVersion: 'v1', kind: 'Service', spec: { ports: [{ port: 80 }] } })
  expect(Object.keys(object('Gateway', 'edge'))).toEqual(['apiVersion', 'kind', 'metadata', 'spec'])
  cluster.server.put('configmaps', { metadata: { name: 'new', namespace: 'infra' }, data: { a: 'b' } })
  await until(() => expect(object('ConfigMap', 'new')).toMatchObject({ apiVersion: 'v1', kind: 'ConfigMap' }))
})
