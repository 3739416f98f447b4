import { describe, expect, it } from 'vitest'
import { policyTargetMissing } from '../../src/rules/policy/policy-target-missing.ts'
import { gateway } from '../gateway/objects.ts'
import { foundBy } from './found.ts'
import { paths } from './places.ts'
import { experimental, gatewayTarget, inTargets, service, target } from './policies.ts'

describe('policy-target-missing', () => {
  it('names each Service that is not there', () => {
    const findings = inTargets(policyTargetMissing, [target('a'), target('b'), target('c')], [service('b')])
    expect(paths(findings)).toEqual(['spec.targetRefs[0]', 'spec.targetRefs[2]'])
    expect(findings[1]).toMatchObject({
      class: 'absent',
      whole: false,
      message:
        'the policy applies to Service "c", which is not there: connections to it stay as they are, and some controllers write no status of it',
      restsOn: [{ kind: 'Service', namespace: 'default', name: 'c', state: 'absent' }],
    })
  })

  it('is of the whole policy where no target is there', () => {
    expect(inTargets(policyTargetMissing, [target('a')], [])).toMatchObject([{ whole: true }])
  })

  it('XTelemetryPolicy: the Gateways of its own namespace', () => {
    const targetRefs = ['a', 'b', 'c', 'a'].map((name) => gatewayTarget(name))
    const others = [gateway({ name: 'b' }), gateway({ name: 'c', namespace: 'other' })]
    const findings = foundBy(policyTargetMissing, experimental('XTelemetryPolicy', { targetRefs }), others)
    expect(findings).toMatchObject([
      {
        path: 'spec.targetRefs[0]',
        whole: false,
        message: 'the policy applies to Gateway "a", which is not there: nothing is traced by it, and some controllers write no status of it',
        restsOn: [{ kind: 'Gateway', namespace: 'default', name: 'a', state: 'absent' }],
      },
      { path: 'spec.targetRefs[2]' },
    ])
  })

  it('XBackendTrafficPolicy: Services, and not what is no backend', () => {
    const targetRefs = [target('a'), target('b'), gatewayTarget('edge'), target('c')]
    const findings = foundBy(policyTargetMissing, experimental('XBackendTrafficPolicy', { targetRefs }), [service('b')])
    expect(findings).toMatchObject([
      { path: 'spec.targetRefs[0]', message: expect.stringContaining('nothing of it is applied') },
      { path: 'spec.targetRefs[3]' },
    ])
  })

  it('looks in the own namespace, and not at kinds that no view holds', () => {
    const away = { ...service('a'), metadata: { name: 'a', namespace: 'other' } }
    expect(inTargets(policyTargetMissing, [target('a')], [away])).toHaveLength(1)
    const others = [target('a', { kind: 'Pod' }), { group: 'multicluster.x-k8s.io', kind: 'ServiceImport', name: 'a' }]
    expect(inTargets(policyTargetMissing, others, [])).toEqual([])
  })
})
