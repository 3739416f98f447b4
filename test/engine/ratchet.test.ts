import { describe, expect, it } from 'vitest'
import { carriedOver } from '../../src/engine/ratchet.ts'
import type { UntypedObject } from '../../src/gateway/objects.ts'
import type { Finding } from '../../src/rules/finding.ts'
import { cluster, gateway, ISTIO, KONG, route } from '../gateway/objects.ts'
import { judgeOf, said, update } from './judge-of.ts'

const WITHOUT_CERTIFICATES = { 'listener-without-certificate': 'off' } as const
const kong = (before: UntypedObject, after: UntypedObject, ...others: UntypedObject[]) =>
  judgeOf(cluster(KONG, before, ...others), { entries: ['kic@3.5'], settings: WITHOUT_CERTIFICATES }).review(update(before, after))
const listeners = (...list: string[]) => gateway({ listeners: list })
const labelled = (object: UntypedObject): UntypedObject => ({ ...object, metadata: { ...object.metadata, labels: { touched: 'yes' } } })

describe('an update is refused only for what it makes worse', () => {
  const bad = listeners('a HTTP 80', 'b TCP 80', 'c UDP 80')

  it('passes what touches nothing bad, with warnings', () => {
    const verdict = kong(bad, labelled(bad))
    expect(verdict.allowed).toBe(true)
    expect(said(verdict)).toEqual(['warn listener-conflict spec.listeners[1]', 'warn listener-conflict spec.listeners[2]'])
  })

  it.each([
    ['c, a, b', ['c UDP 80', 'a HTTP 80', 'b TCP 80']],
    ['c, b, a', ['c UDP 80', 'b TCP 80', 'a HTTP 80']],
    ['b, a, c', ['b TCP 80', 'a HTTP 80', 'c UDP 80']],
    ['with a good one between', ['b TCP 80', 'x HTTP 81', 'a HTTP 80', 'c UDP 80']],
  ])('passes a reordering: %s', (_, list) => {
    expect(kong(bad, listeners(...list))).toMatchObject({ allowed: true, findings: [{ decision: 'warn' }, { decision: 'warn' }] })
  })

  it.each([
    ['the first', ['b TCP 80', 'c UDP 80']],
    ['the second', ['a HTTP 80', 'c UDP 80']],
    ['the third', ['a HTTP 80', 'b TCP 80']],
  ])('passes one that takes %s of three away', (_, list) => {
    expect(kong(bad, listeners(...list))).toMatchObject({ allowed: true, findings: [{ decision: 'warn' }] })
  })

  it('passes one that leaves a lesser clash behind the greater', () => {
    const before = listeners('a HTTP 443', 'b HTTPS 443 x.example', 'c TLS 443 x.example')
    const verdict = kong(before, listeners('b HTTPS 443 x.example', 'c TLS 443 x.example'))
    expect(verdict).toMatchObject({ allowed: true, findings: [{ decision: 'warn', condition: { reason: 'HostnameConflict' } }] })
  })

  it('passes one under which another wins, where the controller picks a winner', () => {
    const before = gateway({ className: 'istio', listeners: ['a HTTP 80', 'b TCP 80', 'c UDP 80'] })
    const after = gateway({ className: 'istio', listeners: ['b TCP 80', 'c UDP 80'] })
    const verdict = judgeOf(cluster(ISTIO, before), { entries: ['istio@1.31'] }).review(update(before, after))
    expect(verdict).toMatchObject({ allowed: true, findings: [{ decision: 'warn' }] })
  })

  it.each([
    ['a further listener of the same clash', ['a HTTP 80', 'b TCP 80', 'c UDP 80', 'd TCP 80'], ['deny listener-conflict spec.listeners[3]']],
    ['a further listener in front', ['d TCP 80', 'a HTTP 80', 'b TCP 80', 'c UDP 80'], ['deny listener-conflict spec.listeners[1]']],
    ['a clash of its own', ['a HTTP 80', 'b TCP 80', 'c UDP 80', 'd HTTP 81', 'e TCP 81'], ['deny listener-conflict spec.listeners[4]']],
    ['a bad one in place of a bad one', ['a HTTP 80', 'b TCP 80', 'd UDP 80'], ['deny listener-conflict spec.listeners[2]']],
  ])('refuses %s', (_, list, expected) => {
    const verdict = kong(bad, listeners(...list))
    expect(verdict.allowed).toBe(false)
    expect(said(verdict)).toEqual(expect.arrayContaining(expected))
  })

  it('refuses an equal hostname that comes to stand on one port, when it stood on two', () => {
    const operator = { ...KONG, spec: { controllerName: 'konghq.com/gateway-operator' } }
    const before = listeners('a HTTP 80 x.example', 'b HTTPS 443 x.example')
    const after = listeners('a HTTP 80 x.example', 'b HTTPS 80 x.example')
    const judge = judgeOf(cluster(operator, before), { entries: ['kong-operator@2.2'], settings: WITHOUT_CERTIFICATES })
    expect(said(judge.review(update(before, labelled(before))))).toEqual(['warn listener-conflict spec.listeners[1]'])
    expect(judge.review(update(before, after)).allowed).toBe(false)
  })
})

