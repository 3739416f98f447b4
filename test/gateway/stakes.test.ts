import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchKey } from '../../src/gateway/matches.ts'
import { ObjectStore } from '../../src/gateway/object-store.ts'
import type { Route } from '../../src/gateway/objects.ts'
import { overlay } from '../../src/gateway/overlay.ts'
import type { Listing } from '../../src/gateway/ports.ts'
import { groundsOf, holderTest, listenerStake, matchesOf, type Stake, trafficStake } from '../../src/gateway/stakes.ts'
import { anyJson } from './arbitrary.ts'
import { cluster, route } from './objects.ts'

const edge = { kind: 'Gateway', namespace: 'default', name: 'edge' }
const asRoute = (spec: Record<string, unknown>, parts = {}) => route(spec, parts) as unknown as Route
const names = (listing: Listing<Route>) => (listing.state === 'unknown' ? listing.why : listing.items.map(({ metadata }) => metadata.name).sort())
const path = (value: string) => ({ path: { type: 'PathPrefix', value } })
const key = (value: string) => matchKey('HTTPRoute', path(value))
const shop = { hostnames: ['Shop.example', 'shop.example'], rules: [{ matches: [path('/a'), path('/b')] }, { matches: [path('/a')] }] }

describe('stakes', () => {
  it('are in each match under each hostname at each parent, and in the hostname as a whole', () => {
    const parentRefs = [
      { name: 'edge' },
      { name: 'edge', sectionName: 'web' },
      { name: 'more', kind: 'ListenerSet' },
      { name: 's', kind: 'Service', group: '' },
    ]
    const wanted = [edge, { kind: 'ListenerSet', namespace: 'default', name: 'more' }].flatMap((parent) =>
      [key('/a'), key('/b')].map((match) => trafficStake('HTTPRoute', parent, 'shop.example', match)),
    )
    const one = asRoute({ ...shop, parentRefs })
    expect([...groundsOf(one)]).toEqual([...new Set(wanted.map(({ ground }) => ground))])
    expect([...matchesOf(one)]).toEqual([...new Set(wanted.map(({ match }) => match))])
    const isHeld = holderTest(one)
    for (const stake of wanted) expect([isHeld(stake), isHeld({ ground: stake.ground })]).toEqual([true, true])
    for (const stake of [trafficStake('HTTPRoute', edge, 'shop.example', key('/c')), trafficStake('HTTPRoute', edge, 'other.example', key('/a'))])
      expect(isHeld(stake)).toBe(false)
  })

  it('are in the listeners of a parentRef for TCP and UDP, and in hostnames for TLS', () => {
    expect([...groundsOf(asRoute({ parentRefs: [{ name: 'edge', port: 1 }, { name: 'edge' }, { name: 'edge' }] }, { kind: 'UDPRoute' }))]).toEqual([
      listenerStake('UDPRoute', edge, undefined, 1).ground,
      listenerStake('UDPRoute', edge, undefined, undefined).ground,
    ])
    const tls = asRoute({ hostnames: ['a.example', 'b.example'], rules: [{ matches: [{}] }] }, { kind: 'TLSRoute' })
    expect([...groundsOf(tls)]).toEqual([trafficStake('TLSRoute', edge, 'a.example').ground, trafficStake('TLSRoute', edge, 'b.example').ground])
    expect([...matchesOf(tls)]).toEqual([])
  })

  it('differ by kind, parent, section, port, hostname and match', () => {
    const more = { ...edge, kind: 'ListenerSet' }
    const all = [
      ...[edge, more, { ...edge, name: 'other' }, { ...edge, namespace: 'other' }].map((parent) => trafficStake('HTTPRoute', parent, '', key('/'))),
      ...[undefined, key('/a'), key('/b')].map((match) => trafficStake('HTTPRoute', edge, 'a.example', match)),
      ...(['GRPCRoute', 'TLSRoute'] as const).map((kind) => trafficStake(kind, edge, '', key('/'))),
      ...[
        ['a', 1],
        ['a', 2],
        ['b', 1],
        [undefined, 1],
        ['a', undefined],
      ].map(([section, port]) => listenerStake('TCPRoute', edge, section, port)),
    ]
    expect(new Set(all.map((stake) => JSON.stringify(stake))).size).toBe(all.length)
  })

  it('are small numbers that rarely meet', () => {
    const stakes = Array.from({ length: 20_000 }, (_, index) => trafficStake('HTTPRoute', edge, `h${index}.example`, key(`/${index}`)))
    const [grounds, matches] = [stakes.map(({ ground }) => ground), stakes.map(({ match }) => match ?? Number.NaN)]
    for (const number of [...grounds, ...matches]) expect(number | 0).toBe(number)
    for (const numbers of [grounds, matches]) expect(numbers.length - new Set(numbers).size).toBeLessThan(5)
  })

  it('are bounded in number, whatever a route holds', () => {
    const hostnames = Array.from({ length: 2000 }, (_, index) => `h${index}.example`)
    const rules = Array.from({ length: 128 }, (_, rule) => ({ matches: Array.from({ length: 16 }, (_m, index) => path(`/${rule}/${index}`)) }))
    expect(groundsOf(asRoute({ hostnames, rules })).size).toBe(1000)
    expect(matchesOf(asRoute({ hostnames, rules })).size).toBe(1000)
  })

  it('are read from anything', () => {
    const kind = fc.constantFrom('HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute')
    fc.assert(
      fc.property(kind, anyJson, anyJson, (of, hostnames, rules) => {
        for (const spec of [{ parentRefs: [{ name: 'edge' }], hostnames, rules }, { parentRefs: hostnames }, rules]) {
          const read = { kind: of, metadata: { name: 'x' }, spec } as unknown as Route
          expect(Math.max(groundsOf(read).size, matchesOf(read).size)).toBeLessThanOrEqual(1000)
        }
      }),
    )
  })
})

