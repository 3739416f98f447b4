import { describe, expect, it } from 'vitest'
import { deprecatedSessionPersistence } from '../../src/rules/route/deprecated-session-persistence.ts'
import { foundBy } from './found.ts'
import { inRoute, paths } from './places.ts'
import { experimental, target } from './policies.ts'

describe('deprecated-session-persistence', () => {
  const rules = [{ sessionPersistence: { type: 'Cookie' } }, { backendRefs: [] }, { name: 'b', sessionPersistence: {} }]

  it.each(['HTTPRoute', 'GRPCRoute'])('tells each rule of an %s', (kind) => {
    const findings = inRoute(deprecatedSessionPersistence, { rules }, kind)
    expect(paths(findings)).toEqual(['spec.rules[0].sessionPersistence', 'spec.rules[2].sessionPersistence'])
    expect(findings.map((finding) => finding.class)).toEqual(['odd', 'odd'])
  })

  it('tells an XBackendTrafficPolicy, and no other policy', () => {
    const spec = { targetRefs: [target('a')], sessionPersistence: { type: 'Cookie', cookie: {} } }
    const found = (kind: 'XBackendTrafficPolicy' | 'XTelemetryPolicy') => foundBy(deprecatedSessionPersistence, experimental(kind, spec), [])
    expect(found('XBackendTrafficPolicy')).toMatchObject([{ class: 'odd', path: 'spec.sessionPersistence' }])
    expect(found('XTelemetryPolicy')).toEqual([])
  })

  it('finds nothing in rules without it', () => {
    expect(inRoute(deprecatedSessionPersistence, { rules: [{ backendRefs: [] }, {}] })).toEqual([])
  })
})
