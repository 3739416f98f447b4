import { describe, expect, it } from 'vitest'
import { ObjectStore } from '../../src/gateway/object-store.ts'
import type { AnyObject } from '../../src/gateway/objects.ts'
import { RULES } from '../../src/rules/index.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { cluster, gateway, grant, ISTIO, KONG, route } from '../gateway/objects.ts'
import { create, judgeOf, said, subject, update } from './judge-of.ts'

const bad = gateway({ listeners: ['a HTTP 80', 'b TCP 80', 'c HTTP 81', 'd TCP 81'] })

describe('a review', () => {
  it('allows what nothing is found in, without findings', () => {
    expect(judgeOf(cluster(KONG)).review(create(gateway({ listeners: ['a HTTP 80'] })))).toEqual({ allowed: true, findings: [] })
  })

  it('names all findings of all rules, ordered by path and then by rule, and refuses for one', () => {
    const others = [KONG, gateway({ name: 'first', created: '2026-01-01T00:00:00Z', listeners: ['x TCP 80'] })]
    const listeners = ['a HTTP 80', ...Array.from({ length: 10 }, (_, n) => `l${n} HTTP ${8000 + n}`), 'z TCP 8009']
    const verdict = judgeOf(cluster(...others)).review(create(gateway({ listeners })))
    expect(verdict.allowed).toBe(false)
    expect(said(verdict)).toEqual([
      'deny several-gateways-per-class spec.gatewayClassName',
      'warn shared-port-conflict spec.listeners[0]',
      'deny listener-conflict spec.listeners[11]',
    ])
  })

  it('compares the numbers in paths as numbers', () => {
    const listeners = Array.from({ length: 12 }, (_, n) => `l${n} ${n % 2 ? 'TCP' : 'HTTP'} 80`)
    const paths = judgeOf(cluster(KONG))
      .review(create(gateway({ listeners })))
      .findings.map(({ path }) => path)
    expect(paths).toEqual(Array.from({ length: 11 }, (_, n) => `spec.listeners[${n + 1}]`))
  })

  it('allows with warnings under warn-only, drops what is off, and denies what is set so', () => {
    const view = cluster(KONG)
    expect(judgeOf(view, { preset: 'warn-only' }).review(create(bad))).toMatchObject({
      allowed: true,
      findings: [{ decision: 'warn' }, { decision: 'warn' }],
    })
    expect(judgeOf(view, { settings: { 'listener-conflict': 'off' } }).review(create(bad))).toEqual({ allowed: true, findings: [] })
    expect(judgeOf(view, { preset: 'warn-only', settings: { 'listener-conflict': 'deny' } }).review(create(bad)).allowed).toBe(false)
  })

  it('decides a dry run the same', () => {
    const judge = judgeOf(cluster(KONG))
    expect(judge.review({ ...create(bad), dryRun: true })).toEqual(judge.review(create(bad)))
  })

  it('never refuses a DELETE', () => {
    expect(judgeOf(cluster(KONG, bad)).review(subject('DELETE', undefined, bad))).toEqual({ allowed: true, findings: [] })
  })

  it('judges the object as it is to be, not as the view holds it', () => {
    const view = cluster(KONG, gateway({ listeners: ['a HTTP 80', 'b TCP 81'] }))
    expect(judgeOf(view).review(update(gateway({ listeners: ['a HTTP 80', 'b TCP 81'] }), bad)).allowed).toBe(false)
    expect(judgeOf(cluster(KONG, bad)).review(create(gateway({ listeners: ['a HTTP 80'] }))).allowed).toBe(true)
    expect(view.get('Gateway', 'default', 'edge')).toMatchObject({ object: { spec: { listeners: [{ port: 80 }, { port: 81 }] } } })
  })

  it('refuses nothing while the class is not known, whatever it is called', () => {
    for (const className of ['kong', 'istio']) {
      const store = cluster(KONG, ISTIO)
      store.setState('GatewayClass', { state: 'unknown', why: 'not listed yet' })
      expect(judgeOf(store).review(create({ ...bad, spec: { ...(bad.spec as object), gatewayClassName: className } }))).toEqual({
        allowed: true,
        findings: [],
      })
    }
    expect(judgeOf(new ObjectStore()).review(create(bad))).toEqual({ allowed: true, findings: [] })
  })

  it('refuses nothing for want of a grant while grants are not known', () => {
    const object = route({ rules: [{ backendRefs: [{ name: 'billing', namespace: 'payments', port: 80 }] }] })
    const store = cluster(ISTIO, gateway({ className: 'istio', listeners: ['web HTTP 80'] }))
    expect(judgeOf(store).review(create(object)).allowed).toBe(false)
    store.setState('ReferenceGrant', { state: 'unknown', why: 'forbidden' })
    expect(judgeOf(store).review(create(object))).toEqual({ allowed: true, findings: [] })
    store.setState('ReferenceGrant', { state: 'listed' })
    store.put('ReferenceGrant', grant('payments', { kind: 'HTTPRoute', namespace: 'default' }, { kind: 'Service' }) as unknown as AnyObject)
    expect(judgeOf(store).review(create(object)).allowed).toBe(true)
  })

  it('sees a change of the view at once', () => {
    const store = cluster(KONG)
    const judge = judgeOf(store)
    const second = gateway({ name: 'second', listeners: ['a HTTP 80'] })
    expect(judge.review(create(second)).allowed).toBe(true)
    store.put('Gateway', gateway({ name: 'first', created: '2026-01-01T00:00:00Z', listeners: ['a HTTP 81'] }) as unknown as AnyObject)
    expect(judge.review(create(second)).allowed).toBe(false)
  })
})

describe('a rule that throws', () => {
  const broken: Rule = {
    ...(RULES[0] as Rule),
    id: 'broken',
    check() {
      throw new Error('a defect')
    },
  }

  it('is a fault, and the others still speak', () => {
    const verdict = judgeOf(cluster(KONG), { rules: [broken, ...RULES] }).review(create(bad))
    expect(verdict.allowed).toBe(false)
    expect(said(verdict)).toEqual(['deny listener-conflict spec.listeners[1]', 'deny listener-conflict spec.listeners[3]'])
    expect(verdict.faults).toMatchObject([{ rule: 'broken', error: { message: 'a defect' } }])
  })

  it('alone is no reason to refuse', () => {
    expect(judgeOf(cluster(KONG), { rules: [broken] }).review(create(bad))).toMatchObject({
      allowed: true,
      findings: [],
      faults: [{ rule: 'broken' }],
    })
  })
})
