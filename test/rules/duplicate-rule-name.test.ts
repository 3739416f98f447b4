import { describe, expect, it } from 'vitest'
import { duplicateRuleName } from '../../src/rules/route/duplicate-rule-name.ts'
import { inRoute, paths } from './places.ts'

const named = (...names: (string | undefined)[]) => ({ rules: names.map((name) => (name === undefined ? {} : { name })) })

describe('duplicate-rule-name', () => {
  it('names the first that has it', () => {
    expect(inRoute(duplicateRuleName, named('api', 'api'))).toMatchObject([
      { class: 'partial', whole: false, path: 'spec.rules[1].name', key: 'api', related: ['spec.rules[0].name'] },
    ])
  })

  it('tells each further one', () => {
    const spec = named('a', 'b', 'a', undefined, 'b', 'a')
    const expected = ['spec.rules[2].name', 'spec.rules[4].name', 'spec.rules[5].name']
    expect(paths(inRoute(duplicateRuleName, spec))).toEqual(expected)
    expect(paths(inRoute(duplicateRuleName, spec, 'GRPCRoute'))).toEqual(expected)
  })

  it('finds nothing in names that differ by case, nor in rules without one', () => {
    expect(inRoute(duplicateRuleName, named('api', 'API', undefined, undefined, '', ''))).toEqual([])
  })
})
