import { expect, it } from 'vitest'
import { isCached, project } from '../../src/gateway/projection.ts'
import { deepFreeze, gateway, grant } from './objects.ts'

const metadata = { name: 'x', namespace: 'n', uid: 'u', resourceVersion: '7', creationTimestamp: '2026-01-01T00:00:00Z', labels: { a: 'b' } }
const noise = { managedFields: [{ manager: 'kubectl' }], ownerReferences: [], generation: 3, selfLink: '/x', finalizers: ['f'] }
const full = (object: object) => deepFreeze({ apiVersion: 'v1', kind: 'Any', metadata: { ...metadata, ...noise }, ...object })

it('keeps the metadata that decides, and drops the rest', () => {
  expect(project('Gateway', full({ ...gateway(), metadata: { ...metadata, ...noise, deletionTimestamp: 't' } })).metadata).toEqual({
    ...metadata,
    deletionTimestamp: 't',
  })
})

it('drops the last applied copy, and annotations altogether where it was the only one', () => {
  const last = { 'kubectl.kubernetes.io/last-applied-configuration': '{}' }
  expect(project('Gateway', full({ metadata: { ...metadata, annotations: { ...last, a: 'b' } } })).metadata.annotations).toEqual({ a: 'b' })
  expect(project('Gateway', full({ metadata: { ...metadata, annotations: last } })).metadata).toEqual(metadata)
})

it('drops the status of everything but the features of a class and whether it is accepted', () => {
  expect(project('Gateway', full({ spec: { listeners: [] }, status: { conditions: [] } }))).toEqual({
    apiVersion: 'v1',
    kind: 'Gateway',
    metadata,
    spec: { listeners: [] },
  })
  const status = { conditions: [], supportedFeatures: [{ name: 'HTTPRoute' }] }
  expect(project('GatewayClass', full({ spec: { controllerName: 'x' }, status }))).toEqual({
    apiVersion: 'v1',
    kind: 'GatewayClass',
    metadata,
    spec: { controllerName: 'x' },
    status: { supportedFeatures: [{ name: 'HTTPRoute' }] },
  })
  expect(project('GatewayClass', full({ status: { supportedFeatures: 'x', conditions: 'y' } }))).not.toHaveProperty('status')
  const conditions = [
    { type: 'SupportedVersion', status: 'True', reason: 'SupportedVersion' },
    { type: 'Accepted', status: 'False', reason: 'InvalidParameters', message: 'a long one', lastTransitionTime: '2026-01-01T00:00:00Z' },
  ]
  expect(project('GatewayClass', full({ status: { conditions } }))).toMatchObject({
    status: { conditions: [{ type: 'Accepted', status: 'False', reason: 'InvalidParameters' }] },
  })
})

it('keeps of a Service what is asked of one', () => {
  const spec = { type: 'ClusterIP', clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1'], ports: [{ port: 80 }], externalName: 'x.example' }
  expect(project('Service', full({ spec: { ...spec, selector: { app: 'x' }, sessionAffinity: 'None' } }))).toEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec,
  })
  expect(project('Service', full({ spec: { sessionAffinity: 'ClientIP', sessionAffinityConfig: {} } }))).toMatchObject({
    spec: { sessionAffinity: 'ClientIP' },
  })
})

it('keeps no content of Namespaces and ConfigMaps', () => {
  for (const kind of ['Namespace', 'ConfigMap'] as const) {
    expect(project(kind, full({ data: { a: 'b' }, binaryData: {}, spec: {} }))).toEqual({ apiVersion: 'v1', kind, metadata })
  }
})

it('keeps a grant whole', () => {
  const one = grant('payments', { kind: 'HTTPRoute', namespace: 'shop' }, { kind: 'Service' })
  expect(project('ReferenceGrant', deepFreeze(one))).toEqual(one)
})

it('takes specs of any shape', () => {
  for (const spec of [undefined, null, 'x', [], 7]) {
    for (const kind of ['Gateway', 'GatewayClass', 'Service', 'HTTPRoute'] as const) expect(project(kind, full({ spec })).metadata.name).toBe('x')
  }
})

it('what prediction reads is cached', () => {
  expect((['GatewayClass', 'Gateway', 'ListenerSet', 'ReferenceGrant'] as const).every(isCached)).toBe(true)
  expect(isCached('XBackend')).toBe(false)
})
