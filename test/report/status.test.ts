import { loadAll } from 'js-yaml'
import { expect, test } from 'vitest'
import type { ObjectStatus } from '../../src/prediction/status.ts'
import { statusJson, statusLine, statusYaml } from '../../src/report/status.ts'

const conditions = [{ type: 'Accepted', status: 'True', reason: 'Accepted' }] as const
const gateway: ObjectStatus = {
  kind: 'Gateway',
  namespace: 'a',
  name: 'gw',
  conditions,
  listeners: [{ name: 'http', attachedRoutes: 1, supportedKinds: ['HTTPRoute'], conditions }],
}
const route: ObjectStatus = {
  kind: 'HTTPRoute',
  namespace: 'a',
  name: 'r',
  parents: [{ parentRef: { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'gw' }, controllerName: 'c', conditions }],
}
const predicted = [
  { apiVersion: 'gateway.networking.k8s.io/v1', status: gateway },
  { apiVersion: 'gateway.networking.k8s.io/v1beta1', status: route },
]
const objects = [
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { namespace: 'a', name: 'gw' },
    status: {
      conditions,
      listeners: [{ name: 'http', attachedRoutes: 1, supportedKinds: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' }], conditions }],
    },
  },
  { apiVersion: 'gateway.networking.k8s.io/v1beta1', kind: 'HTTPRoute', metadata: { namespace: 'a', name: 'r' }, status: { parents: route.parents } },
]

test('as YAML and as JSON: the objects with their status, in the shape of Kubernetes', () => {
  expect(loadAll(statusYaml(predicted))).toEqual(objects)
  expect(JSON.parse(statusJson(predicted))).toEqual({ apiVersion: 'v1', kind: 'List', items: objects })
  expect(statusYaml([])).toBe('')
  expect(JSON.parse(statusJson([])).items).toEqual([])
})

test('YAML has no anchors, however often a value comes', () => {
  expect(statusYaml([...predicted, ...predicted])).not.toMatch(/[&*]/)
})

test('as a line: the entries as they are predicted', () => {
  const line = statusLine('a.yaml', predicted)
  expect(line).toMatch(/^[^\n]+\n$/)
  expect(JSON.parse(line)).toEqual({ file: 'a.yaml', status: [gateway, route] })
  expect(statusLine('b.yaml', [])).toBe('{"file":"b.yaml","status":[]}\n')
})
