import { describe, expect, it } from 'vitest'
import { repeatedHeaderMatch } from '../../src/rules/route/repeated-header-match.ts'
import { inRoute, paths } from './places.ts'

const headers = (...names: string[]) => ({ headers: names.map((name, index) => ({ name, value: `v${index}` })) })

describe('repeated-header-match', () => {
  it('names the later one and the first, and what counts', () => {
    expect(inRoute(repeatedHeaderMatch, { rules: [{ matches: [headers('x-env', 'X-Env')] }] })).toEqual([
      {
        rule: 'repeated-header-match',
        class: 'partial',
        whole: false,
        path: 'spec.rules[0].matches[0].headers[1]',
        key: 'x-env=v1',
        message:
          'header "X-Env" is "x-env" of spec.rules[0].matches[0].headers[0] once more: ' +
          'names of headers have no case, only the first counts, and no status says so',
        hint: 'ask for it once; for either of two values write two matches',
        restsOn: [],
        related: ['spec.rules[0].matches[0].headers[0]'],
      },
    ])
  })

  it('tells each one that is ignored, in every match and rule, of GRPCRoutes too', () => {
    const rules = [{ matches: [headers('a', 'b'), headers('a', 'A', 'b', 'B', 'A')] }, { matches: [headers('x', 'X')] }]
    const expected = [
      'spec.rules[0].matches[1].headers[1]',
      'spec.rules[0].matches[1].headers[3]',
      'spec.rules[0].matches[1].headers[4]',
      'spec.rules[1].matches[0].headers[1]',
    ]
    expect(paths(inRoute(repeatedHeaderMatch, { rules }))).toEqual(expected)
    expect(paths(inRoute(repeatedHeaderMatch, { rules }, 'GRPCRoute'))).toEqual(expected)
  })

  it('finds nothing where the names differ, in two matches, or in query parameters, whose names have a case', () => {
    const queryParams = [
      { name: 'animal', value: 'a' },
      { name: 'ANIMAL', value: 'b' },
    ]
    const rules = [{ matches: [headers('x-env', 'x-Envy'), headers('X-ENV'), { queryParams }] }]
    expect(inRoute(repeatedHeaderMatch, { rules })).toEqual([])
  })
})
