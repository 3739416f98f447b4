import { describe, expect, it } from 'vitest'
import type { UntypedObject } from '../../src/gateway/objects.ts'
import { RULES } from '../../src/rules/index.ts'
import { create, judgeOf, said, update } from '../engine/judge-of.ts'
import { cluster, gateway, gatewayClass, ISTIO, KONG, OPERATOR, route } from '../gateway/objects.ts'
import { found } from './found.ts'

const KIC = 'konghq.com/kic-gateway-controller'
const CLASS_KEY = 'konghq.com/gatewayclass-unmanaged'
const SERVICES_KEY = 'konghq.com/publish-service'

/** The rules whose words need Kong. */
const OWN = RULES.filter(({ id }) =>
  [
    'annotation-without-effect',
    'differing-timeouts',
    'gateway-configuration',
    'listener-tls-ignored',
    'listener-without-http-routes',
    'parent-port-ignored',
    'port-not-offered',
    'protocol-not-served',
    'publish-service-unknown',
    'route-kind-gated',
    'route-not-translated',
    'route-without-status',
    'several-backends-per-rule',
    'several-certificates',
    'several-classes-per-controller',
    'status-never-settles',
    'timeout-ignored',
    'unmanaged-annotation-missing',
  ].includes(id),
)

const annotated = (object: UntypedObject, annotations: Record<string, string>): UntypedObject => ({
  ...object,
  metadata: { ...object.metadata, annotations },
})
const bare = (name: string, created?: string) => {
  const one = gatewayClass(name, KIC, { [CLASS_KEY]: 'true' })
  return created ? { ...one, metadata: { ...one.metadata, creationTimestamp: created } } : one
}
const proxy = (ports: readonly Record<string, unknown>[], name = 'proxy'): UntypedObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'kong' },
  spec: { ports },
})
const EDGE = gateway({ listeners: ['web HTTP 80', 'more HTTP 8080'] })
const backends = { rules: [{ backendRefs: [{ name: 'shop', port: 80 }] }] }
const everything = route({
  parentRefs: [{ name: 'edge', port: 80 }],
  rules: [
    {
      backendRefs: [
        { name: 'a', port: 80 },
        { name: 'b', port: 80 },
      ],
      timeouts: { request: '9s', backendRequest: '5s' },
    },
    { backendRefs: [{ name: 'a', port: 80 }], timeouts: { backendRequest: '6s' } },
  ],
})

const own = (object: UntypedObject, others: readonly UntypedObject[], entries: readonly string[]) =>
  found(object, others, entries, OWN).map(({ rule, path }) => `${rule} ${path}`)

it('is a list of rules that there are', () => {
  expect(OWN).toHaveLength(18)
})

describe('what is nobody of Kong', () => {
  const istio = gateway({
    className: 'istio',
    listeners: ['web HTTP 80', 'raw TCP 80'],
    spec: { infrastructure: { parametersRef: { group: '', kind: 'ConfigMap', name: 'x' } } },
  })

  it.each([
    ['a class of Istio, with annotations of Kong', annotated(ISTIO, { [CLASS_KEY]: 'false', [SERVICES_KEY]: '' }), []],
    ['a class of a controller that nobody knows', annotated(gatewayClass('x', 'example.com/x'), { [CLASS_KEY]: '' }), []],
    ['a Gateway of Istio', annotated(istio, { [SERVICES_KEY]: 'true' }), [ISTIO]],
    ['a Gateway without a class', annotated(EDGE, { [SERVICES_KEY]: 'true' }), []],
    ['a route of Istio', everything, [ISTIO, gateway({ className: 'istio', listeners: ['web HTTP 80'] })]],
    ['a route whose Gateway is not there', everything, [KONG]],
  ])('%s is left alone', (_, object, others) => {
    expect(own(object, others, ['kic@2.3'])).toEqual([])
  })
})

