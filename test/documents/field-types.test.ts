import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { crdTypes } from '../../scripts/crd-types.ts'
import crdTable from '../../src/documents/crd-types.json' with { type: 'json' }
import { fieldPath } from '../../src/documents/field-path.ts'
import { wrongTypes } from '../../src/documents/field-types.ts'
import { states } from '../prediction/truth.ts'

const messages = (kind: string, spec: unknown, version = 'v1') =>
  wrongTypes({ apiVersion: `gateway.networking.k8s.io/${version}`, kind, metadata: { name: 'x' }, spec }).map(({ message }) => message)

test.each([
  ['Gateway', { listeners: {} }, ['spec.listeners must be a list, not a mapping']],
  [
    'Gateway',
    { listeners: [{ port: '80' }, { port: 1.5 }] },
    ['spec.listeners[0].port must be a whole number, not the string "80"', 'spec.listeners[1].port must be a whole number, not the number 1.5'],
  ],
  ['Gateway', { infrastructure: { labels: { 'a.b/c': 7 } } }, ['spec.infrastructure.labels[a.b/c] must be a string, not the number 7']],
  ['HTTPRoute', { rules: [{ matches: [{ path: 'x' }] }] }, ['spec.rules[0].matches[0].path must be a mapping, not the string "x"']],
  ['HTTPRoute', 7, ['spec must be a mapping, not the number 7']],
  ['HTTPRoute', { parentRefs: [null, { port: null }], unheardOf: 7 }, []],
  ['HTTPRoute', null, []],
  ['HTTPRoute', { constructor: 7, toString: {} }, []],
  ['Service', { ports: 7 }, []],
])('%s %j', (kind, spec, expected) => {
  expect(messages(kind, spec)).toEqual(expected)
})

test('a version that no bundle has is not judged', () => {
  expect(messages('HTTPRoute', 7, 'v9')).toEqual([])
  expect(messages('HTTPRoute', 7, 'constructor')).toEqual([])
  expect(messages('constructor', 7)).toEqual([])
})

test('the table is what the CRDs say', () => {
  expect(crdTable).toEqual(crdTypes(fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')))
})

test('what the API server takes is right here', () => {
  const objects = ['spec', 'istio', 'kong', 'kuma'].flatMap((suite) => states(suite).flatMap((state) => state.objects))
  expect(objects.length).toBeGreaterThan(5000)
  expect(objects.flatMap((object) => wrongTypes(object as never))).toEqual([])
})

test.each([
  ['', []],
  ['spec', ['spec']],
  ['spec.listeners[10].port', ['spec', 'listeners', 10, 'port']],
  ['metadata.annotations[konghq.com/strip-path]', ['metadata', 'annotations', 'konghq.com/strip-path']],
  ['spec.rules[0].matches[1]', ['spec', 'rules', 0, 'matches', 1]],
])('the steps of %j', (path, steps) => {
  expect(fieldPath(path)).toEqual(steps)
})
