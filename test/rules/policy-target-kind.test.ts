import { describe, expect, it } from 'vitest'
import { policyTargetKind } from '../../src/rules/policy/policy-target-kind.ts'
import { inTargets, service, target } from './policies.ts'

describe('policy-target-kind', () => {
  it('finds what nobody takes, and warns at most', () => {
    const targets = [target('a'), target('b', { kind: 'Pod' }), target('c', { group: 'example.com' })]
    expect(inTargets(policyTargetKind, targets, [service('a')])).toMatchObject([
      {
        class: 'intrinsic',
        whole: false,
        atMost: 'warn',
        path: 'spec.targetRefs[1]',
        message: 'no BackendTLSPolicy applies to a Pod: this target is dropped',
      },
      { path: 'spec.targetRefs[2]', hint: 'a Service is of the core group: write group: ""' },
    ])
  })

  it.each(['multicluster.x-k8s.io/ServiceImport', 'gateway.networking.x-k8s.io/XBackend'])('not %s', (one) => {
    const [group, kind] = one.split('/')
    expect(inTargets(policyTargetKind, [target('a', { group, kind })], [])).toEqual([])
  })
})
