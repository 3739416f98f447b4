import { describe, expect, it } from 'vitest'
import { policyConflict } from '../../src/rules/policy/policy-conflict.ts'
import { foundBy } from './found.ts'
import { experimental, gatewayTarget, inTargets, policy, SYSTEM, target } from './policies.ts'

const old = (targets: unknown[], parts = {}) => policy(targets, SYSTEM, { name: 'old', day: 1, ...parts })

describe('policy-conflict', () => {
  it('names the oldest policy with the same target, of each target', () => {
    const others = [
      old([target('a'), target('b')]),
      old([target('b')], { name: 'second', day: 2 }),
      old([target('c', { sectionName: 'x' })], { name: 'third' }),
    ]
    const findings = inTargets(policyConflict, [target('b'), target('d'), target('c', { sectionName: 'x' })], others)
    expect(findings).toMatchObject([
      {
        class: 'loser',
        path: 'spec.targetRefs[0]',
        message: 'BackendTLSPolicy "old" is older and applies to the same target, Service "b": this one does not',
        restsOn: [{ kind: 'BackendTLSPolicy', namespace: 'default', name: 'old', state: 'found' }],
      },
      { path: 'spec.targetRefs[2]', message: expect.stringContaining('Service "c", port "x"') },
    ])
  })

  it.each([
    ['XTelemetryPolicy', gatewayTarget('a'), gatewayTarget('b')],
    ['XBackendTrafficPolicy', target('a'), target('b')],
  ] as const)('%s: against its own kind, whatever its targets call a section', (kind, a, b) => {
    const others = [
      experimental(kind, { targetRefs: [b, a] }, { name: 'old', day: 1 }),
      experimental(kind, { targetRefs: [a] }, { name: 'young', day: 6 }),
      experimental(kind, { targetRefs: [b] }, { name: 'away', day: 1, namespace: 'other' }),
    ]
    const mine = experimental(kind, {
      targetRefs: [{ ...a, name: 'free' }, { ...a, sectionName: 'x' }, b, ...(kind === 'XTelemetryPolicy' ? [a] : [])],
    })
    expect(foundBy(policyConflict, mine, others)).toMatchObject([
      {
        class: 'loser',
        path: 'spec.targetRefs[1]',
        message: `${kind} "old" is older and applies to the same target, ${a.kind} "a": this one does not`,
        hint: 'keep one of the two',
        restsOn: [{ kind, namespace: 'default', name: 'old', state: 'found' }],
      },
      { path: 'spec.targetRefs[2]' },
    ])
    const foreign = kind === 'XTelemetryPolicy' ? 'XBackendTrafficPolicy' : 'XTelemetryPolicy'
    const ofAnotherKind = [experimental(foreign, { targetRefs: [a, b] }, { day: 1, name: 'x' }), old([a, b])]
    expect(foundBy(policyConflict, mine, ofAnotherKind)).toEqual([])
  })

  it('at equal age goes by name', () => {
    const same = (name: string) => foundBy(policyConflict, policy([target('a')], SYSTEM, { name }), [old([target('a')], { day: 5 })])
    expect(same('zulu')[0]?.message).toContain('comes first by name at equal age')
    expect(same('able')).toEqual([])
  })

  it.each<[string, ReturnType<typeof policy>]>([
    ['a younger one', old([target('a')], { day: 6 })],
    ['one for a port', old([target('a', { sectionName: 'http' })])],
    ['one of another namespace', old([target('a')], { namespace: 'other' })],
    ['one for another Service', old([target('b')])],
    ['one that is going', { ...old([target('a')]), metadata: { ...old([]).metadata, deletionTimestamp: '2026-01-04T00:00:00Z' } }],
  ])('not with %s', (_, other) => expect(inTargets(policyConflict, [target('a')], [other])).toEqual([]))
})
