import { describe, expect, it } from 'vitest'
import { unreadableRegularExpression } from '../../src/rules/route/unreadable-regular-expression.ts'
import { gateway, gatewayClass, KONG, route } from '../gateway/objects.ts'
import { ENVOY, inRules, service, told } from './backends.ts'
import { foundBy } from './found.ts'

const others = [service('shop', ['80'])]
const backendRefs = [{ name: 'shop', port: 80 }]
const path = (value: string, type = 'RegularExpression') => ({ matches: [{ path: { type, value } }], backendRefs })
const ofKong = { className: KONG, entries: ['kic@3.5'] }

describe('unreadable-regular-expression', () => {
  it('tells each, of paths, headers and query parameters', () => {
    const named = (value: string) => [{ type: 'RegularExpression', name: 'a', value }]
    const rules = [
      { matches: [{ headers: named('[a-') }, { queryParams: named('*a') }, { headers: named('[a-z]') }], backendRefs },
      path('/api/('),
      path('/(', 'PathPrefix'),
    ]
    const findings = inRules(unreadableRegularExpression, rules, { others })
    const by = 'cannot be read by Envoy Gateway 1.9'
    const outcome = '(PartiallyInvalid=True/UnsupportedValue)'
    expect(told(findings)).toEqual([
      `spec.rules[0].matches[0].headers[0].value: regular expression "[a-" ${by}: a [ is not closed, or a range in it runs backwards ${outcome}`,
      `spec.rules[0].matches[1].queryParams[0].value: regular expression "*a" ${by}: "*" repeats nothing ${outcome}`,
      `spec.rules[1].matches[0].path.value: regular expression "/api/(" ${by}: a ( is not closed ${outcome}`,
    ])
    for (const one of findings) expect(one).toMatchObject({ class: 'intrinsic', whole: false })
  })

  it('tells those of gRPC methods', () => {
    const method = { type: 'RegularExpression', service: 'a(', method: '+' }
    expect(
      inRules(unreadableRegularExpression, [{ matches: [{ method }], backendRefs }], { kind: 'GRPCRoute', others }).map((one) => [
        one.path,
        one.whole,
      ]),
    ).toEqual([
      ['spec.rules[0].matches[0].method.method', true],
      ['spec.rules[0].matches[0].method.service', true],
    ])
  })

  it.each([
    ['broken for all', '/api/(', {}, [true, true]],
    ['broken for all, Kong', '/api/(', ofKong, [true, true]],
    ['RE2 cannot look ahead', '/(?!a)', {}, [true, true]],
    ['Kong can', '/(?!a)', ofKong, []],
    ['nor repeat possessively', '/a++', {}, [true, true]],
    ['Kong can', '/a++', ofKong, []],
    ['who reads what is not known', '/(?!a)', { className: gatewayClass('bare', 'example.com/x') }, []],
  ] as const)('is the whole route where no rule is left: %s', (_, value, cluster, whole) => {
    expect(inRules(unreadableRegularExpression, [path(value), path(value)], { others, ...cluster }).map((one) => one.whole)).toEqual(whole)
  })

  it('is not the whole route where somebody else may read it', () => {
    const foreign = [gatewayClass('foreign', 'example.com/x'), gateway({ name: 'other', className: 'foreign' })]
    const world = [ENVOY, gateway({ className: 'envoy', listeners: ['web HTTP 80'] }), ...foreign, ...others]
    const parentRefs = [{ name: 'edge' }, { name: 'other' }]
    const whole = (value: string) => foundBy(unreadableRegularExpression, route({ parentRefs, rules: [path(value)] }), world).map((one) => one.whole)
    expect([whole('/(?!a)'), whole('/(')]).toEqual([[false], [true]])
  })
})
