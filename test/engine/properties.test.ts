import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KINDS, type Kind } from '../../src/gateway/kinds.ts'
import type { AnyObject, UntypedObject } from '../../src/gateway/objects.ts'
import { anyJson, someObject } from '../gateway/arbitrary.ts'
import { cluster, deepFreeze, gateway, ISTIO, KONG, KUMA, OPERATOR } from '../gateway/objects.ts'
import { create, judgeOf, update } from './judge-of.ts'

const ENTRIES = ['gateway-api@1.7']
const reviewed = KINDS.filter((facts) => facts.reviewed)
const trap = JSON.parse('{"toString": 1, "valueOf": {"__proto__": 2}}')

/** A spec in which every field may hold anything, but often what leads further in. */
const odd = (known: unknown) =>
  fc.oneof({ weight: 3, arbitrary: anyJson }, { weight: 2, arbitrary: fc.constant(known) }, { weight: 1, arbitrary: fc.constant(trap) })
const oddList = (entry: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 5, arbitrary: fc.array(entry, { maxLength: 3 }) }, { weight: 1, arbitrary: anyJson })
const oddReference = fc.record({ name: odd('x'), namespace: odd('n2'), kind: odd('Service'), group: odd('') }, { requiredKeys: [] })
const oddListener = fc.record(
  { name: odd('l'), port: odd(80), protocol: odd('HTTP'), hostname: odd('a.example'), tls: fc.record({ certificateRefs: oddList(oddReference) }) },
  { requiredKeys: [] },
)
const oddRule = fc.record(
  {
    matches: oddList(fc.record({ queryParams: oddList(fc.record({ name: odd('q'), value: odd('1') })) })),
    backendRefs: oddList(oddReference),
    filters: oddList(fc.record({ requestMirror: fc.record({ backendRef: oddReference }) })),
  },
  { requiredKeys: [] },
)
const oddSpec = fc.oneof(
  anyJson,
  fc.record(
    {
      gatewayClassName: odd('kong'),
      controllerName: odd('konghq.com/kic-gateway-controller'),
      listeners: oddList(oddListener),
      parentRef: fc.record({ name: odd('edge') }),
      parentRefs: oddList(fc.record({ name: odd('edge'), namespace: odd('default'), kind: odd('Gateway') }, { requiredKeys: [] })),
      rules: oddList(oddRule),
      tls: anyJson,
      parametersRef: anyJson,
    },
    { requiredKeys: [] },
  ),
)
const oddObject = fc
  .record({
    facts: fc.constantFrom(...reviewed),
    spec: oddSpec,
    labels: anyJson,
    annotations: anyJson,
    created: anyJson,
    going: fc.option(anyJson, { nil: undefined }),
  })
  .map(({ facts, spec, labels, annotations, created, going }): UntypedObject => {
    const metadata = {
      name: 'x',
      labels,
      annotations,
      creationTimestamp: created,
      ...(facts.namespaced && { namespace: 'n1' }),
      ...(going !== undefined && { deletionTimestamp: going }),
    }
    return { apiVersion: `${facts.group}/${facts.versions[0]}`, kind: facts.kind, metadata: metadata as unknown as UntypedObject['metadata'], spec }
  })

describe('for any JSON in spec and metadata of every kind', () => {
  it('a review and a mutation answer, without a fault, and change no input', () => {
    fc.assert(
      fc.property(oddObject, oddObject, fc.array(oddObject, { maxLength: 3 }), (object, other, others) => {
        const view = cluster(KONG, ISTIO, gateway(), ...others.map(deepFreeze))
        const judge = judgeOf(view, { entries: ENTRIES })
        const old = { ...other, apiVersion: object.apiVersion, kind: object.kind, metadata: { ...other.metadata, name: 'x' } }
        for (const one of [create(object), update(old, object), update(object, object)]) {
          const verdict = judge.review(one)
          expect(verdict.faults).toBeUndefined()
          expect(verdict.allowed).toBe(verdict.findings.every((finding) => finding.decision === 'warn'))
          expect(judge.mutate(one).patch.length).toBeLessThan(2)
        }
        // Nothing is refused for what did not change.
        expect(judge.review(update(object, object)).allowed).toBe(true)
      }),
      { numRuns: 1500 },
    )
  }, 60_000)
})

describe('for small clusters', () => {
  it('the order of the objects in the view changes nothing', () => {
    const other = someObject.filter((o) => o.kind !== 'GatewayClass')
    const shuffled = fc.array(other, { minLength: 2, maxLength: 14 }).chain((objects) => {
      const unique = [...new Map(objects.map((o) => [`${o.kind} ${o.metadata.namespace}/${o.metadata.name}`, o])).values()]
      return fc.record({ objects: fc.constant(unique), order: fc.shuffledSubarray(unique, { minLength: unique.length, maxLength: unique.length }) })
    })
    fc.assert(
      fc.property(
        shuffled,
        fc.constantFrom([], ['kic@3.5']),
        fc.constantFrom([KONG, KUMA, ISTIO], [KONG, KONG, KONG]),
        ({ objects, order }, entries, kinds) => {
          const classes = kinds.map((one, index) => ({ ...one, metadata: { name: ['a', 'b', 'c'][index] as string } }))
          const [one, other] = [cluster(...classes, ...objects), cluster(...order, ...classes)].map((view) => judgeOf(view, { entries }))
          for (const object of objects as unknown as UntypedObject[]) {
            expect(one?.review(create(object))).toEqual(other?.review(create(object)))
            expect(one?.review(update(object, object))).toEqual(other?.review(update(object, object)))
          }
        },
      ),
      { numRuns: 600 },
    )
  }, 60_000)

  it('an update that changes nothing is never refused, and no finding comes twice', () => {
    fc.assert(
      fc.property(fc.array(someObject, { minLength: 1, maxLength: 14 }), (objects) => {
        const view = cluster(KONG, ...objects)
        const judge = judgeOf(view, { entries: ENTRIES })
        for (const kind of ['Gateway', 'HTTPRoute', 'ListenerSet'] satisfies Kind[]) {
          for (const object of view.all(kind) as Iterable<AnyObject>) {
            const same = object as unknown as UntypedObject
            const verdict = judge.review(update(same, same))
            expect(verdict.allowed).toBe(true)
            const places = verdict.findings.map(({ rule, path, message }) => `${rule} ${path} ${message}`)
            expect(new Set(places).size).toBe(places.length)
          }
        }
      }),
      { numRuns: 300 },
    )
  }, 60_000)

  // Where the controller picks a winner it is otherwise: the one that goes may be what kept a loser from winning over a third.
  it('an update that only takes listeners away is never refused, where all of a clash lose', () => {
    fc.assert(
      fc.property(
        fc.array(someObject, { maxLength: 10 }),
        someObject.filter((o) => o.kind === 'Gateway'),
        fc.nat(),
        (others, object, mask) => {
          const before = object as unknown as UntypedObject & { spec: { listeners: unknown[] } }
          const after = { ...before, spec: { ...before.spec, listeners: before.spec.listeners.filter((_, index) => mask & (1 << index)) } }
          const classes = ['a', 'b', 'c'].map((name, index) => ({ ...([KONG, OPERATOR, KUMA][index] as UntypedObject), metadata: { name } }))
          const view = cluster(...others.filter((o) => o.kind !== 'GatewayClass'), ...classes, before)
          for (const entries of [[], ['kic@3.5', 'kong-operator@2.1', 'kuma@2.14']])
            expect(judgeOf(view, { entries }).review(update(before, after)).allowed).toBe(true)
        },
      ),
      { numRuns: 800 },
    )
  }, 60_000)
})
