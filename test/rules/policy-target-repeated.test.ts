import { describe, expect, it } from 'vitest'
import { policyTargetRepeated } from '../../src/rules/policy/policy-target-repeated.ts'
import { foundBy } from './found.ts'
import { experimental, gatewayTarget, inTargets, service, target } from './policies.ts'

const inPolicy = (...targetRefs: unknown[]) => foundBy(policyTargetRepeated, experimental('XTelemetryPolicy', { targetRefs }), [])

describe('policy-target-repeated', () => {
  it('names each target that an earlier one is', () => {
    const [a, b] = [gatewayTarget('a'), gatewayTarget('b')]
    expect(inPolicy(a, b, a, gatewayTarget('c'), b, a)).toMatchObject([
      {
        class: 'partial',
        path: 'spec.targetRefs[2]',
        message: 'Gateway "a" is named twice, by spec.targetRefs[0] already: targets must be distinct',
        related: ['spec.targetRefs[0]'],
      },
      { path: 'spec.targetRefs[4]', related: ['spec.targetRefs[1]'] },
      { path: 'spec.targetRefs[5]', related: ['spec.targetRefs[0]'] },
    ])
  })

  it('not of another group or kind, nor where the API server looks', () => {
    expect(inPolicy(gatewayTarget('a'), gatewayTarget('a', { group: 'example.com' }), gatewayTarget('a', { kind: 'ListenerSet' }))).toEqual([])
    expect(inTargets(policyTargetRepeated, [target('a'), target('a')], [service('a')])).toEqual([])
  })

  it.each([[null], [7], ['x'], [{}], [[null, 7, {}]]])('takes targets of any shape: %j', (targetRefs) => {
    expect(foundBy(policyTargetRepeated, experimental('XTelemetryPolicy', { targetRefs }), [])).toEqual([])
  })
})
