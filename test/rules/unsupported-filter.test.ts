import { describe, expect, it } from 'vitest'
import { unsupportedFilter } from '../../src/rules/filter/unsupported-filter.ts'
import { gatewayClass, ISTIO, KONG, KUMA } from '../gateway/objects.ts'
import { inRules, service, told } from './backends.ts'

const others = [service('shop', ['80'])]
const shop = { name: 'shop', port: 80 }
const remove = { type: 'RequestHeaderModifier', requestHeaderModifier: { remove: ['x-a'] } }
const cors = { type: 'CORS', cors: { allowOrigins: ['https://a.example'] } }
const mirror = { type: 'RequestMirror', requestMirror: { backendRef: shop } }
const redirect = { type: 'RequestRedirect', requestRedirect: { hostname: 'a.example' } }
const rewrite = (path: boolean) => ({
  type: 'URLRewrite',
  urlRewrite: path ? { path: { type: 'ReplaceFullPath', replaceFullPath: '/a' } } : { hostname: 'a.example' },
})
const publishing = (...names: string[]) => ({
  ...gatewayClass('bare', 'example.com/x'),
  status: { supportedFeatures: names.map((name) => ({ name })) },
})
const ofKong = { className: KONG, entries: ['kic@3.5'] }

describe('unsupported-filter', () => {
  it.each([
    [
      'Envoy Gateway',
      {},
      [{ filters: [remove, cors], backendRefs: [{ ...shop, filters: [remove, mirror, cors, rewrite(false), rewrite(true)] }] }],
      [
        'spec.rules[0].backendRefs[0].filters[1]: Envoy Gateway 1.9 has no filter RequestMirror on a backend, and answers requests for the backend with errors (ResolvedRefs=False/UnsupportedRefValue)',
        'spec.rules[0].backendRefs[0].filters[2]: Envoy Gateway 1.9 has no filter CORS on a backend, and answers requests for the backend with errors (ResolvedRefs=False/UnsupportedRefValue)',
        'spec.rules[0].backendRefs[0].filters[4]: Envoy Gateway 1.9 does not rewrite a path on a backend, and does not send requests there (ResolvedRefs=False/UnsupportedRefValue)',
      ],
    ],
    [
      'Kuma',
      { className: KUMA },
      [{ filters: [remove, cors, mirror], backendRefs: [{ ...shop, filters: [remove] }] }],
      [
        'spec.rules[0].backendRefs[0].filters[0]: Kuma has no filter RequestHeaderModifier on a backend, and sends the requests on without it, and no status would say so',
        'spec.rules[0].filters[1]: Kuma has no filter CORS in a rule, and sends the requests on without it, and no status would say so',
      ],
    ],
    [
      'Istio 1.25',
      { className: ISTIO, entries: ['istio@1.25'] },
      [{ filters: [remove, cors, mirror] }, { backendRefs: [{ ...shop, filters: [remove, mirror] }] }],
      [
        expect.stringMatching(/^spec.rules\[0\].filters\[1\]: Istio 1.25 has no filter CORS in a rule, and drops the whole route/),
        expect.stringMatching(
          /^spec.rules\[1\].backendRefs\[0\].filters\[1\]: Istio 1.25 has no filter RequestMirror on a backend, and drops the whole route/,
        ),
      ],
    ],
    ['Istio 1.31', { className: ISTIO, entries: ['istio@1.31'] }, [{ filters: [remove, cors, mirror] }], []],
    [
      'Kong',
      ofKong,
      [{ filters: [remove, mirror, cors], backendRefs: [{ ...shop, filters: [remove] }] }],
      [
        expect.stringMatching(
          /^spec.rules\[0\].backendRefs\[0\].filters\[0\]: Kong Ingress Controller 3.5 has no filter RequestHeaderModifier on a backend, and sends the requests on/,
        ),
        expect.stringMatching(
          /^spec.rules\[0\].filters\[1\]: Kong Ingress Controller 3.5 has no filter RequestMirror in a rule, and drops the whole route/,
        ),
        expect.stringMatching(/^spec.rules\[0\].filters\[2\]: Kong Ingress Controller 3.5 has no filter CORS in a rule, and drops the whole route/),
      ],
    ],
    ['the bare specification', { className: gatewayClass('bare', 'example.com/x') }, [{ filters: [remove, cors, mirror] }], []],
  ] as const)('tells what %s does of each', (_, cluster, rules, expected) => {
    const findings = inRules(unsupportedFilter, rules, { others, ...cluster })
    expect(told(findings)).toEqual(expected)
    for (const one of findings) expect(one).toMatchObject({ class: 'partial', whole: false })
  })

  it('believes the features that a class publishes over the table', () => {
    const filters = [remove, mirror, rewrite(false), rewrite(true)]
    const words = (n: number, type: string, feature: string) =>
      `spec.rules[0].filters[${n}]: the filter ${type} needs feature ${feature}, which class "bare" does not publish (Accepted=False/UnsupportedValue)`
    const without = inRules(unsupportedFilter, [{ filters }], { others, className: publishing('HTTPRoute', 'HTTPRouteHostRewrite') })
    expect(told(without)).toEqual([words(1, 'RequestMirror', 'HTTPRouteRequestMirror'), words(3, 'URLRewrite', 'HTTPRoutePathRewrite')])
    const able = { ...KONG, status: { supportedFeatures: [{ name: 'HTTPRouteRequestMirror' }] } }
    expect(inRules(unsupportedFilter, [{ filters: [remove, mirror] }], { others, ...ofKong, className: able })).toEqual([])
  })

  it('tells a mirror beside a redirect where that is refused', () => {
    const rules = [{ filters: [redirect, mirror] }, { filters: [redirect] }]
    expect(told(inRules(unsupportedFilter, rules, { others }))).toEqual([
      'spec.rules[0].filters[1]: Envoy Gateway 1.9 does not do RequestMirror and RequestRedirect in one rule, and does not serve the rule (PartiallyInvalid=True/IncompatibleFilters)',
    ])
    expect(inRules(unsupportedFilter, rules, { others, className: gatewayClass('bare', 'example.com/x') })).toEqual([])
  })

  it('leaves redirects on a backend to their own rule', () => {
    expect(inRules(unsupportedFilter, [{ backendRefs: [{ ...shop, filters: [redirect] }] }], { others })).toEqual([])
  })
})
