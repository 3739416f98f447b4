import { describe, expect, it } from 'vitest'
import { shadowedMatch } from '../../src/rules/route/shadowed-match.ts'
import { inRoute, paths } from './places.ts'

const found = (...rules: unknown[][]) => inRoute(shadowedMatch, { rules: rules.map((matches) => ({ matches })) })
const grpc = (...rules: unknown[][]) => inRoute(shadowedMatch, { rules: rules.map((matches) => ({ matches })) }, 'GRPCRoute')
const at = (value: string, more = {}) => ({ path: { type: 'PathPrefix', value }, ...more })
const h = (name: string, value: string, type?: string) => ({ name, value, ...(type && { type }) })

describe('shadowed-match', () => {
  it('a rule all of whose matches are taken is dead; it names who takes them', () => {
    expect(found([at('/a')], [at('/b')], [at('/b'), at('/a')])).toMatchObject([
      {
        class: 'loser',
        whole: false,
        path: 'spec.rules[2]',
        message: 'whatever this rule matches, spec.rules[1] and spec.rules[0] matches already: the first rule wins, so this one never gets a request',
        related: ['spec.rules[1]', 'spec.rules[0]'],
      },
    ])
  })

  it('of a rule that has others, each match that is taken', () => {
    const findings = found([at('/a'), at('/b')], [at('/c'), at('/b'), at('/a')])
    expect(paths(findings)).toEqual(['spec.rules[1].matches[1]', 'spec.rules[1].matches[2]'])
    expect(findings[0]?.message).toBe('spec.rules[0] has the same match: the first rule wins, so this one never gets such a request')
  })

  it('the key is the match, so that reordering brings nothing new', () => {
    const keys = (...rules: unknown[][]) => found(...rules).map(({ key }) => key)
    expect(keys([at('/a')], [at('/c'), at('/a')])).toEqual(keys([at('/x')], [at('/a')], [at('/a'), at('/c')]))
  })

  it.each<[string, unknown[], unknown[]]>([
    ['defaults left out', [{}], [at('/')]],
    ['no matches at all', [], [at('/')]],
    ['the order and case of headers', [{ headers: [h('A', '1'), h('b', '2')] }], [{ headers: [h('B', '2', 'Exact'), h('a', '1')] }]],
    ['a header that is ignored', [{ headers: [h('a', '1'), h('A', '2')] }], [{ headers: [h('a', '1')] }]],
    ['the order of query parameters', [{ queryParams: [h('a', '1'), h('b', '2')] }], [{ queryParams: [h('b', '2'), h('a', '1')] }]],
  ])('makes no difference: %s', (_, first, second) => {
    expect(paths(found(first, second))).toEqual(['spec.rules[1]'])
  })

  it.each<[string, unknown, unknown]>([
    ['path', at('/a'), at('/ab')],
    ['type of path', at('/a'), { path: { type: 'Exact', value: '/a' } }],
    ['method', at('/a', { method: 'GET' }), at('/a')],
    ['value of a header', { headers: [h('a', 'x')] }, { headers: [h('a', 'X')] }],
    ['type of a header', { headers: [h('a', 'x')] }, { headers: [h('a', 'x', 'RegularExpression')] }],
    ['case of a query parameter', { queryParams: [h('a', '1')] }, { queryParams: [h('A', '1')] }],
    ['number of headers', { headers: [h('a', '1')] }, { headers: [h('a', '1'), h('b', '2')] }],
  ])('makes a difference: %s', (_, first, second) => {
    expect(found([first], [second])).toEqual([])
  })

  it('a match twice in one rule harms nobody', () => {
    expect(found([at('/a'), at('/a')], [at('/b'), at('/b')])).toEqual([])
  })

  it('GRPCRoutes: service, method and headers', () => {
    const call = (service: string, method?: string) => ({ method: { service, method } })
    expect(paths(grpc([call('Shop', 'Buy')], [call('Shop')], [{ method: { type: 'Exact', service: 'Shop', method: 'Buy' } }]))).toEqual([
      'spec.rules[2]',
    ])
    expect(paths(grpc([{}], []))).toEqual(['spec.rules[1]'])
    expect(grpc([call('Shop', 'Buy')], [call('Shop', 'buy')], [{ ...call('Shop', 'Buy'), headers: [h('a', '1')] }])).toEqual([])
  })
})
