import { describe, expect, it } from 'vitest'
import { sessionPersistenceTwice } from '../../src/rules/backend/session-persistence-twice.ts'
import { inRules, service, told } from './backends.ts'
import { experimental, target } from './policies.ts'

const sessionPersistence = { type: 'Cookie', cookie: { name: 's' } }
const policy = (name: string, spec: object) => experimental('XBackendTrafficPolicy', { targetRefs: [target(name)], ...spec }, { name })
const others = [
  ...['a', 'b', 'c'].map((name) => service(name, ['80'])),
  policy('a', { sessionPersistence }),
  policy('b', { retryConstraint: {} }),
  policy('c', { sessionPersistence: { type: 'Header', header: { name: 'x' } } }),
]
const backendRefs = ['a', 'b', 'c'].map((name) => ({ name, port: 80 }))

describe('session-persistence-twice', () => {
  it.each(['HTTPRoute', 'GRPCRoute'])('tells each backend of a %s that has sessions beside its rule', (kind) => {
    const findings = inRules(sessionPersistenceTwice, [{ backendRefs, sessionPersistence }, { backendRefs }], { kind, others })
    const words = (name: string) =>
      `its rule keeps sessions, and Service "${name}" keeps its own by XBackendTrafficPolicy "${name}": which of the two holds is left to the controller`
    expect(told(findings)).toEqual([`spec.rules[0].backendRefs[0]: ${words('a')}`, `spec.rules[0].backendRefs[2]: ${words('c')}`])
    expect(findings[0]).toMatchObject({
      class: 'odd',
      whole: false,
      restsOn: [{ kind: 'XBackendTrafficPolicy', namespace: 'default', name: 'a', state: 'found' }],
    })
  })

  it('finds nothing where one of the two is not there', () => {
    expect(inRules(sessionPersistenceTwice, [{ backendRefs }], { others })).toEqual([])
    expect(inRules(sessionPersistenceTwice, [{ backendRefs: [{ name: 'b', port: 80 }], sessionPersistence }], { others })).toEqual([])
    expect(inRules(sessionPersistenceTwice, [{ backendRefs, sessionPersistence: null }], { others })).toEqual([])
  })
})
