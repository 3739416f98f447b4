import fc from 'fast-check'
import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { grantFor, grantYaml, permits } from '../../src/gateway/grants.ts'
import { ObjectStore } from '../../src/gateway/object-store.ts'
import type { ReferenceGrant } from '../../src/gateway/objects.ts'
import type { Reference } from '../../src/gateway/references.ts'
import { cluster, type GrantEnd, grant } from './objects.ts'

const GROUP = 'gateway.networking.k8s.io'
const reference: Reference = {
  role: 'backend',
  path: 'spec.rules[0].backendRefs[0]',
  from: { group: GROUP, kind: 'HTTPRoute', namespace: 'shop' },
  to: { group: '', kind: 'Service', namespace: 'payments', name: 'billing' },
}
const from: GrantEnd = { kind: 'HTTPRoute', namespace: 'shop' }
const state = (...grants: ReturnType<typeof grant>[]) => grantFor(reference, cluster(...grants))

describe('grantFor', () => {
  it('needs none within a namespace', () => {
    expect(grantFor({ ...reference, to: { ...reference.to, namespace: 'shop' } }, cluster())).toBe('not needed')
  })

  it('is missing without any, and where the cluster has no such kind', () => {
    expect(state()).toBe('missing')
    const store = cluster()
    store.setState('ReferenceGrant', { state: 'absent' })
    expect(grantFor(reference, store)).toBe('missing')
  })

  it('is unknown where grants are not listed', () => {
    expect(grantFor(reference, new ObjectStore())).toBe('unknown')
  })

  it.each<[string, GrantEnd]>([
    ['any name', { kind: 'Service' }],
    ['an empty name', { kind: 'Service', name: '' }],
    ['this name', { kind: 'Service', name: 'billing' }],
  ])('permits %s', (_, to) => {
    expect(state(grant('payments', from, to))).toBe('permitted')
  })

  it.each<[string, ReturnType<typeof grant>]>([
    ['it lives in the namespace of the referrer', grant('shop', from, { kind: 'Service' })],
    ['it lives elsewhere', grant('other', from, { kind: 'Service' })],
    ['another namespace may refer', grant('payments', { ...from, namespace: 'shop-2' }, { kind: 'Service' })],
    ['another kind may refer', grant('payments', { ...from, kind: 'GRPCRoute' }, { kind: 'Service' })],
    ['the kind that refers differs in case', grant('payments', { ...from, kind: 'HttpRoute' }, { kind: 'Service' })],
    ['the group that refers is another', grant('payments', { ...from, group: 'gateway.networking.x-k8s.io' }, { kind: 'Service' })],
    ['the group that refers is empty', grant('payments', { ...from, group: '' }, { kind: 'Service' })],
    ['the namespace is a wildcard, which there is not', grant('payments', { ...from, namespace: '*' }, { kind: 'Service' })],
    ['the kind referred to differs in case', grant('payments', from, { kind: 'service' })],
    ['the kind referred to is another', grant('payments', from, { kind: 'Secret' })],
    ['the group referred to is spelt out', grant('payments', from, { group: 'core', kind: 'Service' })],
    ['another name is meant', grant('payments', from, { kind: 'Service', name: 'billing-2' })],
    ['the name differs in case', grant('payments', from, { kind: 'Service', name: 'Billing' })],
  ])('is missing when %s', (_, near) => {
    expect(state(near)).toBe('missing')
  })

  it('takes entries as alternatives and grants as additive, but never half of one with half of another', () => {
    const wrongTo = grant('payments', from, { kind: 'Secret' }, 'a')
    const wrongFrom = grant('payments', { ...from, kind: 'TCPRoute' }, { kind: 'Service' }, 'b')
    expect(state(wrongTo, wrongFrom)).toBe('missing')
    expect(state(wrongTo, wrongFrom, grant('payments', from, { kind: 'Service' }, 'c'))).toBe('permitted')
    const several = grant('payments', from, { kind: 'Secret' })
    several.spec = {
      from: [
        { group: GROUP, kind: 'TCPRoute', namespace: 'shop' },
        { group: GROUP, ...from },
      ],
      to: [
        { group: '', kind: 'Secret' },
        { group: '', kind: 'Service', name: 'billing' },
      ],
    }
    expect(state(several)).toBe('permitted')
  })

  it('survives grants of any shape', () => {
    for (const spec of [undefined, null, 'x', {}, { from: 'x', to: [null] }, { from: [null], to: {} }]) {
      expect(state({ ...grant('payments', from, { kind: 'Service' }), spec })).toBe('missing')
    }
  })
})

