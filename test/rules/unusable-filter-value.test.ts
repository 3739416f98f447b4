import { describe, expect, it } from 'vitest'
import { unusableFilterValue } from '../../src/rules/filter/unusable-filter-value.ts'
import { gatewayClass } from '../gateway/objects.ts'
import { inRules, service, told } from './backends.ts'

const others = [service('shop', ['80'])]
const set = (...headers: { name: string; value: string }[]) => ({ type: 'RequestHeaderModifier', requestHeaderModifier: { set: headers } })
const host = (hostname: string) => ({ type: 'URLRewrite', urlRewrite: { hostname } })
const fine = { name: 'x-a', value: 'a b' }
const BARE = { className: gatewayClass('bare', 'example.com/x') }
const rules = [
  {
    filters: [
      set(fine, { name: 'x-b', value: 'ä' }, { name: 'x-c', value: 'a\u0001' }),
      { type: 'ResponseHeaderModifier', responseHeaderModifier: { remove: ['x-a', 'a/b'] } },
    ],
    backendRefs: [{ name: 'shop', port: 80, filters: [host('10.0.0.1'), set(fine), set({ name: 'Host', value: 'a' })] }],
  },
  { filters: [host('shop.example')], backendRefs: [{ name: 'shop', port: 80 }] },
]

describe('unusable-filter-value', () => {
  it('tells what nobody can use, and what this controller does not take', () => {
    const findings = inRules(unusableFilterValue, rules, { others })
    expect(told(findings)).toEqual([
      'spec.rules[0].backendRefs[0].filters[0].urlRewrite.hostname: hostname "10.0.0.1" is an IP address, which no hostname may be (PartiallyInvalid=True/UnsupportedValue)',
      expect.stringMatching(
        /^spec.rules\[0\].backendRefs\[0\].filters\[2\].requestHeaderModifier.set\[0\]: header "Host" is not taken by Envoy Gateway 1.9: it is a name that it does not change/,
      ),
      expect.stringMatching(
        /^spec.rules\[0\].filters\[0\].requestHeaderModifier.set\[1\]: header "x-b: ä" is not taken by Envoy Gateway 1.9: it holds what it does not take/,
      ),
      expect.stringMatching(
        /^spec.rules\[0\].filters\[0\].requestHeaderModifier.set\[2\]: header "x-c: a." holds a control character, which no header may/,
      ),
      expect.stringMatching(/^spec.rules\[0\].filters\[1\].responseHeaderModifier.remove\[1\]: header "a\/b" is not taken by Envoy Gateway 1.9/),
    ])
    for (const one of findings) expect(one).toMatchObject({ class: 'intrinsic', whole: false })
  })

  it('leaves to a controller that is not known so well what it takes', () => {
    expect(inRules(unusableFilterValue, rules, { others, ...BARE }).map(({ path }) => path)).toEqual([
      'spec.rules[0].backendRefs[0].filters[0].urlRewrite.hostname',
      'spec.rules[0].filters[0].requestHeaderModifier.set[2]',
    ])
  })
})
