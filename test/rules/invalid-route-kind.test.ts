import { describe, expect, it } from 'vitest'
import { invalidRouteKind } from '../../src/rules/listener/invalid-route-kind.ts'
import { KONG, KUMA } from '../gateway/objects.ts'
import { inGateway, inSet, paths } from './places.ts'

const listener = (protocol: string, ...kinds: unknown[]) => ({ name: protocol.toLowerCase(), port: 80, protocol, allowedRoutes: { kinds } })
const kind = (name: string, group?: string) => ({ kind: name, ...(group !== undefined && { group }) })
const condition = { type: 'ResolvedRefs', status: 'False', reason: 'InvalidRouteKinds' }

describe('invalid-route-kind', () => {
  it('denies where no kind of the only listener is left', () => {
    expect(inGateway(invalidRouteKind, { listeners: [listener('HTTP', kind('httproute'), kind('TCPRoute'))] })).toMatchObject([
      {
        class: 'intrinsic',
        whole: true,
        path: 'spec.listeners[0].allowedRoutes.kinds[0]',
        key: 'http gateway.networking.k8s.io/httproute',
        message:
          'listener "http" (HTTP, port 80) lists "httproute", which is no route kind: none can attach by it (ResolvedRefs=False/InvalidRouteKinds)',
        hint: 'write HTTPRoute',
        condition,
      },
      {
        whole: true,
        path: 'spec.listeners[0].allowedRoutes.kinds[1]',
        message: 'listener "http" (HTTP, port 80) lists TCPRoute, which Gateway API 1.7 does not take on HTTP (ResolvedRefs=False/InvalidRouteKinds)',
        hint: 'list HTTPRoute and GRPCRoute, or leave kinds out',
        condition,
      },
    ])
  })

  it('warns where a kind is left, or another listener works', () => {
    const half = inGateway(invalidRouteKind, { listeners: [listener('TCP', kind('TCPRoute'), kind('FooRoute'))] })
    expect(half).toMatchObject([{ whole: false, path: 'spec.listeners[0].allowedRoutes.kinds[1]' }])
    const other = inGateway(invalidRouteKind, { listeners: [listener('UDP', kind('UDPRoute')), listener('TCP', kind('FooRoute'))] })
    expect(other).toMatchObject([{ whole: false, path: 'spec.listeners[1].allowedRoutes.kinds[0]' }])
  })

  it('a kind of another group may be the controller’s own: never a refusal', () => {
    const findings = inGateway(invalidRouteKind, { listeners: [listener('HTTP', kind('HTTPRoute', 'example.com'))] })
    expect(findings).toMatchObject([{ whole: false, path: 'spec.listeners[0].allowedRoutes.kinds[0]' }])
    expect(findings[0]?.message).toContain('HTTPRoute of group "example.com", which is no route kind of Gateway API')
  })

  it('finds nothing in kinds that fit, with or without the group, nor where there are none', () => {
    const group = 'gateway.networking.k8s.io'
    const listeners = [
      listener('HTTP', kind('HTTPRoute'), kind('GRPCRoute', group)),
      listener('HTTPS', kind('GRPCRoute')),
      listener('TLS', kind('TLSRoute')),
      listener('TCP', kind('TCPRoute')),
      listener('UDP', kind('UDPRoute', group)),
      listener('example.com/quic', kind('HTTPRoute')),
      listener('HTTP'),
    ]
    expect(inGateway(invalidRouteKind, { listeners })).toEqual([])
    expect(inSet(invalidRouteKind, listeners)).toEqual([])
  })

  it('promises no condition where the controller compares no kind with the protocol, and refuses nothing', () => {
    const [finding] = inGateway(invalidRouteKind, { listeners: [listener('HTTP', kind('TCPRoute'))] }, ['kic@3.5'], KONG)
    expect(finding).toMatchObject({ whole: false })
    expect(finding?.condition).toBeUndefined()
  })

  it('promises no condition for a protocol that is refused before', () => {
    const [finding] = inGateway(invalidRouteKind, { listeners: [listener('UDP', kind('FooRoute'))] }, ['kuma@2.14'], KUMA)
    expect(finding?.path).toBe('spec.listeners[0].allowedRoutes.kinds[0]')
    expect(finding?.condition).toBeUndefined()
  })

  it('looks into ListenerSets', () => {
    expect(paths(inSet(invalidRouteKind, [listener('TLS', kind('TLSRoute'), kind('HTTPRoute'))]))).toEqual([
      'spec.listeners[0].allowedRoutes.kinds[1]',
    ])
  })
})
