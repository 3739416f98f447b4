import { describe, expect, it } from 'vitest'
import { routeKindNotAllowed } from '../../src/rules/parent/route-kind-not-allowed.ts'
import { gateway, KONG } from '../gateway/objects.ts'
import { atParents, bare, ENVOY } from './parents.ts'

const kinds = (...names: string[]) => ({ allowedRoutes: { kinds: names.map((kind) => ({ kind })) } })
const EDGE = bare({
  listeners: [
    { name: 'web', port: 80, protocol: 'HTTP' },
    { name: 'grpc', port: 81, protocol: 'HTTP', ...kinds('GRPCRoute') },
    { name: 'raw', port: 9000, protocol: 'TCP' },
    { name: 'odd', port: 82, protocol: 'http' },
  ],
})
const at = (kind: string, ...sections: string[]) =>
  atParents(
    routeKindNotAllowed,
    sections.map((sectionName) => ({ name: 'edge', sectionName })),
    [EDGE],
    { kind },
  )

describe('route-kind-not-allowed', () => {
  it('tells what the listener takes instead, by its protocol and by its list', () => {
    expect(at('HTTPRoute', 'raw', 'grpc').map(({ class: of, whole, path, message, hint }) => [of, whole, path, message, hint])).toEqual([
      [
        'contradiction',
        true,
        'spec.parentRefs[0]',
        'no listener of Gateway "edge" takes HTTPRoutes here: "raw" (TCP, port 9000) takes TCPRoute (Accepted=False/NotAllowedByListeners)',
        'attach it to a listener of protocol HTTP or HTTPS',
      ],
      [
        'contradiction',
        true,
        'spec.parentRefs[1]',
        'no listener of Gateway "edge" takes HTTPRoutes here: "grpc" (HTTP, port 81) takes GRPCRoute (Accepted=False/NotAllowedByListeners)',
        'have HTTPRoute added to allowedRoutes.kinds of listener "grpc", or attach to another',
      ],
    ])
  })

  it.each<[string, string]>([
    ['GRPCRoute', 'raw'],
    ['TCPRoute', 'web'],
    ['UDPRoute', 'raw'],
    ['TLSRoute', 'raw'],
  ])('%s at "%s"', (kind, section) => {
    expect(at(kind, section)).toHaveLength(1)
  })

  it.each<[string, string]>([
    ['HTTPRoute', 'web'],
    ['GRPCRoute', 'web'],
    ['GRPCRoute', 'grpc'],
    ['TCPRoute', 'raw'],
  ])('finds nothing in %s at "%s"', (kind, section) => {
    expect(at(kind, section)).toEqual([])
  })

  it('refuses no route for the trouble of a listener', () => {
    expect(at('HTTPRoute', 'odd')).toMatchObject([{ whole: false }])
    expect(at('HTTPRoute', 'odd', 'web')).toMatchObject([{ whole: false, path: 'spec.parentRefs[0]' }])
  })

  it('reads what a controller takes beyond the specification', () => {
    const tls = { mode: 'Terminate', certificateRefs: [{ name: 'cert' }] }
    const edge = gateway({ className: 'envoy', spec: { listeners: [{ name: 'tls', port: 443, protocol: 'TLS', tls }] } })
    expect(atParents(routeKindNotAllowed, [{ name: 'edge' }], [ENVOY, edge], { kind: 'TCPRoute' })).toEqual([])
    expect(atParents(routeKindNotAllowed, [{ name: 'edge' }], [ENVOY, edge])).toHaveLength(1)
  })

  it('refuses nothing for what only the controller does not take', () => {
    const edge = gateway({ className: 'kong', spec: { listeners: [{ name: 'grpc', port: 80, protocol: 'HTTP', ...kinds('GRPCRoute') }] } })
    expect(atParents(routeKindNotAllowed, [{ name: 'edge' }], [KONG, edge], { kind: 'GRPCRoute', entries: ['kic@3.5'] })).toMatchObject([
      {
        whole: false,
        hint: 'by the specification it could be taken there, but not by Kong Ingress Controller 3.5: attach it to another listener',
      },
    ])
  })
})
