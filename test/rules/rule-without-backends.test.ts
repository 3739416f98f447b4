import { describe, expect, it } from 'vitest'
import { ruleWithoutBackends } from '../../src/rules/route/rule-without-backends.ts'
import { inRoute, paths } from './places.ts'

describe('rule-without-backends', () => {
  it('tells each rule that nothing answers', () => {
    const rules = [{}, { backendRefs: [{ name: 'a' }] }, { backendRefs: [], filters: [{ type: 'URLRewrite' }] }]
    const findings = inRoute(ruleWithoutBackends, { rules })
    expect(paths(findings)).toEqual(['spec.rules[0]', 'spec.rules[2]'])
    expect(findings[0]).toMatchObject({ class: 'odd', whole: false })
    expect(findings[0]?.message).toContain('answered with 500, and no status says so')
  })

  it.each(['RequestRedirect', 'ExtensionRef'])('finds nothing with a filter that may answer: %s', (type) => {
    expect(inRoute(ruleWithoutBackends, { rules: [{ filters: [{ type: 'RequestHeaderModifier' }, { type }] }] })).toEqual([])
  })

  it('is about HTTPRoutes', () => {
    expect(inRoute(ruleWithoutBackends, { rules: [{}] }, 'GRPCRoute')).toEqual([])
  })
})
