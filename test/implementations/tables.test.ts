import { describe, expect, it } from 'vitest'
import type { Implementation } from '../../src/gateway/implementation.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { type ListenerSlot, listenerClashes } from '../../src/prediction/clashes.ts'

const CONTROLLERS: Record<string, string> = {
  kic: 'konghq.com/kic-gateway-controller',
  'kong-operator': 'konghq.com/gateway-operator',
  istio: 'istio.io/gateway-controller',
  kuma: 'gateways.kuma.io/controller',
  'envoy-gateway': 'gateway.envoyproxy.io/gatewayclass-controller',
  'gateway-api': 'example.com/controller',
}

const at = (entry: string, controller = CONTROLLERS[entry.split('@')[0] as string] as string): Implementation =>
  implementationsFrom([entry]).ofController(controller) as Implementation

/** What two listeners on one port come to: `reason`, `reason silently`, or `share`. */
function meet(entry: string, a: string, b: string): string {
  const slot = (text: string, position: number): ListenerSlot => {
    const [protocol = '', hostname = '', port = '80'] = text.split(' ')
    return { position, name: `l${position}`, port: Number(port), protocol, hostname: hostname === '-' ? '' : hostname }
  }
  const there = listenerClashes([slot(a, 0), slot(b, 1)], at(entry).listeners)
  const back = listenerClashes([slot(b, 0), slot(a, 1)], at(entry).listeners)
  expect(back.map(({ reason, silent }) => [reason, silent])).toEqual(there.map(({ reason, silent }) => [reason, silent]))
  const [clash] = there
  return clash ? clash.reason.replace('Conflict', '') + (clash.silent ? ' silently' : '') + (clash.acrossPorts ? ' across ports' : '') : 'share'
}

const PAIRS = [
  ['HTTP a', 'HTTP b'],
  ['HTTP a', 'HTTP a'],
  ['HTTP -', 'HTTP a'],
  ['HTTP -', 'HTTP -'],
  ['HTTP *.a', 'HTTP x.a'],
  ['HTTP a', 'HTTPS a'],
  ['HTTP a', 'HTTPS b'],
  ['HTTP a', 'TLS b'],
  ['HTTPS a', 'TLS a'],
  ['HTTPS a', 'TLS b'],
  ['TLS a', 'TLS b'],
  ['HTTP -', 'TCP -'],
  ['HTTP a', 'TCP -'],
  ['HTTP -', 'UDP -'],
  ['TCP -', 'UDP -'],
  ['TCP -', 'TCP -'],
  ['HTTP a 80', 'HTTPS a 443'],
] as const

// gateway-api.md 2.3, kong.md 2.2 and 2.4 ("Fixture rows"), istio-kuma.md A4 and B4, envoy-gateway.md.
const EXPECTED: Record<string, readonly string[]> = {
  //                    H a+b    H a+a       H -+a    H -+-       wildcard HTTP+S a    HTTP+S b    HTTP+TLS b  S+TLS a     S+TLS b     TLS a+b     HTTP+TCP    HTTP a+TCP  HTTP+UDP    TCP+UDP     TCP+TCP     two ports
  'kic@2.5': [
    'share',
    'Hostname',
    'share',
    'Hostname',
    'share',
    'Protocol',
    'Protocol',
    'Protocol',
    'Hostname',
    'share',
    'share',
    'Protocol',
    'Protocol',
    'Protocol',
    'Protocol',
    'Protocol',
    'share',
  ],
  'kic@3.5': [
    'share',
    'Hostname',
    'share',
    'Hostname',
    'share',
    'Protocol',
    'Protocol',
    'Protocol',
    'Hostname',
    'share',
    'share',
    'Protocol',
    'Protocol',
    'Protocol',
    'Protocol',
    'Protocol',
    'share',
  ],
  'kong-operator@2.1': [
    'share',
    'Hostname',
    'share',
    'share',
    'share',
    'Protocol',
    'Protocol',
    'Protocol',
    'Protocol',
    'Protocol',
    'share',
    'Protocol',
    'Protocol',
    'Protocol',
    'Protocol',
    'share',
    'Hostname across ports',
  ],
  'kong-operator@2.2': [
    'share',
    'Hostname',
    'share',
    'share',
    'share',
    'Protocol',
    'Protocol',
    'Protocol',
    'Protocol',
    'Protocol',
    'Protocol',
    'Protocol',
    'Protocol',
    'Protocol',
    'Protocol',
    'share',
    'Hostname across ports',
  ],
  'istio@1.30': [
    'share',
    'share',
    'share',
    'share',
    'share',
    'Protocol silently',
    'Protocol silently',
    'Protocol silently',
    'Hostname silently',
    'share',
    'share',
    'Protocol silently',
    'Protocol silently',
    'share',
    'share',
    'share',
    'share',
  ],
  'istio@1.31': [
    'share',
    'Hostname',
    'share',
    'Hostname',
    'share',
    'Protocol',
    'Protocol silently',
    'Protocol silently',
    'Protocol',
    'share',
    'share',
    'Protocol',
    'Protocol',
    'Protocol',
    'Protocol',
    'Protocol',
    'share',
  ],
  'kuma@2.14': [
    'share',
    'Hostname',
    'share',
    'share',
    'share',
    'Hostname',
    'Protocol',
    'share',
    'Hostname',
    'share',
    'share',
    'share',
    'share',
    'share',
    'share',
    'share',
    'share',
  ],
  'kuma@3.0': PAIRS.map(() => 'share'),
  'kuma@2.14,mode=global': PAIRS.map(() => 'share'),
  'kic@2.4': PAIRS.map(() => 'share'),
  'envoy-gateway@1.9': [
    'share',
    'Hostname',
    'share',
    'Hostname',
    'share',
    'Protocol',
    'Protocol',
    'Protocol',
    'Hostname',
    'share',
    'share',
    'Protocol',
    'Protocol',
    'share',
    'share',
    'Protocol',
    'share',
  ],
  'gateway-api@1.7': [
    'share',
    'Hostname',
    'share',
    'Hostname',
    'share',
    'share',
    'share',
    'share',
    'share',
    'share',
    'share',
    'Protocol',
    'Protocol',
    'share',
    'share',
    'Protocol',
    'share',
  ],
}