describe('ports of a proxy', () => {
  const http = proxy([{ port: 80 }, { port: 53, protocol: 'UDP' }])
  const named = annotated(EDGE, { [SERVICES_KEY]: 'kong/proxy' })
  const missing = ['port-not-offered spec.listeners[1].port']

  it.each([
    ['the Service has one of the ports', ['kic@3.5'], [http], missing],
    ['the setting names the Service', ['kic@3.5,publishService=kong/proxy'], [http], missing],
    ['two Services, of which the other has it', ['kic@3.5,publishService=kong/proxy+kong/second'], [http, proxy([{ port: 8080 }], 'second')], []],
    ['two Services, one of which is not there: it may have it', ['kic@3.5,publishService=kong/proxy+kong/second'], [http], []],
    ['the port is there for UDP only', ['kic@3.5'], [proxy([{ port: 80 }, { port: 8080, protocol: 'UDP' }])], missing],
    ['ports of odd shape', ['kic@3.5'], [proxy([{ port: '80' }, { port: 80, protocol: '__proto__' }, { port: 80 }])], missing],
    ['KIC writes the listeners itself', ['kic@2.4'], [http], []],
    ['the ports are configured, whatever the Service has', ['kic@3.5,proxyPorts=80:HTTP+8080:HTTP'], [http], []],
  ])('%s', (_, entries, services, expected) => {
    const one = entries[0]?.includes('publishService') ? EDGE : named
    expect(own(one, [KONG, ...services], entries).filter((line) => line.startsWith('port-not-offered'))).toEqual(expected)
  })

  it('are of no interest where the class is managed', () => {
    const managed = gatewayClass('kong', KIC, { 'portcullis.dev/unmanaged-annotation': 'off' })
    expect(own(named, [managed, http], ['kic@3.5'])).toEqual([])
  })

  it('rest on the Service', () => {
    const [finding] = found(named, [KONG, http], ['kic@3.5'], OWN)
    expect(finding?.restsOn).toEqual([{ kind: 'Service', namespace: 'kong', name: 'proxy', state: 'found' }])
  })
})

describe('timeouts', () => {
  const timed = (...each: readonly (string | undefined)[]) =>
    route({
      rules: each.map((value) => ({
        backendRefs: [{ name: 'shop', port: 80 }],
        ...(value !== undefined && { timeouts: { backendRequest: value } }),
      })),
    })

  it.each([
    ['the same in every rule', timed('5s', '5s'), []],
    ['none', timed(undefined, undefined), []],
    ['one of two rules has none', timed(undefined, '5s'), ['differing-timeouts spec.rules[0]']],
    [
      'each other value is told once',
      timed('5s', '6s', '7s', '6s', undefined, undefined),
      ['1].timeouts.backendRequest', '2].timeouts.backendRequest', '4]'].map((end) => `differing-timeouts spec.rules[${end}`),
    ],
  ])('%s', (_, object, expected) => {
    expect(own(object, [KONG, EDGE], ['kic@3.5'])).toEqual(expected)
    expect(own(object, [OPERATOR, gateway({ className: 'operator', listeners: ['web HTTP 80'] })], ['kong-operator@2.3'])).toEqual([])
  })
})

describe('classes of one controller', () => {
  it.each([
    ['the oldest', bare('z', '2026-01-01T00:00:00Z'), []],
    ['a younger one', bare('a', '2026-01-03T00:00:00Z'), ['several-classes-per-controller spec.controllerName']],
    ['one that is not created yet', bare('b'), ['several-classes-per-controller spec.controllerName']],
    ['one that is managed', gatewayClass('c', KIC, { 'portcullis.dev/unmanaged-annotation': 'off' }), []],
  ])('%s', (_, object, expected) => {
    expect(own(object, [bare('between', '2026-01-02T00:00:00Z')], ['kic@2.12'])).toEqual(expected)
  })

  it('one that is being deleted does not count, and 3.0 takes any number', () => {
    const other = bare('other', '2026-01-01T00:00:00Z')
    const leaving = { ...other, metadata: { ...other.metadata, deletionTimestamp: '2026-01-02T00:00:00Z' } }
    expect(own(bare('kong'), [leaving], ['kic@2.12'])).toEqual([])
    expect(own(bare('kong'), [other], ['kic@3.0'])).toEqual([])
  })
})

