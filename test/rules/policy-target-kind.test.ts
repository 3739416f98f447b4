import { describe, expect, it } from 'vitest'
import { policyTargetKind } from '../../src/rules/policy/policy-target-kind.ts'
import { foundBy } from './found.ts'
import { experimental, gatewayTarget, inTargets, service, target } from './policies.ts'

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

  it('XTelemetryPolicy: what is no Gateway is odd, and of the core group never taken', () => {
    const targetRefs = [gatewayTarget('a'), gatewayTarget('b', { group: '' }), gatewayTarget('c', { kind: 'HTTPRoute' }), target('d')]
    expect(foundBy(policyTargetKind, experimental('XTelemetryPolicy', { targetRefs }), [])).toMatchObject([
      {
        class: 'intrinsic',
        atMost: 'warn',
        path: 'spec.targetRefs[1]',
        message: 'no XTelemetryPolicy applies to a Gateway: this target is dropped',
        hint: 'a Gateway is of group gateway.networking.k8s.io: write that',
      },
      {
        class: 'odd',
        path: 'spec.targetRefs[2]',
        message: 'no controller known here applies an XTelemetryPolicy to a HTTPRoute of group gateway.networking.k8s.io: this target is dropped',
        hint: 'name the Gateway: group: gateway.networking.k8s.io, kind: Gateway',
      },
      { class: 'intrinsic', path: 'spec.targetRefs[3]' },
    ])
  })

  it('XBackendTrafficPolicy: as a BackendTLSPolicy', () => {
    const targetRefs = [target('a'), gatewayTarget('b'), target('c', { kind: 'Pod' })]
    expect(foundBy(policyTargetKind, experimental('XBackendTrafficPolicy', { targetRefs }), [])).toMatchObject([
      { class: 'intrinsic', path: 'spec.targetRefs[1]', message: expect.stringContaining('applies an XBackendTrafficPolicy to a Gateway') },
      { path: 'spec.targetRefs[2]', message: 'no XBackendTrafficPolicy applies to a Pod: this target is dropped' },
    ])
  })

  it.each(['multicluster.x-k8s.io/ServiceImport', 'gateway.networking.x-k8s.io/XBackend'])('not %s', (one) => {
    const [group, kind] = one.split('/')
    expect(inTargets(policyTargetKind, [target('a', { group, kind })], [])).toEqual([])
  })
})
