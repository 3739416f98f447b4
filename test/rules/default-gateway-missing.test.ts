import { describe, expect, it } from 'vitest'
import { evaluate } from '../../src/engine/evaluate.ts'
import { ROUTE_KINDS } from '../../src/gateway/kinds.ts'
import { ObjectStore } from '../../src/gateway/object-store.ts'
import type { AnyObject, UntypedObject } from '../../src/gateway/objects.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { defaultGatewayMissing } from '../../src/rules/parent/default-gateway-missing.ts'
import { create, judgeOf, said } from '../engine/judge-of.ts'
import { cluster, gateway, route } from '../gateway/objects.ts'
import { found, foundBy } from './found.ts'
import { CLASS, ENVOY, SPEC } from './parents.ts'

const edge = (name: string, defaultScope: string | undefined, { className = 'bare', namespace = 'infra' } = {}) =>
  gateway({ name, namespace, className, spec: { defaultScope, listeners: [{ name: 'web', port: 80, protocol: 'HTTP' }] } })
const leaving = (one: UntypedObject): UntypedObject => ({ ...one, metadata: { ...one.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } })
const asking = (useDefaultGateways: unknown, more: Record<string, unknown> = {}, kind = 'HTTPRoute') =>
  route({ parentRefs: undefined, useDefaultGateways, ...more }, { kind })
const told = (object: UntypedObject, others: readonly UntypedObject[]) =>
  foundBy(defaultGatewayMissing, object, [CLASS, ...others], SPEC).map(({ message }) => message)

const NONE = 'no Gateway has defaultScope: All: the route attaches nowhere, and no status would say so'
const GOING = 'every Gateway that has defaultScope: All is being deleted: the route will attach nowhere, and no status would say so'

describe('default-gateway-missing', () => {
  it.each<[string, unknown, readonly UntypedObject[], readonly string[]]>([
    ['unset', undefined, [], []],
    ['None', 'None', [], []],
    ['empty, which is unset', '', [], []],
    ['of a shape that nobody reads', { scope: 'All' }, [], []],
    ['All, without any Gateway', 'All', [], [NONE]],
    ['All, with Gateways of no scope', 'All', [edge('a', undefined), edge('b', 'None'), edge('c', '')], [NONE]],
    ['All, with a Gateway of another scope', 'All', [edge('a', 'Ingress')], [NONE]],
    ['another scope, with a Gateway of All', 'Ingress', [edge('a', 'All')], [NONE.replace('All', 'Ingress')]],
    ['All, with a Gateway of that scope in another namespace', 'All', [edge('a', 'None'), edge('b', 'All')], []],
    ['All, with a Gateway whose class nobody knows', 'All', [edge('a', 'All', { className: 'foreign' })], []],
    ['All, with a Gateway whose controller does not say that it takes such', 'All', [ENVOY, edge('a', 'All', { className: 'envoy' })], []],
    ['All, with Gateways that are all being deleted', 'All', [leaving(edge('a', 'All')), leaving(edge('b', 'All')), edge('c', 'None')], [GOING]],
    ['All, with a Gateway that is not being deleted', 'All', [leaving(edge('a', 'All')), edge('b', 'All')], []],
  ])('useDefaultGateways is %s', (_, scope, others, expected) => {
    expect(told(asking(scope), others)).toEqual(expected)
  })

  it.each(ROUTE_KINDS)('is told of a %s', (kind) => {
    expect(foundBy(defaultGatewayMissing, asking('All', {}, kind), [])).toMatchObject([
      { class: 'absent', whole: true, atMost: 'warn', path: 'spec.useDefaultGateways', hint: expect.stringContaining('in parentRefs') },
    ])
    expect(foundBy(defaultGatewayMissing, asking('All', {}, kind), [edge('a', 'All')])).toEqual([])
  })

  it.each<[string, Record<string, unknown>]>([
    ['a parent that takes it', { name: 'edge' }],
    ['a parent that is not there', { name: 'gone' }],
    ['a parent of a controller that nobody knows', { name: 'foreign', namespace: 'infra' }],
    ['a Service of a mesh', { group: '', kind: 'Service', name: 'shop' }],
  ])('is told of a part where the route names %s', (_, parentRef) => {
    // Of the class `bare` nobody knows the controller here.
    const others = [ENVOY, CLASS, edge('edge', undefined, { namespace: 'default', className: 'envoy' }), edge('foreign', 'None')]
    expect(foundBy(defaultGatewayMissing, asking('All', { parentRefs: [parentRef] }), others)).toMatchObject([
      {
        whole: false,
        message: 'no Gateway has defaultScope: All: the route attaches to its parentRefs at most, and no status would say so',
        hint: 'set defaultScope: All on the Gateway that should take it, or leave useDefaultGateways out',
      },
    ])
  })

  it('says nothing where Gateways are not known', () => {
    const input = { kind: 'HTTPRoute' as const, object: asking('All') as unknown as AnyObject, before: undefined }
    for (const state of ['unknown', 'listed', 'absent'] as const) {
      const view = new ObjectStore({ state: 'listed' })
      view.setState('Gateway', state === 'unknown' ? { state, why: 'forbidden' } : { state })
      const { findings } = evaluate(input, view, implementationsFrom(SPEC), [defaultGatewayMissing])
      expect([state, findings.length]).toEqual([state, state === 'unknown' ? 0 : 1])
    }
  })

  it('never refuses, whatever is configured: no live read could confirm it', () => {
    const judge = judgeOf(cluster(CLASS), { entries: SPEC, settings: { 'default-gateway-missing': 'deny' } })
    expect(said(judge.review(create(asking('All'))))).toEqual(['warn default-gateway-missing spec.useDefaultGateways'])
  })
})

it('a route that asks for default Gateways is not refused as a whole for the parents that it names', () => {
  const others = [CLASS, edge('edge', undefined, { namespace: 'default' })]
  const parentRefs = [{ name: 'edge', sectionName: 'none' }]
  const wholes = (spec: Record<string, unknown>, more: readonly UntypedObject[] = []) =>
    found(route({ parentRefs, ...spec }), [...others, ...more], SPEC).map(({ rule, whole }) => [rule, whole])
  expect(wholes({})).toEqual([['no-matching-section', true]])
  expect(wholes({ useDefaultGateways: 'None' })).toEqual([['no-matching-section', true]])
  expect(wholes({ useDefaultGateways: 'All' }, [edge('other', 'All')])).toEqual([['no-matching-section', false]])
  expect(wholes({ useDefaultGateways: 'All' })).toEqual([
    ['no-matching-section', false],
    ['default-gateway-missing', false],
  ])
})
