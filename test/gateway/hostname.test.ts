import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { covers, intersection, servedHostnames, widened } from '../../src/gateway/hostname.ts'

describe('intersection', () => {
  // gateway-api.md 2.6, from the conformance tests httproute-hostname-intersection and tlsroute-hostname-intersection.
  test.each([
    ['', '', ''],
    ['', 'a.example', 'a.example'],
    ['very.specific.com', 'very.specific.com', 'very.specific.com'],
    ['very.specific.com', 'non.matching.com', undefined],
    ['very.specific.com', '*.nonmatchingwildcard.io', undefined],
    ['very.specific.com', '*.specific.com', 'very.specific.com'],
    ['*.wildcard.io', 'wildcard.io', undefined],
    ['*.wildcard.io', 'foo.wildcard.io', 'foo.wildcard.io'],
    ['*.wildcard.io', 'foo.bar.wildcard.io', 'foo.bar.wildcard.io'],
    ['*.wildcard.io', 'foowildcard.io', undefined],
    ['*.anotherwildcard.io', '*.anotherwildcard.io', '*.anotherwildcard.io'],
    ['*.com', '*.example.com', '*.example.com'],
    ['*.example.com', '*.other.com', undefined],
    ['A.Example', 'a.example', 'a.example'],
  ])('%s and %s: %s', (a, b, both) => {
    expect(intersection(a, b)).toBe(both)
    expect(intersection(b, a)).toBe(both)
  })

  const label = fc.constantFrom('a', 'b', 'ab')
  const precise = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'))
  const hostname = fc.oneof(
    fc.constant(''),
    precise,
    precise.map((suffix) => `*.${suffix}`),
  )

  // Every name of up to five of these labels; an intersection of shorter patterns is told apart by them.
  const names = [1, 2, 3, 4, 5].flatMap((length) => combinations(length))
  const isIn = (pattern: string, name: string) => {
    if (pattern === '') return true
    if (!pattern.startsWith('*.')) return name === pattern
    const [own, asked] = [pattern.slice(2).split('.'), name.split('.')]
    return asked.length > own.length && own.every((part, index) => asked[asked.length - own.length + index] === part)
  }

  it('is symmetric, and holds just the names that both hold', () => {
    fc.assert(
      fc.property(hostname, hostname, (a, b) => {
        const both = intersection(a, b)
        expect(intersection(b, a)).toBe(both)
        const wanted = names.filter((name) => isIn(a, name) && isIn(b, name))
        expect(both === undefined ? [] : names.filter((name) => isIn(both, name))).toEqual(wanted)
        if (both === undefined) expect(wanted).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('a wildcard covers no name twice, and not itself', () => {
    expect(covers('*.a', '*.a')).toBe(false)
    expect(covers('a', 'a')).toBe(false)
    expect(covers('*.a', '*.b.a')).toBe(true)
  })
})

describe('servedHostnames', () => {
  it.each([
    ['', [], ['']],
    ['*.a', [], ['*.a']],
    ['*.a', ['x.a', 'X.a', 'b'], ['x.a']],
    ['x.a', ['b', 'c'], []],
  ])('of a listener "%s" with routes to %j: %j', (listener, route, served) => {
    expect(servedHostnames(listener, route)).toEqual(served)
  })
})

function combinations(length: number): string[] {
  if (length === 0) return ['']
  const labels = ['a', 'b', 'ab']
  if (length === 1) return labels
  return combinations(length - 1).flatMap((rest) => labels.map((label) => `${label}.${rest}`))
}

describe('widened', () => {
  it.each([
    ['', ['']],
    ['A.b.example', ['a.b.example', '*.b.example', '*.example', '']],
    ['*.b.example', ['*.b.example', '*.example', '']],
    ['example', ['example', '']],
  ])('%s', (hostname, wanted) => expect(widened(hostname)).toEqual(wanted))

  it('is every hostname that leaves the same one in an intersection', () => {
    const label = fc.constantFrom('a', 'b')
    const some = fc.tuple(fc.constantFrom('', '*.'), fc.array(label, { minLength: 1, maxLength: 4 })).map(([star, labels]) => star + labels.join('.'))
    fc.assert(
      fc.property(some, some, (hostname, other) => {
        expect(widened(hostname).includes(other)).toBe(intersection(hostname, other) === hostname)
      }),
    )
  })
})