describe('routes that get no status', () => {
  const selector = gateway({
    name: 'broken',
    spec: {
      listeners: [
        {
          name: 'web',
          port: 81,
          protocol: 'HTTP',
          allowedRoutes: { namespaces: { from: 'Selector', selector: { matchExpressions: [{ key: 'a', operator: 'Is' }] } } },
        },
      ],
    },
  })
  const parents = (...names: readonly string[]) => route({ parentRefs: names.map((name) => ({ name })), ...backends })

  it('for the selector of one of their Gateways, told once for each', () => {
    const two = route({ parentRefs: [{ name: 'edge' }, { name: 'broken' }, { name: 'broken', sectionName: 'web' }], ...backends })
    expect(own(two, [KONG, EDGE, selector], ['kic@3.5'])).toEqual(['route-without-status spec.parentRefs[1]'])
  })

  it('for a proxy that the Gateway names and the controller does not have', () => {
    const other = annotated(gateway({ name: 'other', listeners: ['web HTTP 81'] }), { [SERVICES_KEY]: 'true' })
    expect(own(parents('other', 'edge'), [KONG, EDGE, other], ['kic@3.5'])).toEqual(['route-without-status spec.parentRefs[0]'])
  })

  it('and others do', () => {
    expect(own(parents('edge'), [KONG, EDGE], ['kic@3.5'])).toEqual([])
  })
})

describe('without a configured version', () => {
  it.each([
    ['a route with all that 2.3 cannot do', everything, [KONG, EDGE]],
    ['a Gateway that names no Service', annotated(EDGE, { [SERVICES_KEY]: 'true' }), [KONG]],
    [
      'an operator without the namespace of its parameters',
      {
        ...OPERATOR,
        spec: {
          controllerName: 'konghq.com/gateway-operator',
          parametersRef: { group: 'gateway-operator.konghq.com', kind: 'GatewayConfiguration', name: 'x' },
        },
      },
      [],
    ],
  ])('%s is warned of, with the entry that decides', (_, object, others) => {
    const findings = found(object, others, [], OWN)
    expect(findings.length).toBeGreaterThan(0)
    for (const { atMost, hint } of findings) {
      expect(atMost).toBe('warn')
      expect(hint).toMatch(/say so in the configuration: implementations: \["?(kic|kong-operator)@/)
    }
    expect(said(judgeOf(cluster(...others), { rules: OWN }).review(create(object))).filter((line) => line.startsWith('deny'))).toEqual([])
  })
})

it('what was wrong with a Gateway before refuses no update of it', () => {
  const wrong = annotated(EDGE, { [SERVICES_KEY]: '' })
  const judge = judgeOf(cluster(KONG, wrong), { entries: ['kic@3.3'], rules: OWN })
  expect(said(judge.review(create(wrong)))).toEqual([`deny publish-service-unknown metadata.annotations[${SERVICES_KEY}]`])
  expect(judge.review(update(wrong, { ...wrong, metadata: { ...wrong.metadata, labels: { a: 'b' } } })).allowed).toBe(true)
  expect(judge.review(update(EDGE, wrong)).allowed).toBe(false)
})

it('a status entry that two parentRefs share settles with everybody but Kong', () => {
  const parentRefs = [{ name: 'edge', port: 80 }, { name: 'edge', port: 8080 }, { name: 'edge' }]
  const envoy = gatewayClass('eg', 'gateway.envoyproxy.io/gatewayclass-controller')
  const edge = gateway({ className: 'eg', listeners: ['web HTTP 80', 'more HTTP 8080'] })
  const of = (kind: string) => found(route({ parentRefs }, { kind }), [envoy, edge], ['envoy-gateway@1.9'], OWN)
  expect([...of('HTTPRoute'), ...of('TLSRoute')]).toEqual([])
})
