import { describe, expect, it } from 'vitest'
import { shadowedByRoute } from '../../src/rules/route/shadowed-by-route.ts'
import { gateway, route } from '../gateway/objects.ts'
import { born, contested, path, rules } from './contests.ts'
import { foundBy } from './found.ts'
import { paths } from './places.ts'

const listeners = ['web HTTP 80', 'alt HTTP 8080']
const found = (spec: Record<string, unknown>, others: Parameters<typeof contested>[2], more = {}) =>
  contested(shadowedByRoute, spec, others, { listeners, entry: 'gateway-api@1.7', ...more })
const shop = { hostnames: ['shop.example'] }

describe('shadowed-by-route', () => {
  it('names the older route, and where it comes first', () => {
    const others = [born({ ...shop, ...rules([path('/b')]) }), born({ ...shop, ...rules([path('/c')]) }, { name: 'second', day: 2 })]
    expect(found({ hostnames: ['shop.example', 'mine.example'], ...rules([path('/a'), path('/b')], [path('/c')]) }, others)).toMatchObject([
      {
        class: 'loser',
        whole: false,
        path: 'spec.rules[0].matches[1]',
        message:
          'HTTPRoute "old" is older and matches there all that this match does on listeners "alt" and "web" for shop.example: it gets the requests, and no status says so',
        restsOn: [{ kind: 'HTTPRoute', namespace: 'default', name: 'old', state: 'found' }],
      },
      { path: 'spec.rules[1].matches[0]', restsOn: [{ name: 'second' }] },
    ])
  })

  it('says it once of a rule or a route that is lost as a whole to one winner', () => {
    const others = [born(rules([path('/a'), path('/b'), path('/c')]))]
    expect(paths(found(rules([path('/b'), path('/a')], [path('/d')]), others))).toEqual(['spec.rules[0]'])
    expect(paths(found(rules([path('/b')], [path('/a')]), others))).toEqual(['spec.rules'])
    expect(found(rules([path('/b')]), others)[0]?.message).toContain('matches all that this rule does')
  })

  it('tells no name of another namespace', () => {
    const others = [born(rules([path('/a')]), { name: 'secret', namespace: 'else' })].map((one) => ({
      ...one,
      spec: { ...(one.spec as object), parentRefs: [{ name: 'edge', namespace: 'default' }] },
    }))
    const [finding] = found(rules([path('/a')]), others)
    expect(finding?.message).toMatch(/^an HTTPRoute in another namespace is older/)
    expect(JSON.stringify([finding?.message, finding?.hint, finding?.key])).not.toContain('secret')
  })

  it('at equal age goes by name; the oldest of several wins', () => {
    const same = rules([path('/a')])
    expect(found(same, [born(same, { day: 5 })], { name: 'zulu' })[0]?.message).toContain('comes first by name at equal age')
    expect(found(same, [born(same, { day: 5 })], { name: 'able' })).toEqual([])
    const several = [3, 1, 2].map((day) => born(same, { name: `of-${day}`, day }))
    expect(found(same, several).map(({ restsOn }) => restsOn[0]?.name)).toEqual(['of-1'])
  })

  it('knows the condition that Envoy Gateway writes', () => {
    expect(contested(shadowedByRoute, rules([path('/a')]), [born(rules([path('/a/')]))], { listeners })).toMatchObject([
      {
        path: 'spec.rules[0]',
        condition: { type: 'RouteRulesOverlap', status: 'True', reason: 'RouteRulesOverlap' },
        message: expect.stringMatching(/requests$/),
      },
    ])
  })

  it('compares hostnames as a listener has them only where they are written alike', () => {
    const listener = { listeners: ['web HTTP 80 shop.example'], entry: 'gateway-api@1.6' }
    const wild = { hostnames: ['*.example'], ...rules([path('/a')]) }
    expect(found(wild, [born({ ...wild })], listener)).toHaveLength(1)
    expect(found(wild, [born({ ...shop, ...rules([path('/a')]) })], listener)).toEqual([])
  })

  const mine = { ...shop, ...rules([path('/a')]) }
  it.each<[string, Parameters<typeof contested>[2]]>([
    ['a younger one', [born(mine, { day: 6 })]],
    ['another path', [born({ ...shop, ...rules([path('/ab'), { path: { type: 'Exact', value: '/a' } }]) })]],
    ['another hostname', [born({ hostnames: ['other.example', '*.example'], ...rules([path('/a')]) })]],
    ['another listener', [born({ ...mine, parentRefs: [{ name: 'edge', sectionName: 'gone' }] })]],
    ['another Gateway', [born({ ...mine, parentRefs: [{ name: 'other' }] })]],
    ['another kind', [born(mine, { kind: 'GRPCRoute' })]],
    ['one that is going', [{ ...born(mine), metadata: { ...born(mine).metadata, deletionTimestamp: '2026-01-04T00:00:00Z' } }]],
    ['itself', [born(mine, { name: 'mine', day: 1 })]],
  ])('does not lose to %s', (_, others) => expect(found(mine, others)).toEqual([]))

  it('does not lose on a listener that the other is not attached to', () => {
    const others = [born({ ...rules([path('/a')]), parentRefs: [{ name: 'edge', sectionName: 'alt' }] })]
    expect(found({ ...rules([path('/a')]), parentRefs: [{ name: 'edge', sectionName: 'web' }] }, others)).toEqual([])
    expect(found(rules([path('/a')]), others)[0]?.message).toContain('on listener "alt"')
  })

  it('GRPCRoutes lose to GRPCRoutes', () => {
    const call = rules([{ method: { service: 'Cart' } }])
    expect(found(call, [born(call, { kind: 'GRPCRoute' }), born(call)], { kind: 'GRPCRoute' })).toHaveLength(1)
  })

  it('says nothing where the class is of nobody known', () => {
    const others = [gateway({ className: 'foreign', listeners })]
    expect(foundBy(shadowedByRoute, route(rules([path('/a')])), [...others, born(rules([path('/a')]))], ['gateway-api@1.7'])).toEqual([])
  })
})
