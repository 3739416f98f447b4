import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { crdDefaults as generate } from '../../scripts/crd-defaults.ts'
import crdDefaults from '../../src/gateway/crd-defaults.json' with { type: 'json' }
import { applyDefaults } from '../../src/gateway/defaults.ts'
import { KINDS, type Kind } from '../../src/gateway/kinds.ts'

const object = (kind: string, spec?: unknown) => ({ apiVersion: 'x/v1', kind, metadata: { name: 'a' }, spec })
const specOf = (kind: Kind, version: string, spec: unknown) => applyDefaults(kind, version, object(kind, spec)).spec

const GROUP = 'gateway.networking.k8s.io'
const SAME = { namespaces: { from: 'Same' } }
const ROOT = { path: { type: 'PathPrefix', value: '/' } }

describe('what the API server fills in', () => {
  test.each<[Kind, string, unknown, unknown]>([
    ['HTTPRoute', 'v1', {}, { rules: [{ matches: [ROOT] }] }],
    ['HTTPRoute', 'v1beta1', { rules: [] }, { rules: [] }],
    ['HTTPRoute', 'v1', { rules: [{}] }, { rules: [{ matches: [ROOT] }] }],
    ['HTTPRoute', 'v1', { rules: [{ matches: [] }] }, { rules: [{ matches: [] }] }],
    ['HTTPRoute', 'v1', { rules: [{ matches: [{ method: 'GET' }] }] }, { rules: [{ matches: [{ method: 'GET', ...ROOT }] }] }],
    [
      'HTTPRoute',
      'v1',
      { rules: [{ matches: [{ path: { value: '/a' } }] }] },
      { rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/a' } }] }] },
    ],
    [
      'HTTPRoute',
      'v1',
      { parentRefs: [{ name: 'a' }, { name: 'b', kind: 'Service', group: '' }], rules: [] },
      {
        parentRefs: [
          { name: 'a', group: GROUP, kind: 'Gateway' },
          { name: 'b', kind: 'Service', group: '' },
        ],
        rules: [],
      },
    ],
    [
      'HTTPRoute',
      'v1',
      { rules: [{ matches: [{ path: {}, headers: [{ name: 'a' }], queryParams: [{ name: 'b', type: 'RegularExpression' }] }] }] },
      { rules: [{ matches: [{ ...ROOT, headers: [{ name: 'a', type: 'Exact' }], queryParams: [{ name: 'b', type: 'RegularExpression' }] }] }] },
    ],
    [
      'HTTPRoute',
      'v1',
      {
        rules: [
          {
            matches: [],
            backendRefs: [{ name: 'a' }, { name: 'b', weight: 0 }],
            filters: [{ requestMirror: { backendRef: { name: 'm' } } }, { requestRedirect: {} }],
          },
        ],
      },
      {
        rules: [
          {
            matches: [],
            backendRefs: [
              { name: 'a', group: '', kind: 'Service', weight: 1 },
              { name: 'b', weight: 0, group: '', kind: 'Service' },
            ],
            filters: [{ requestMirror: { backendRef: { name: 'm', group: '', kind: 'Service' } } }, { requestRedirect: { statusCode: 302 } }],
          },
        ],
      },
    ],
    ['GRPCRoute', 'v1', {}, {}],
    ['GRPCRoute', 'v1', { rules: [{ matches: [{ method: {} }] }] }, { rules: [{ matches: [{ method: { type: 'Exact' } }] }] }],
    [
      'TLSRoute',
      'v1alpha2',
      { rules: [{ backendRefs: [{ name: 'a' }] }] },
      { rules: [{ backendRefs: [{ name: 'a', group: '', kind: 'Service', weight: 1 }] }] },
    ],
    [
      'Gateway',
      'v1',
      {
        listeners: [
          { name: 'a' },
          { name: 'b', allowedRoutes: { kinds: [{ kind: 'HTTPRoute' }] } },
          { name: 'c', allowedRoutes: { namespaces: {} } },
        ],
      },
      {
        listeners: [
          { name: 'a', allowedRoutes: SAME },
          { name: 'b', allowedRoutes: { kinds: [{ kind: 'HTTPRoute', group: GROUP }], ...SAME } },
          { name: 'c', allowedRoutes: SAME },
        ],
      },
    ],
    [
      'Gateway',
      'v1beta1',
      { addresses: [{ value: 'x' }], listeners: [{ allowedRoutes: SAME, tls: { certificateRefs: [{ name: 'c' }] } }] },
      {
        addresses: [{ value: 'x', type: 'IPAddress' }],
        listeners: [{ allowedRoutes: SAME, tls: { mode: 'Terminate', certificateRefs: [{ name: 'c', group: '', kind: 'Secret' }] } }],
      },
    ],
    ['Gateway', 'v1', { allowedListeners: {} }, { allowedListeners: { namespaces: { from: 'None' } } }],
    ['ListenerSet', 'v1', { parentRef: { name: 'g' } }, { parentRef: { name: 'g', group: GROUP, kind: 'Gateway' } }],
    // Null: a default takes its place, else the field goes; an item of a list stays.
    ['HTTPRoute', 'v1', { rules: null, hostnames: null }, { rules: [{ matches: [ROOT] }] }],
    ['HTTPRoute', 'v1', { rules: [{ matches: null, timeouts: null }, null] }, { rules: [{ matches: [ROOT] }, null] }],
    ['ReferenceGrant', 'v1beta1', { from: [{ group: null, kind: 'x' }] }, { from: [{ kind: 'x' }] }],
    // Nothing is said of versions and shapes that no bundle has.
    ['HTTPRoute', 'v9', { parentRefs: [{ name: 'a' }] }, { parentRefs: [{ name: 'a' }] }],
    ['HTTPRoute', 'v1', { parentRefs: 'x', rules: [1, 'x', [{}]] }, { parentRefs: 'x', rules: [1, 'x', [{}]] }],
    ['HTTPRoute', 'constructor', { rules: [{}] }, { rules: [{}] }],
    ['Service', 'v1', { ports: null }, { ports: null }],
  ])('%s %s %j', (kind, version, spec, expected) => expect(specOf(kind, version, spec)).toEqual(expected))

  test.each([undefined, null, 7, 'x', [{}]])('a spec that is %j is left alone', (spec) => {
    const given = object('HTTPRoute', spec)
    expect(applyDefaults('HTTPRoute', 'v1', given)).toBe(given)
  })

  test('status is left alone', () => {
    const given = { ...object('GatewayClass', { controllerName: 'a' }), status: { conditions: null } }
    expect(applyDefaults('GatewayClass', 'v1', given)).toBe(given)
  })
})

describe('properties', () => {
  // Names that the schemas know, so that defaults are met at every depth.
  const known = new Set<string>()
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [name, inner] of Object.entries(value)) {
      known.add(name)
      collect(inner)
    }
  }
  collect(crdDefaults)
  const name = fc.oneof(fc.constantFrom(...known), fc.constantFrom('__proto__', 'constructor', 'name'))
  const { spec } = fc.letrec<{ spec: unknown }>((tie) => ({
    spec: fc.oneof(
      { maxDepth: 6, depthSize: 'small' },
      fc.constantFrom(null, '', 1, true),
      fc.array(tie('spec'), { maxLength: 3 }),
      fc.dictionary(name, tie('spec'), { maxKeys: 4 }),
    ),
  }))
  const sample = fc.tuple(fc.constantFrom(...KINDS.map(({ kind }) => kind as Kind)), fc.constantFrom('v1', 'v1beta1', 'v1alpha2', 'v1alpha3'), spec)

  test('twice is as once, the input is not touched, and only a change makes a new object', () => {
    fc.assert(
      fc.property(sample, ([kind, version, value]) => {
        const given = object(kind, value)
        const before = structuredClone(given)
        const once = applyDefaults(kind, version, given)
        expect(given).toEqual(before)
        expect(applyDefaults(kind, version, once)).toBe(once)
        if (once !== given) expect(once).not.toEqual(given)
      }),
      { numRuns: 500 },
    )
  })

  test('what is given is kept, save nulls', () => {
    const kept = (given: unknown, made: unknown): boolean => {
      if (Array.isArray(given))
        return Array.isArray(made) && given.length === made.length && given.every((item, n) => item === null || kept(item, made[n]))
      if (typeof given !== 'object' || given === null) return given === made
      return Object.entries(given).every(
        ([key, value]) => value === null || (Object.hasOwn(made as object, key) && kept(value, Object.getOwnPropertyDescriptor(made, key)?.value)),
      )
    }
    fc.assert(
      fc.property(sample, ([kind, version, value]) => kept(value, specOf(kind, version, value))),
      { numRuns: 500 },
    )
  })
})

describe('the data', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')
  let copy: string
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'portcullis-defaults-'))
    cpSync(join(root, 'test/data/crds'), join(copy, 'test/data/crds'), { recursive: true })
  })
  afterAll(() => rmSync(copy, { recursive: true }))

  test('a bundle whose default differs is an error that names it', () => {
    const crd = (value: string) =>
      `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec:\n  group: ${GROUP}\n  names: {kind: Gateway}\n  versions:\n  - name: v1\n    schema: {openAPIV3Schema: {properties: {spec: {properties: {a: {default: ${value}}}}}}}\n`
    const data = join(copy, 'test/data/crds')
    writeFileSync(join(data, 'y.yaml'), crd('one'))
    writeFileSync(join(data, 'z.yaml'), crd('two'))
    expect(() => generate(copy)).toThrow('z.yaml: Gateway v1: spec.a has another default than in another bundle')
    for (const file of ['y.yaml', 'z.yaml']) rmSync(join(data, file))
  })
})