describe.each(Object.entries(EXPECTED))('two listeners under %s', (entry, expected) => {
  it.each(PAIRS.map(([a, b], index) => [a, b, expected[index]] as const))('%s and %s: %s', (a, b, what) => {
    expect(meet(entry, a, b)).toBe(what)
  })
})

describe('what a version can do', () => {
  it.each([
    ['kic@2.12', false],
    ['kic@3.0', false],
    ['kic@3.0,routerFlavor=traditional_compatible', false],
    ['kic@3.0,routerFlavor=expressions', true],
    ['kic@2.12,routerFlavor=expressions', false],
    ['kic@3.5', false],
    ['kic@3.5,routerFlavor=expressions', true],
    ['kong-operator@2.2', false],
    ['kong-operator@2.2,routerFlavor=expressions', true],
    ['kong-operator@2.2,routerFlavor=expressions,hybrid=true', false],
    ['istio@1.30', true],
    ['kuma@2.14', true],
    ['gateway-api@1.7', true],
  ])('%s matches query parameters: %s', (entry, supported) => {
    expect(at(entry).queryParams.supported).toBe(supported)
  })

  it('says whether the router flavor was only assumed, and an entry that lifts the limit is one that can be written', () => {
    expect(at('kic@3.5').queryParams.assumed).toBe(true)
    expect(at('kic@3.5,routerFlavor=traditional').queryParams.assumed).toBe(false)
    for (const entry of ['kic@2.12', 'kic@3.1', 'kong-operator@2.1']) {
      const lifts = at(entry).queryParams.lifts as string
      expect(at(lifts).queryParams.supported).toBe(true)
    }
  })

  it.each([
    ['kic@2.4', 1],
    ['kic@2.12', 1],
    ['kic@3.0', undefined],
    ['kic@3.5', undefined],
    ['kong-operator@2.2', undefined],
    ['istio@1.31', undefined],
  ])('%s takes %s Gateways per class', (entry, limit) => {
    expect(at(entry).gatewaysPerClass?.limit).toBe(limit)
  })

  it('an unconfigured KIC takes one Gateway per class, and names the entry that lifts it', () => {
    const kic = implementationsFrom([]).ofController(CONTROLLERS.kic as string)
    expect(kic?.gatewaysPerClass).toMatchObject({ limit: 1, lifts: 'kic@3.5' })
    expect(at('kic@3.5').gatewaysPerClass).toBeUndefined()
    expect(at('kic@2.12').gatewaysPerClass).not.toHaveProperty('lifts')
  })

  it.each([
    ['kic@2.2', ['Gateway konghq.com/gateway-unmanaged']],
    ['kic@2.3', []],
    ['kic@2.4', []],
    ['kic@2.5', []],
    ['kic@2.6', ['GatewayClass konghq.com/gatewayclass-unmanaged']],
    ['kic@2.12', ['GatewayClass konghq.com/gatewayclass-unmanaged']],
    ['kic@3.0', ['GatewayClass konghq.com/gatewayclass-unmanaged']],
    ['kic@3.5', ['GatewayClass konghq.com/gatewayclass-unmanaged']],
    ['kong-operator@2.1', []],
    ['kong-operator@2.2', []],
    ['istio@1.31', []],
    ['kuma@2.14', []],
    ['gateway-api@1.7', []],
  ])('%s wants the annotations %j', (entry, wanted) => {
    expect(at(entry).annotationDefaults.map((d) => `${d.kind} ${d.annotation}`)).toEqual(wanted)
  })

  it('only Kong Ingress Controller serves all Gateways by one data plane', () => {
    expect(
      Object.keys(CONTROLLERS).filter(
        (name) =>
          at(
            {
              kic: 'kic@3.5',
              'kong-operator': 'kong-operator@2.2',
              istio: 'istio@1.31',
              kuma: 'kuma@2.14',
              'envoy-gateway': 'envoy-gateway@1.9',
              'gateway-api': 'gateway-api@1.7',
            }[name] as string,
          ).sharedDataPlane,
      ),
    ).toEqual(['kic'])
  })

  it('Istio picks a winner, the others do not', () => {
    expect(at('istio@1.31').listeners.losers).toBe('later')
    for (const entry of ['kic@3.5', 'kuma@2.14', 'gateway-api@1.7', 'envoy-gateway@1.9', 'kong-operator@2.2'])
      expect(at(entry).listeners.losers).toBe('all')
  })

  it('listeners of waypoints, remote and east-west Gateways are not judged', () => {
    for (const controller of ['istio.io/unmanaged-gateway', 'istio.io/mesh-controller', 'istio.io/eastwest-controller']) {
      expect(at('istio@1.31', controller).listeners.judged).toBe(false)
    }
    expect(at('istio@1.31', 'istio.io/agentgateway-controller').listeners.judged).toBe(true)
  })

  it('routes of a Kuma that reads no Gateways are nobody’s', () => {
    expect(at('kuma@2.14').routeKinds).toEqual(['HTTPRoute'])
    expect(at('kuma@3.0').routeKinds).toEqual([])
    expect(at('kuma@2.14,mode=global').routeKinds).toEqual([])
  })
})
