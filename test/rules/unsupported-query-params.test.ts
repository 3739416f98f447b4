import { describe, expect, it } from 'vitest'
import { unsupportedQueryParams } from '../../src/rules/route/unsupported-query-params.ts'
import { BARE, gateway, gatewayClass, ISTIO, KONG, OPERATOR, route } from '../gateway/objects.ts'
import { foundBy } from './found.ts'

const q = (...names: string[]) => ({ queryParams: names.map((name) => ({ name, value: '1' })) })
const spec = { rules: [{ matches: [q('beta')] }] }
const kong = [KONG, gateway({ listeners: ['web HTTP 80'] })]

describe('unsupported-query-params', () => {
  it('an unconfigured KIC: the traditional router, and how to say otherwise', () => {
    expect(foundBy(unsupportedQueryParams, route(spec), kong)).toEqual([
      {
        rule: 'unsupported-query-params',
        class: 'intrinsic',
        whole: true,
        path: 'spec.rules[0].matches[0].queryParams',
        key: 'beta=1',
        message:
          'Kong Ingress Controller cannot match query parameters with router flavor traditional (beta=1), ' +
          'and drops the whole route (Programmed=False/TranslationError)',
        hint:
          'match by path, header or method; where Kong 3.0 or newer runs with router_flavor=expressions, ' +
          'say so in the configuration: implementations: ["kic@3.5,routerFlavor=expressions"]',
        condition: { type: 'Programmed', status: 'False', reason: 'TranslationError' },
        restsOn: [],
        related: [],
      },
    ])
  })

  it('KIC 2.12: none at all, and no condition', () => {
    const [finding] = foundBy(unsupportedQueryParams, route(spec), kong, ['kic@2.12'])
    expect(finding?.message).toBe('Kong Ingress Controller 2.12 cannot match query parameters (beta=1), and drops the whole route')
    expect(finding).not.toHaveProperty('condition')
  })

  it('names every match of every rule, each once', () => {
    const rules = [{ matches: [q('a'), { path: { value: '/' } }, q('b', 'a')] }, {}, { matches: [q('c')] }]
    const parentRefs = [{ name: 'edge' }, { name: 'edge', sectionName: 'web' }]
    const findings = foundBy(unsupportedQueryParams, route({ parentRefs, rules }), kong)
    expect(findings.map(({ path, key }) => [path, key])).toEqual([
      ['spec.rules[0].matches[0].queryParams', 'a=1'],
      ['spec.rules[0].matches[2].queryParams', 'a=1&b=1'],
      ['spec.rules[2].matches[0].queryParams', 'c=1'],
    ])
  })

  it('a long or broken value stays within one line', () => {
    const rules = [{ matches: [{ queryParams: [{ name: 'q', value: `x\ny${'z'.repeat(2000)}` }] }] }]
    const [finding] = foundBy(unsupportedQueryParams, route({ rules }), kong)
    expect(finding?.message.length).toBeLessThan(300)
    expect(finding?.message).not.toContain('\n')
  })

  it('judges each parent on its own: one unknown or absent hides nothing', () => {
    const parentRefs = [
      { name: 'absent' },
      { name: 'foreign' },
      { kind: 'Service', group: '', name: 'svc' },
      { group: 'x.io', kind: 'Gateway', name: 'edge' },
      { name: 'edge' },
    ]
    const others = [...kong, BARE, gateway({ name: 'foreign', className: 'bare' })]
    expect(foundBy(unsupportedQueryParams, route({ ...spec, parentRefs }), others)).toHaveLength(1)
    expect(foundBy(unsupportedQueryParams, route({ ...spec, parentRefs: parentRefs.slice(0, -1) }), others)).toEqual([])
  })

  it('speaks of the first parent that cannot', () => {
    const others = [...kong, OPERATOR, gateway({ name: 'other', className: 'operator' })]
    const titles = (names: string[]) =>
      foundBy(unsupportedQueryParams, route({ ...spec, parentRefs: names.map((name) => ({ name })) }), others).map(
        ({ message }) => message.split(' cannot ')[0],
      )
    expect(titles(['edge', 'other'])).toEqual(['Kong Ingress Controller'])
    expect(titles(['other', 'edge'])).toEqual(['Kong Operator'])
  })

  it('a parent in another namespace counts', () => {
    expect(
      foundBy(unsupportedQueryParams, route({ ...spec, parentRefs: [{ name: 'edge', namespace: 'infra' }] }), [
        KONG,
        gateway({ namespace: 'infra' }),
      ]),
    ).toHaveLength(1)
  })

  it.each([
    ['expressions', kong, ['kic@3.5,routerFlavor=expressions']],
    ['Istio', [ISTIO, gateway({ className: 'istio' })], []],
    ['a built-in class of Istio without an object', [gateway({ className: 'istio' })], []],
    ['a controller that nobody knows', [BARE, gateway({ className: 'bare' })], []],
    ['the bare specification', [BARE, gateway({ className: 'bare' })], ['gateway-api@1.7']],
    ['a Gateway that is not there', [KONG], []],
  ])('finds nothing under %s', (_, others, entries) => {
    expect(foundBy(unsupportedQueryParams, route(spec), others, entries)).toEqual([])
  })

  it('a controller that publishes its features is believed over the table', () => {
    const operator = (supportedFeatures: unknown[]) => [{ ...OPERATOR, status: { supportedFeatures } }, gateway({ className: 'operator' })]
    expect(foundBy(unsupportedQueryParams, route(spec), operator([{ name: 'HTTPRoute' }, { name: 'HTTPRouteQueryParamMatching' }]))).toEqual([])
    expect(foundBy(unsupportedQueryParams, route(spec), operator([{ name: 'HTTPRoute' }]))).toHaveLength(1)
    expect(foundBy(unsupportedQueryParams, route(spec), operator(['HTTPRouteQueryParamMatching']))).toEqual([])
    expect(foundBy(unsupportedQueryParams, route(spec), operator([]))).toHaveLength(1)
  })

  it('a route without query parameters, and one of another kind, have none', () => {
    expect(foundBy(unsupportedQueryParams, route({ rules: [{ matches: [{ queryParams: [] }, {}] }] }), kong)).toEqual([])
    expect(foundBy(unsupportedQueryParams, route(spec, { kind: 'GRPCRoute' }), kong)).toEqual([])
  })

  it('Kong reads no ListenerSets: a parent that is one counts for nothing', () => {
    const set = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'ListenerSet',
      metadata: { name: 'more', namespace: 'default' },
      spec: { parentRef: { name: 'edge' } },
    }
    const parentRefs = [{ kind: 'ListenerSet', name: 'more' }]
    expect(
      foundBy(unsupportedQueryParams, route({ ...spec, parentRefs }), [gatewayClass('kong', 'konghq.com/gateway-operator'), gateway(), set]),
    ).toEqual([])
  })
})