const few = {
  namespace: fc.constantFrom('shop', 'payments', 'other'),
  kind: fc.constantFrom('HTTPRoute', 'GRPCRoute', 'Service', 'Secret', 'service'),
  group: fc.constantFrom('', GROUP, 'kuma.io'),
  name: fc.constantFrom('billing', 'web'),
}
const someReference = fc.record({
  role: fc.constant('backend' as const),
  path: fc.constant('spec'),
  from: fc.record({ group: few.group, kind: few.kind, namespace: few.namespace }),
  to: fc.record({ group: few.group, kind: few.kind, namespace: few.namespace, name: few.name }),
}) as unknown as fc.Arbitrary<Reference>
const someGrant = fc
  .record({
    namespace: few.namespace,
    from: fc.array(fc.record({ group: few.group, kind: few.kind, namespace: few.namespace }), { maxLength: 3 }),
    to: fc.array(fc.record({ group: few.group, kind: few.kind, name: fc.option(few.name, { nil: undefined }) }), { maxLength: 3 }),
    name: fc.string({ minLength: 1, maxLength: 3 }),
  })
  .map(({ namespace, name, ...spec }) => ({ ...grant(namespace, { kind: 'x' }, { kind: 'x' }, name), spec }))

describe('for all references and grants', () => {
  it('one more grant only ever turns missing into permitted', () => {
    fc.assert(
      fc.property(someReference, fc.array(someGrant, { maxLength: 4 }), someGrant, (one, grants, more) => {
        const before = grantFor(one, cluster(...grants))
        const fresh = { ...more, metadata: { ...more.metadata, name: 'one-more' } }
        const after = grantFor(one, cluster(...grants, fresh))
        if (before !== after) expect([before, after]).toEqual(['missing', 'permitted'])
        if (after === 'permitted' && before === 'missing') expect(permits(fresh as unknown as ReferenceGrant, one)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('agrees with the definition, entry by entry', () => {
    fc.assert(
      fc.property(someReference, fc.array(someGrant, { maxLength: 4 }), (one, grants) => {
        const unique = grants.map((g, index) => ({ ...g, metadata: { ...g.metadata, name: `g${index}` } }))
        const says = unique.some(
          (g) =>
            g.metadata.namespace === one.to.namespace &&
            g.spec.from.some(
              (f) => JSON.stringify([f.group, f.kind, f.namespace]) === JSON.stringify([one.from.group, one.from.kind, one.from.namespace]),
            ) &&
            g.spec.to.some((t) => t.group === one.to.group && t.kind === one.to.kind && [undefined, one.to.name].includes(t.name)),
        )
        const expected = one.from.namespace === one.to.namespace ? 'not needed' : says ? 'permitted' : 'missing'
        expect(grantFor(one, cluster(...unique))).toBe(expected)
      }),
      { numRuns: 500 },
    )
  })
})

describe('grantYaml', () => {
  it('reads so', () => {
    expect(grantYaml(reference)).toBe(
      '{apiVersion: gateway.networking.k8s.io/v1beta1, kind: ReferenceGrant, metadata: {name: httproutes-from-shop-to-billing, namespace: payments}, ' +
        'spec: {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}], to: [{group: "", kind: Service, name: billing}]}}',
    )
  })

  const namespace = fc.oneof(
    fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,20}[a-z0-9])?$/),
    fc.constantFrom('true', 'null', 'no', 'y', '1e3', '0x1f', '2026', '1-1'),
  )
  const name = fc.oneof(namespace, fc.string({ minLength: 1, maxLength: 253 }), fc.stringMatching(/^[a-z]{253}$/))

  it('is one line of YAML that permits exactly this reference and that the API server would take', () => {
    fc.assert(
      fc.property(
        namespace,
        namespace,
        name,
        fc.constantFrom('', 'kuma.io', 'true'),
        fc.constantFrom('Service', 'Secret', 'X2'),
        (ns, away, to, group, kind) => {
          const one: Reference = { ...reference, from: { ...reference.from, namespace: ns }, to: { group, kind, namespace: away, name: to } }
          const text = grantYaml(one)
          expect(text).not.toMatch(/[\n\r]/)
          const made = load(text) as ReferenceGrant
          expect(made).toMatchObject({ apiVersion: 'gateway.networking.k8s.io/v1beta1', kind: 'ReferenceGrant', metadata: { namespace: away } })
          expect(made.metadata.name).toMatch(/^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/)
          expect(permits(made, one)).toBe(true)
          expect(permits(made, { ...one, to: { ...one.to, name: `${to}x` } })).toBe(false)
          expect(permits(made, { ...one, to: { ...one.to, kind: 'Other' } })).toBe(false)
          expect(permits(made, { ...one, to: { ...one.to, group: 'other' } })).toBe(false)
          expect(permits(made, { ...one, from: { ...one.from, namespace: `${ns}x` } })).toBe(false)
          expect(permits(made, { ...one, from: { ...one.from, kind: 'GRPCRoute' } })).toBe(false)
        },
      ),
      { numRuns: 400 },
    )
  })
})
