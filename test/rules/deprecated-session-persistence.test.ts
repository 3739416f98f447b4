import { describe, expect, it } from 'vitest'
import { deprecatedSessionPersistence } from '../../src/rules/route/deprecated-session-persistence.ts'
import { inRoute, paths } from './places.ts'

describe('deprecated-session-persistence', () => {
  const rules = [{ sessionPersistence: { type: 'Cookie' } }, { backendRefs: [] }, { name: 'b', sessionPersistence: {} }]

  it.each(['HTTPRoute', 'GRPCRoute'])('tells each rule of an %s', (kind) => {
    const findings = inRoute(deprecatedSessionPersistence, { rules }, kind)
    expect(paths(findings)).toEqual(['spec.rules[0].sessionPersistence', 'spec.rules[2].sessionPersistence'])
    expect(findings.map((finding) => finding.class)).toEqual(['odd', 'odd'])
  })

  it('finds nothing in rules without it', () => {
    expect(inRoute(deprecatedSessionPersistence, { rules: [{ backendRefs: [] }, {}] })).toEqual([])
  })
})