describe('references and matches', () => {
  const istio = [ISTIO, gateway({ className: 'istio', listeners: ['web HTTP 80'] })]
  const backends = (...names: string[]) => route({ rules: [{ backendRefs: names.map((name) => ({ name, namespace: 'away', port: 80 })) }] })
  const review = (before: UntypedObject, after: UntypedObject) => judgeOf(cluster(...istio, before)).review(update(before, after))

  it('pass in another order and in another rule, and with one less', () => {
    expect(review(backends('a', 'b'), backends('b', 'a'))).toMatchObject({ allowed: true, findings: [{ decision: 'warn' }, { decision: 'warn' }] })
    expect(review(backends('a', 'b'), backends('b')).allowed).toBe(true)
    const split = route({ rules: ['b', 'a'].map((name) => ({ backendRefs: [{ name, namespace: 'away', port: 81 }] })) })
    expect(review(backends('a', 'b'), split).allowed).toBe(true)
  })

  it('are refused for a new one, also of the same target in another role, and for a second of the same', () => {
    expect(said(review(backends('a'), backends('b', 'a')))).toEqual([
      'deny missing-reference-grant spec.rules[0].backendRefs[0]',
      'warn missing-reference-grant spec.rules[0].backendRefs[1]',
    ])
    const mirrored = route({
      rules: [
        {
          filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'a', namespace: 'away', port: 80 } } }],
          backendRefs: [{ name: 'a', namespace: 'away', port: 80 }],
        },
      ],
    })
    expect(said(review(backends('a'), mirrored))).toEqual([
      'warn missing-reference-grant spec.rules[0].backendRefs[0]',
      'deny missing-reference-grant spec.rules[0].filters[0].requestMirror.backendRef',
    ])
    expect(review(backends('a'), backends('a', 'a')).allowed).toBe(false)
  })

  it('query parameters: carried by what they ask for, not by where', () => {
    const asking = (...names: string[]) => route({ rules: names.map((name) => ({ matches: [{ queryParams: [{ name, value: '1' }] }] })) })
    const queries = (before: UntypedObject, after: UntypedObject) => judgeOf(cluster(KONG, gateway(), before)).review(update(before, after))
    expect(queries(asking('a', 'b'), asking('b', 'a')).allowed).toBe(true)
    expect(queries(asking('a', 'b'), asking('b')).allowed).toBe(true)
    expect(queries(asking('a'), asking('c')).allowed).toBe(false)
    expect(queries(asking('a'), asking('a', 'c')).allowed).toBe(false)
  })

  it('a route that moves to a parent under which it is wrong is refused', () => {
    const spec = { rules: [{ matches: [{ queryParams: [{ name: 'a', value: '1' }] }] }] }
    const view = cluster(KONG, ISTIO, gateway({ name: 'kong-edge' }), gateway({ name: 'istio-edge', className: 'istio' }))
    const to = (name: string) => route({ ...spec, parentRefs: [{ name }] })
    expect(judgeOf(view).review(update(to('istio-edge'), to('kong-edge'))).allowed).toBe(false)
    expect(judgeOf(view).review(update(to('kong-edge'), to('istio-edge'))).allowed).toBe(true)
  })
})

describe('several Gateways', () => {
  const old = gateway({ name: 'old', created: '2026-01-01T00:00:00Z', listeners: ['a HTTP 80'] })
  const young = gateway({ name: 'young', created: '2026-01-02T00:00:00Z', listeners: ['a HTTP 81'] })
  const kic = (before: UntypedObject, after: UntypedObject, ...others: UntypedObject[]) =>
    judgeOf(cluster(KONG, before, ...others)).review(update(before, after))

  it('that are there already are not refused an update; only the younger is told', () => {
    expect(said(kic(young, labelled(young), old))).toEqual(['warn several-gateways-per-class spec.gatewayClassName'])
    expect(said(kic(old, labelled(old), young))).toEqual([])
  })

  it('one that moves into a held class is refused, also when it is the older', () => {
    const moving = { ...old, spec: { ...(old.spec as object), gatewayClassName: 'other' } }
    expect(said(kic(moving, old, young))).toEqual(['deny several-gateways-per-class spec.gatewayClassName'])
  })

  it('a clash across Gateways is laid to the one that brings it, else to the younger', () => {
    const clashing = { ...old, spec: { ...(old.spec as object), listeners: [{ name: 'a', protocol: 'TCP', port: 81 }] } }
    expect(said(kong(old, clashing, young))).toEqual(['deny shared-port-conflict spec.listeners[0]'])
    expect(said(kong(clashing, labelled(clashing), young))).toEqual([])
    expect(said(kong(young, labelled(young), clashing))).toEqual(['warn shared-port-conflict spec.listeners[0]'])
  })
})

describe('an object that is being deleted', () => {
  const bad = listeners('a HTTP 80', 'b TCP 80')
  const going = (object: UntypedObject): UntypedObject => ({ ...object, metadata: { ...object.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } })

  it('is refused nothing while its spec stays, whatever was found in it before', () => {
    expect(kong(bad, going(bad)).allowed).toBe(true)
    const clean = going(listeners('a HTTP 80', 'b TCP 81'))
    expect(kong(clean, going(listeners('a HTTP 80', 'b TCP 80'))).allowed).toBe(false)
  })
})

describe('carriedOver', () => {
  const finding = (rule: string, key: string | readonly string[]) => ({ rule, key }) as Finding

  it('excuses one finding for each that was there', () => {
    const carried = carriedOver([finding('r', 'a'), finding('r', 'b')])
    expect([finding('r', 'a'), finding('r', 'a'), finding('r', 'b'), finding('q', 'a'), finding('r', 'c')].map(carried)).toEqual([
      true,
      false,
      true,
      false,
      false,
    ])
  })

  it('excuses a finding of several parts when each part was in one', () => {
    const carried = carriedOver([finding('r', ['a', 'b']), finding('r', ['b', 'c'])])
    expect(
      [finding('r', ['a', 'c']), finding('r', ['a', 'c']), finding('r', ['a', 'd']), finding('q', ['a', 'b']), finding('r', 'a')].map(carried),
    ).toEqual([true, true, false, false, false])
  })
})
