import { describe, expect, it } from 'vitest'
import { severalGatewaysPerClass } from '../../src/rules/gateway/several-gateways-per-class.ts'
import { gateway, gatewayClass, ISTIO, KONG } from '../gateway/objects.ts'
import { foundBy } from './found.ts'

const OLD = '2026-01-01T00:00:00Z'
const second = gateway({ name: 'second' })
const first = gateway({ name: 'first', created: OLD })

describe('several-gateways-per-class', () => {
  it('an unconfigured KIC: names the holder and the setting that lifts it', () => {
    expect(foundBy(severalGatewaysPerClass, second, [KONG, first])).toEqual([
      {
        rule: 'several-gateways-per-class',
        class: 'contradiction',
        whole: true,
        path: 'spec.gatewayClassName',
        key: 'kong',
        message:
          'GatewayClass "kong" is held by Gateway "first", and Kong Ingress Controller before 3.0 takes one Gateway per class: ' +
          'it maps every Gateway onto one proxy and checks no listener across Gateways',
        hint:
          'add the listeners to Gateway "first", or use a class of another controller; ' +
          'where 3.0 or newer runs, say so in the configuration, which lifts this: implementations: [kic@3.5]',
        restsOn: [{ kind: 'Gateway', namespace: 'default', name: 'first', state: 'found' }],
        related: [],
      },
    ])
  })

  it('KIC 2.12: nothing lifts it', () => {
    expect(foundBy(severalGatewaysPerClass, second, [KONG, first], ['kic@2.12'])).toMatchObject([
      {
        message:
          'GatewayClass "kong" is held by Gateway "first", and Kong Ingress Controller 2.12 takes one Gateway per class: ' +
          'it maps every Gateway onto one proxy and checks no listener across Gateways',
        hint: 'add the listeners to Gateway "first", or use a class of another controller',
      },
    ])
  })

  it('names no Gateway of another namespace', () => {
    const [finding] = foundBy(severalGatewaysPerClass, second, [KONG, gateway({ name: 'hidden-name', namespace: 'hidden-namespace', created: OLD })])
    expect(finding?.message).toContain('is held by a Gateway in another namespace, and')
    expect(finding?.hint).toMatch(/^add the listeners to the Gateway that holds the class, or/)
    expect(JSON.stringify([finding?.message, finding?.hint, finding?.path, finding?.related])).not.toContain('hidden')
  })

  it('the oldest holds the class, then the first by namespace and name, whatever the order in the view', () => {
    const others = [
      gateway({ name: 'young', created: '2026-01-02T00:00:00Z' }),
      gateway({ name: 'b', created: OLD }),
      gateway({ name: 'a', created: OLD }),
    ]
    for (const list of [others, others.toReversed()]) {
      expect(foundBy(severalGatewaysPerClass, second, [KONG, ...list])[0]?.restsOn).toMatchObject([{ name: 'a' }])
    }
  })

  it.each([
    ['the only one', [KONG], []],
    [
      'one of another class of the same controller',
      [KONG, gatewayClass('kong-2', 'konghq.com/kic-gateway-controller'), gateway({ name: 'first', className: 'kong-2' })],
      [],
    ],
    ['KIC 3.0', [KONG, first], ['kic@3.0']],
    ['KIC 3.5', [KONG, first], ['kic@3.5']],
    ['a class that is absent', [first], []],
  ])('finds nothing in %s', (_, others, entries) => {
    expect(foundBy(severalGatewaysPerClass, second, others, entries)).toEqual([])
  })

  it('what is being deleted holds nothing, nor does a class that is managed on purpose have a limit', () => {
    const leaving = gateway({ name: 'a', created: OLD })
    leaving.metadata.deletionTimestamp = '2026-01-02T00:00:00Z'
    expect(foundBy(severalGatewaysPerClass, second, [KONG, leaving])).toEqual([])
    const optedOut = gatewayClass('kong', 'konghq.com/kic-gateway-controller', { 'portcullis.dev/unmanaged-annotation': 'off' })
    expect(foundBy(severalGatewaysPerClass, second, [optedOut, first])).toEqual([])
    const configured = { ...KONG, spec: { controllerName: 'konghq.com/kic-gateway-controller', parametersRef: { kind: 'GatewayConfiguration' } } }
    expect(foundBy(severalGatewaysPerClass, second, [configured, first])).toEqual([])
    expect(foundBy(severalGatewaysPerClass, second, [KONG, first])).toHaveLength(1)
  })

  it('finds nothing under a controller that takes many', () => {
    const two = [gateway({ name: 'first', className: 'istio' }), ISTIO]
    expect(foundBy(severalGatewaysPerClass, gateway({ name: 'second', className: 'istio' }), two)).toEqual([])
  })
})
