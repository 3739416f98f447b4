import { describe, expect, it } from 'vitest'
import { unsupportedBackendKind } from '../../src/rules/backend/unsupported-backend-kind.ts'
import { gateway, gatewayClass, route } from '../gateway/objects.ts'
import { inBackends, inRules, service, told } from './backends.ts'
import { foundBy } from './found.ts'

const others = [service('shop', ['80'])]
const pod = { kind: 'Pod', name: 'shop', port: 80 }
const good = { name: 'shop', port: 80 }
const BARE = { className: gatewayClass('bare', 'example.com/x') }
const KIND = '(ResolvedRefs=False/InvalidKind)'

describe('unsupported-backend-kind', () => {
  it('tells what is no backend from what this controller does not take', () => {
    const backends = [pod, { group: 'apps', kind: 'Service', name: 'x', port: 80 }, { group: 'example.com', kind: 'Bucket', name: 'b' }, good]
    const findings = inBackends(unsupportedBackendKind, backends, { others })
    expect(told(findings)).toEqual([
      `spec.rules[0].backendRefs[0]: backend "shop" is of kind Pod, which is no kind of backend: 1 of 4 requests of its rule fail ${KIND}`,
      `spec.rules[0].backendRefs[1]: backend "x" is of kind Service of group apps, which has no Services: 1 of 4 requests of its rule fail ${KIND}`,
      `spec.rules[0].backendRefs[2]: backend "b" is of kind Bucket of group example.com, which Envoy Gateway 1.9 does not take: 1 of 4 requests of its rule fail ${KIND}`,
    ])
    expect(findings.map((one) => [one.class, one.whole, one.hint])).toEqual([
      ['intrinsic', false, 'leave group and kind out: there is a Service "shop"'],
      ['intrinsic', false, 'name a Service, and leave group and kind out'],
      ['absent', false, 'name a Service, and leave group and kind out'],
    ])
  })

  it.each([
    ['every backend of every rule', [{ backendRefs: [pod] }, { backendRefs: [pod, pod] }], [true, true, true]],
    ['every backend of one rule', [{ backendRefs: [pod, pod] }, { backendRefs: [good] }], [false, false]],
    [
      'beside a kind that somebody defined',
      [{ backendRefs: [pod] }, { backendRefs: [{ group: 'example.com', kind: 'Bucket', name: 'b' }] }],
      [false, false],
    ],
  ])('is the whole route where it is %s', (_, rules, whole) => {
    expect(inRules(unsupportedBackendKind, rules, { others }).map((one) => one.whole)).toEqual(whole)
  })

  it('is judged once, whatever the number of parents', () => {
    const parentRefs = [{ name: 'edge' }, { name: 'inner' }]
    const gateways = ['edge', 'inner'].map((name) => gateway({ name, className: 'bare', listeners: ['web HTTP 80'] }))
    const object = route({ parentRefs, rules: [{ backendRefs: [pod, pod] }] })
    expect(foundBy(unsupportedBackendKind, object, [BARE.className, ...gateways, ...others], ['gateway-api@1.7'])).toHaveLength(2)
  })

  it('finds nothing in kinds that are taken, nor where a grant is missing', () => {
    const fine = [good, { group: '', kind: 'Service', ...good }, { group: 'multicluster.x-k8s.io', kind: 'ServiceImport', name: 'i', port: 80 }]
    expect(inBackends(unsupportedBackendKind, [...fine, { ...pod, namespace: 'closed' }], { others })).toEqual([])
    expect(
      inBackends(unsupportedBackendKind, [...fine, { group: 'gateway.networking.x-k8s.io', kind: 'XBackend', name: 'x' }], { others, ...BARE }),
    ).toEqual([])
  })
})