describe('stakeholders', () => {
  const stake = trafficStake('HTTPRoute', edge, 'shop.example', key('/a'))
  const [one, two, three] = [route(shop, { name: 'one' }), route(shop, { name: 'two' }), route(shop, { name: 'three' })]

  it('follow updates and removals', () => {
    const store = cluster(one, two, three)
    expect(names(store.stakeholdersOf('HTTPRoute', stake))).toEqual(['one', 'three', 'two'])
    store.remove('HTTPRoute', 'default', 'two')
    store.put('HTTPRoute', asRoute({ ...shop, hostnames: ['other.example'] }, { name: 'three' }))
    expect(names(store.stakeholdersOf('HTTPRoute', stake))).toEqual(['one'])
    store.replace('HTTPRoute', [asRoute(shop, { name: 'fresh' })])
    expect(names(store.stakeholdersOf('HTTPRoute', stake))).toEqual(['fresh'])
    store.remove('HTTPRoute', 'default', 'fresh')
    expect(names(store.stakeholdersOf('HTTPRoute', stake))).toEqual([])
  })

  it('are told as by a list that is read from end to end, whatever was put, removed and asked before', () => {
    const written = fc.record({
      name: fc.constantFrom('one', 'two', 'three'),
      hostnames: fc.subarray(['a.example', 'b.example']),
      parentRefs: fc.subarray([{ name: 'edge' }, { name: 'other' }]),
      paths: fc.subarray(['/a', '/b', '/c']),
    })
    const stakes = ['', 'a.example', 'b.example'].flatMap((hostname) =>
      [edge, { ...edge, name: 'other' }].flatMap((parent) =>
        [undefined, ...['/a', '/b', '/c', '/'].map(key)].map((match) => trafficStake('HTTPRoute', parent, hostname, match)),
      ),
    )
    const steps = fc.array(fc.record({ isPut: fc.boolean(), written, asked: fc.option(fc.constantFrom(...stakes)) }), { maxLength: 12 })
    fc.assert(
      fc.property(steps, (taken) => {
        const store = cluster()
        const held = new Map<string, Route>()
        const ask = (stake: Stake) => {
          const listing = store.stakeholdersOf('HTTPRoute', stake)
          const expected = [...held.values()].filter((one) => holderTest(one)(stake))
          expect(new Set(listing.state === 'known' ? listing.items : [])).toEqual(new Set(expected))
        }
        for (const { isPut, written: of, asked } of taken) {
          const rules = of.paths.map((value) => ({ matches: [{ path: { value } }] }))
          const one = asRoute({ parentRefs: of.parentRefs, hostnames: of.hostnames, rules }, { name: of.name })
          if (isPut) store.put('HTTPRoute', one)
          else store.remove('HTTPRoute', 'default', of.name)
          if (isPut) held.set(of.name, one)
          else held.delete(of.name)
          if (asked) ask(asked)
        }
        for (const stake of stakes) ask(stake)
      }),
      { numRuns: 1000 },
    )
  })

  it('are not known before the kind is, and of another kind there are none', () => {
    const store = cluster(one)
    expect(names(store.stakeholdersOf('GRPCRoute', stake))).toEqual([])
    expect(new ObjectStore().stakeholdersOf('HTTPRoute', stake)).toEqual({ state: 'unknown', why: 'not listed yet' })
  })

  it('in an overlay are those of the base, with the object that is laid over', () => {
    const base = cluster(one, two)
    const told = (spec: Record<string, unknown> | undefined) => {
      const view = overlay(base, 'HTTPRoute', 'default', 'two', spec && asRoute(spec, { name: 'two' }))
      return names(view.stakeholdersOf('HTTPRoute', stake))
    }
    expect([told(shop), told({ ...shop, hostnames: ['x'] }), told(undefined)]).toEqual([['one', 'two'], ['one'], ['one']])
    expect(names(overlay(base, 'HTTPRoute', 'default', 'new', asRoute(shop, { name: 'new' })).stakeholdersOf('HTTPRoute', stake))).toEqual([
      'new',
      'one',
      'two',
    ])
  })

  it('are told on ground that very many share, whether or not anybody asked before they came', () => {
    const at = (index: number, value: string) => asRoute({ ...shop, rules: [{ matches: [path(value)] }] }, { name: `r${index}` })
    const store = cluster(...Array.from({ length: 40 }, (_, index) => at(index, `/${index}`)))
    store.put('HTTPRoute', at(7, '/3'))
    store.remove('HTTPRoute', 'default', 'r8')
    const under = (value: string) => names(store.stakeholdersOf('HTTPRoute', trafficStake('HTTPRoute', edge, 'shop.example', key(value))))
    expect([under('/3'), under('/7'), under('/8'), under('/39')]).toEqual([['r3', 'r7'], [], [], ['r39']])
  })

  it('are told in bounded number', () => {
    const store = cluster(...Array.from({ length: 400 }, (_, index) => route(shop, { name: `r${index}` })))
    expect(names(store.stakeholdersOf('HTTPRoute', stake))).toHaveLength(256)
  })
})
