import { describe, expect, it } from 'vitest'
import type { PatchOperation } from '../../src/engine/verdict.ts'
import { ObjectStore } from '../../src/gateway/object-store.ts'
import type { UntypedObject } from '../../src/gateway/objects.ts'
import { create, judgeOf, subject, update } from '../engine/judge-of.ts'
import { cluster, gateway, gatewayClass, KONG } from '../gateway/objects.ts'

const KIC = 'konghq.com/kic-gateway-controller'
const CLASS_KEY = 'konghq.com/gatewayclass-unmanaged'
const GATEWAY_KEY = 'konghq.com/gateway-unmanaged'
const bare = gatewayClass('kong', KIC)
const annotated = (object: UntypedObject, annotations: unknown): UntypedObject => ({
  ...object,
  metadata: { ...object.metadata, annotations: annotations as Record<string, string> },
})

/** RFC 6902 `add`, as the API server applies it: the parent must be there. */
function apply(object: UntypedObject, patch: readonly PatchOperation[]): UntypedObject {
  const patched = structuredClone(object)
  for (const { op, path, value } of patch) {
    expect(op).toBe('add')
    const steps = path
      .slice(1)
      .split('/')
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    const last = steps.pop() as string
    const parent = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], patched)
    expect(parent, path).toBeTypeOf('object')
    ;(parent as Record<string, unknown>)[last] = value
  }
  return patched
}

const mutate = (object: UntypedObject, entries: string[] = [], view = cluster()) => judgeOf(view, { entries }).mutate(create(object))

describe('a GatewayClass of Kong Ingress Controller', () => {
  it('gets the annotation, and a note that says so', () => {
    expect(mutate(bare, ['kic@3.5'])).toEqual({
      patch: [{ op: 'add', path: '/metadata/annotations', value: { [CLASS_KEY]: 'true' } }],
      notes: [
        {
          rule: 'unmanaged-annotation',
          message:
            'added annotation konghq.com/gatewayclass-unmanaged: "true" for Kong Ingress Controller 3.5: without it no Gateway of the class is served',
        },
      ],
    })
  })

  it('keeps its other annotations; the slash of the key is escaped', () => {
    const object = annotated(bare, { 'example.com/a': 'b' })
    const { patch } = mutate(object)
    expect(patch).toEqual([{ op: 'add', path: '/metadata/annotations/konghq.com~1gatewayclass-unmanaged', value: 'true' }])
    expect(apply(object, patch)).toEqual(annotated(bare, { 'example.com/a': 'b', [CLASS_KEY]: 'true' }))
  })

  it.each([
    ['absent', bare],
    ['null', annotated(bare, null)],
    ['empty', annotated(bare, {})],
  ])('with annotations that are %s: patched, it has just the one, and a second pass adds nothing', (_, object) => {
    const patched = apply(object, mutate(object).patch)
    expect(patched).toEqual(annotated(bare, { [CLASS_KEY]: 'true' }))
    expect(mutate(patched)).toEqual({ patch: [], notes: [] })
  })

  it.each(['true', 'false', '', 'kong/kong-proxy'])('that has it as %j is left alone', (value) => {
    expect(mutate(annotated(bare, { [CLASS_KEY]: value })).patch).toEqual([])
  })

  it.each([
    ['opted out', annotated(bare, { 'portcullis.dev/unmanaged-annotation': 'off' })],
    [
      'with the parameters of the operator',
      { ...bare, spec: { controllerName: KIC, parametersRef: { group: 'gateway-operator.konghq.com', kind: 'GatewayConfiguration', name: 'x' } } },
    ],
    ['of the operator', gatewayClass('kong', 'konghq.com/gateway-operator')],
    ['of Istio', gatewayClass('istio', 'istio.io/gateway-controller')],
    ['of a controller that nobody knows', gatewayClass('x', 'example.com/controller')],
    ['without a spec', { ...bare, spec: undefined }],
  ])('%s is left alone', (_, object) => {
    expect(mutate(object)).toEqual({ patch: [], notes: [] })
  })

  it('of a version that wants none is left alone', () => {
    for (const entry of ['kic@2.2', 'kic@2.4', 'kic@2.5']) expect(mutate(bare, [entry]).patch).toEqual([])
    for (const entry of ['kic@2.6', 'kic@2.12', 'kic@3.0', 'kic@3.5']) expect(mutate(bare, [entry]).patch).toHaveLength(1)
  })
})

describe('a Gateway', () => {
  const one = gateway({ listeners: ['a HTTP 80'] })
  const view = cluster(bare)

  it('of KIC 2.2 gets its own', () => {
    const { patch, notes } = mutate(one, ['kic@2.2'], view)
    expect(apply(one, patch)).toEqual(annotated(one, { [GATEWAY_KEY]: 'true' }))
    expect(notes.map(({ message }) => message)).toEqual([
      'added annotation konghq.com/gateway-unmanaged: "true" for Kong Ingress Controller 2.2: without it the Gateway is never scheduled',
    ])
  })

  it.each(['kic@2.3', 'kic@2.5', 'kic@2.6', 'kic@2.12', 'kic@3.5'])('of %s gets none', (entry) => {
    expect(mutate(one, [entry], view).patch).toEqual([])
  })

  it('is left alone while its class is absent or not known', () => {
    expect(mutate(one, ['kic@2.2']).patch).toEqual([])
    expect(mutate(one, ['kic@2.2'], new ObjectStore()).patch).toEqual([])
  })

  it('that has what KIC wrote is left alone', () => {
    expect(mutate(annotated(one, { [GATEWAY_KEY]: 'kong/kong-proxy' }), ['kic@2.2'], view).patch).toEqual([])
  })
})

describe('updates', () => {
  const judge = judgeOf(cluster())
  const had = annotated(bare, { [CLASS_KEY]: 'true' })

  it('that lose the annotation get it back', () => {
    expect(apply(bare, judge.mutate(update(had, bare)).patch)).toEqual(had)
  })

  it('of an object that lived without it are left alone: somebody else may manage it', () => {
    expect(judge.mutate(update(bare, { ...bare, metadata: { ...bare.metadata, labels: { a: 'b' } } }))).toEqual({ patch: [], notes: [] })
  })

  it('of an object that is being deleted, and deletions, are left alone', () => {
    const going = { ...bare, metadata: { ...bare.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } }
    expect(judge.mutate(update(had, going)).patch).toEqual([])
    expect(judge.mutate(subject('DELETE', undefined, bare)).patch).toEqual([])
  })
})

it('is switched off by its id, like a rule', () => {
  const off = judgeOf(cluster(), { settings: { 'unmanaged-annotation': 'off' } })
  expect(off.mutate(create(bare))).toEqual({ patch: [], notes: [] })
  expect(judgeOf(cluster(), { settings: { 'listener-conflict': 'off' } }).mutate(create(bare)).patch).toHaveLength(1)
})

it('a dry run is answered the same', () => {
  const judge = judgeOf(cluster())
  expect(judge.mutate({ ...create(bare), dryRun: true })).toEqual(judge.mutate(create(bare)))
})

it('what it makes is refused by no rule', () => {
  const patched = apply(bare, mutate(bare).patch)
  expect(judgeOf(cluster(KONG)).review(create(patched))).toEqual({ allowed: true, findings: [] })
})
