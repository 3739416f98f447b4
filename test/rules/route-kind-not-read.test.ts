import { describe, expect, it } from 'vitest'
import { routeKindNotRead } from '../../src/rules/parent/route-kind-not-read.ts'
import { gateway, ISTIO, KUMA } from '../gateway/objects.ts'
import { atParents } from './parents.ts'

const world = [
  KUMA,
  gateway({ className: 'kuma', listeners: ['web HTTP 80'] }),
  ISTIO,
  gateway({ name: 'mesh', className: 'istio', listeners: ['dns UDP 53'] }),
]

describe('route-kind-not-read', () => {
  it('tells each parent whose controller does not look at the kind', () => {
    const findings = atParents(routeKindNotRead, [{ name: 'edge' }, { name: 'mesh' }], world, { kind: 'UDPRoute', entries: [] })
    expect(findings.map(({ class: of, whole, path, message, hint }) => [of, whole, path, message, hint])).toEqual([
      [
        'partial',
        false,
        'spec.parentRefs[0]',
        'Kuma, which serves Gateway "edge", does not read UDPRoutes: the route has no effect there, and no status would say so',
        'Kuma reads HTTPRoute: name a Gateway of another controller, or use such a kind',
      ],
      [
        'partial',
        false,
        'spec.parentRefs[1]',
        'Istio, which serves Gateway "mesh", does not read UDPRoutes: the route has no effect there, and no status would say so',
        'Istio reads HTTPRoute, GRPCRoute, TLSRoute and TCPRoute: name a Gateway of another controller, or use such a kind',
      ],
    ])
  })

  it('knows who reads no routes of Gateways at all', () => {
    expect(atParents(routeKindNotRead, [{ name: 'edge' }], world, { entries: ['kuma@3.0'] })).toMatchObject([
      { hint: 'Kuma 3.0 reads no routes of Gateways: name a Gateway of another controller' },
    ])
  })

  it.each(['HTTPRoute', 'GRPCRoute'])('leaves %s alone where it is read', (kind) => {
    expect(atParents(routeKindNotRead, [{ name: kind === 'HTTPRoute' ? 'edge' : 'mesh' }], world, { kind, entries: [] })).toEqual([])
  })
})
