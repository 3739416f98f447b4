import { describe, expect, it } from 'vitest'
import { prefixRewriteWithoutPrefix } from '../../src/rules/route/prefix-rewrite-without-prefix.ts'
import { inRoute, paths } from './places.ts'

const rewrite = (type: string) => ({ type: 'URLRewrite', urlRewrite: { path: { type } } })
const backend = (name: string, ...filters: unknown[]) => ({ name, port: 80, filters })
const backendRefs = [backend('a', rewrite('ReplacePrefixMatch')), backend('b'), backend('c', {}, rewrite('ReplacePrefixMatch'))]
const path = (type?: string) => ({ path: { ...(type && { type }), value: '/a' } })

describe('prefix-rewrite-without-prefix', () => {
  it('tells each backend that has it', () => {
    expect(inRoute(prefixRewriteWithoutPrefix, { rules: [{ matches: [path('Exact')], backendRefs }] })).toMatchObject([
      {
        class: 'partial',
        whole: false,
        path: 'spec.rules[0].backendRefs[0].filters[0]',
        key: '/a',
        message: 'backend "a" replaces the matched prefix, and its rule has not exactly one PathPrefix match: the rewrite cannot be applied',
      },
      { path: 'spec.rules[0].backendRefs[2].filters[1]', key: '/c' },
    ])
  })

  it('two prefixes are not one', () => {
    const rules = [
      { matches: [path('PathPrefix')], backendRefs },
      { matches: [path(), path()], backendRefs },
    ]
    expect(paths(inRoute(prefixRewriteWithoutPrefix, { rules }))).toEqual([
      'spec.rules[1].backendRefs[0].filters[0]',
      'spec.rules[1].backendRefs[2].filters[1]',
    ])
  })

  it.each<[string, unknown]>([
    ['a prefix', [path('PathPrefix')]],
    ['a path whose type is left out', [path()]],
    ['a match without a path', [{ method: 'GET' }]],
    ['no match', undefined],
    ['an empty list', []],
  ])('finds nothing with %s', (_, matches) => {
    expect(inRoute(prefixRewriteWithoutPrefix, { rules: [{ matches, backendRefs }] })).toEqual([])
  })

  it('finds nothing where the full path is replaced', () => {
    const rules = [{ matches: [path('Exact')], backendRefs: [backend('a', rewrite('ReplaceFullPath'))] }]
    expect(inRoute(prefixRewriteWithoutPrefix, { rules })).toEqual([])
  })
})
