import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KindTable } from '../../src/gateway/kind-table.ts'
import { KINDS, type Kind } from '../../src/gateway/kinds.ts'
import { isCached, project } from '../../src/gateway/projection.ts'
import { deepFreeze, gateway, grant } from './objects.ts'

/** What projections and indexes look for, so that what is made up is not passed by. */
const FIELDS = [
  ...['parentRefs', 'parentRef', 'rules', 'backendRefs', 'backendRef', 'listeners', 'hostname', 'hostnames', 'tls', 'certificateRefs', 'filters'],
  ...['name', 'namespace', 'kind', 'group', 'port', 'protocol', 'from', 'to', 'targetRefs', 'matches', 'path', 'headers', 'value', 'type'],
  ...['gatewayClassName', 'controllerName', 'parametersRef', 'infrastructure', 'validation', 'caCertificateRefs', 'frontend', 'default', 'perPort'],
  ...['sectionName', 'requestMirror', 'extensionRef', 'ports', 'conditions', 'supportedFeatures'],
]

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
  expect((['GatewayClass', 'Gateway', 'ListenerSet', 'ReferenceGrant', 'XTelemetryPolicy', 'XBackendTrafficPolicy'] as const).every(isCached)).toBe(
    true,
  )
  expect((['XBackend', 'XMesh'] as const).some(isCached)).toBe(false)
})

describe('an object of any shape', () => {
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 5 },
      fc.constant(null),
      fc.string(),
      fc.integer(),
      fc.array(tie('json'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...FIELDS), tie('json'), { maxKeys: 6 }),
    ),
  }))

  it.each(KINDS.filter(({ cached }) => cached).map(({ kind }) => kind as Kind))('is projected and indexed without an error: %s', (kind) => {
    fc.assert(
      fc.property(json, json, json, json, (spec, status, annotations, labels) => {
        const table = new KindTable(kind)
        const object = project(kind, { apiVersion: 'v1', kind, metadata: { name: 'x', annotations, labels }, spec, status } as never)
        table.put(object)
        table.put(object)
        expect(table.remove(undefined, 'x')).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
