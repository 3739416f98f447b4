import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CATCH_ALL, matchEntries, matchKey } from '../../src/gateway/matches.ts'
import { anyJson } from './arbitrary.ts'

interface Named {
  readonly name: string
  readonly value: string
  readonly type: string | undefined
}

const kind = fc.constantFrom('HTTPRoute' as const, 'GRPCRoute' as const)
const value = fc.constantFrom('a', 'b c', 'A', '')
const type = fc.constantFrom(undefined, 'Exact', 'RegularExpression')
const named = (name: fc.Arbitrary<string>) =>
  fc.uniqueArray(fc.record({ name, value, type }), { maxLength: 4, selector: (one) => one.name.toLowerCase() })
const match = fc.record({
  path: fc.option(fc.record({ type: fc.constantFrom('Exact', 'PathPrefix'), value: fc.constantFrom('/', '/a', '/a/b') }), { nil: undefined }),
  headers: named(fc.constantFrom('X-Env', 'accept', 'Authorization', 'x-env-2')),
  queryParams: named(fc.constantFrom('q', 'p', 'page')),
})
const cased = (name: string, upper: boolean) => (upper ? name.toUpperCase() : name.toLowerCase())

describe('matchKey', () => {
  it('does not depend on the order of headers and query parameters, nor on the case of header names', () => {
    fc.assert(
      fc.property(kind, match, fc.boolean(), fc.infiniteStream(fc.nat(100)), (of, one, upper, random) => {
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((entry) => ({ entry, at: random.next().value }))
            .sort((a, b) => a.at - b.at)
            .map(({ entry }) => entry)
        const other = {
          ...one,
          headers: shuffled(one.headers).map((header) => ({ ...header, name: cased(header.name, upper) })),
          queryParams: shuffled(one.queryParams),
        }
        expect(matchKey(of, other)).toBe(matchKey(of, one))
        expect(matchKey(of, other, 'all')).toBe(matchKey(of, one, 'all'))
      }),
    )
  })

  it('differs where the path, or the set of headers or query parameters, does', () => {
    const set = (list: readonly Named[], lower: boolean) =>
      list.map((one) => JSON.stringify([lower ? one.name.toLowerCase() : one.name, one.type ?? 'Exact', one.value])).sort()
    fc.assert(
      fc.property(match, match, (a, b) => {
        const [first, second] = [a, b].map(({ path, headers, queryParams }) => {
          const { type, value } = path ?? { type: 'PathPrefix', value: '/' }
          return JSON.stringify([type, value, set(headers, true), set(queryParams, false)])
        })
        expect(matchKey('HTTPRoute', a) === matchKey('HTTPRoute', b)).toBe(first === second)
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    ['a trailing slash of a prefix', { path: { type: 'PathPrefix', value: '/a/' } }, { path: { value: '/a' } }],
    ['defaults', { path: {} }, {}],
    [
      'a later header of one name',
      {
        headers: [
          { name: 'a', value: '1' },
          { name: 'A', value: '2' },
        ],
      },
      { headers: [{ name: 'A', value: '1' }] },
    ],
  ])('counts %s for nothing', (_, a, b) => expect(matchKey('HTTPRoute', a)).toBe(matchKey('HTTPRoute', b)))

  it('keeps the slash of an exact path, and every header where all are asked for', () => {
    expect(matchKey('HTTPRoute', { path: { type: 'Exact', value: '/a/' } })).not.toBe(matchKey('HTTPRoute', { path: { type: 'Exact', value: '/a' } }))
    const twice = {
      headers: [
        { name: 'a', value: '1' },
        { name: 'A', value: '2' },
      ],
    }
    expect(matchKey('HTTPRoute', twice, 'all')).not.toBe(matchKey('HTTPRoute', { headers: [{ name: 'a', value: '1' }] }, 'all'))
  })

  it('reads a gRPC method as the path that it is on the wire', () => {
    const call = (service?: string, method?: string) => matchKey('GRPCRoute', { method: { service, method } })
    expect(call('shop.Cart', 'Add')).toBe(matchKey('HTTPRoute', { path: { type: 'Exact', value: '/shop.Cart/Add' } }))
    expect(call('shop.Cart')).toBe(matchKey('HTTPRoute', { path: { value: '/shop.Cart' } }))
    expect([call('', ''), call()]).toEqual([CATCH_ALL, CATCH_ALL])
    expect(call(undefined, 'Add')).not.toBe(CATCH_ALL)
  })

  it('takes anything, and a rule without matches as one that matches everything', () => {
    fc.assert(
      fc.property(kind, anyJson, anyJson, (of, matches, headers) => {
        for (const [, one] of matchEntries({ matches })) expect(typeof matchKey(of, { ...one, headers })).toBe('string')
      }),
    )
    for (const rule of [{}, { matches: [] }, { matches: null }]) expect(matchEntries(rule)).toEqual([[0, {}]])
  })
})
