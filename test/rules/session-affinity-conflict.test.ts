import { describe, expect, it } from 'vitest'
import { sessionAffinityConflict } from '../../src/rules/backend/session-affinity-conflict.ts'
import { inRules, service, told } from './backends.ts'

const others = [service('cart', ['80'], { sessionAffinity: 'ClientIP' }), service('shop', ['80'], { sessionAffinity: 'None' })]
const sessionPersistence = { type: 'Cookie', cookie: { name: 'c' } }
const backendRefs = ['shop', 'cart', 'cart'].map((name) => ({ name, port: 80 }))

describe('session-affinity-conflict', () => {
  it.each(['HTTPRoute', 'GRPCRoute'])('tells each backend of a %s', (kind) => {
    const findings = inRules(sessionAffinityConflict, [{ backendRefs, sessionPersistence }], { kind, others })
    const words = 'its rule keeps sessions, and Service "cart" has sessionAffinity ClientIP: the two contradict each other'
    expect(told(findings)).toEqual([1, 2].map((n) => `spec.rules[0].backendRefs[${n}]: ${words}`))
    expect(findings[0]).toMatchObject({ class: 'contradiction', whole: false, restsOn: [{ kind: 'Service', name: 'cart', state: 'found' }] })
  })

  it('finds nothing in a rule without sessions', () => {
    expect(
      inRules(sessionAffinityConflict, [{ backendRefs }, { backendRefs: [{ name: 'shop', port: 80 }], sessionPersistence }], { others }),
    ).toEqual([])
  })
})
