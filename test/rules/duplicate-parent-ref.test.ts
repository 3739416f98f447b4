import { describe, expect, it } from 'vitest'
import { duplicateParentRef } from '../../src/rules/route/duplicate-parent-ref.ts'
import { gateway, gatewayClass, route } from '../gateway/objects.ts'
import { foundBy } from './found.ts'
import { inRoute, paths } from './places.ts'

const own = { name: 'edge', namespace: 'default' }

describe('duplicate-parent-ref', () => {
  it('reads an omitted namespace as the own one', () => {
    expect(inRoute(duplicateParentRef, { parentRefs: [{ name: 'edge' }, own] })).toMatchObject([
      {
        class: 'intrinsic',
        whole: false,
        path: 'spec.parentRefs[1]',
        message:
          'names Gateway "edge" like spec.parentRefs[0], once an omitted namespace is read as the route\'s own: what becomes of the second is not defined',
        related: ['spec.parentRefs[0]'],
      },
    ])
  })

  it.each(['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'])('tells each further one, with section and port: %s', (kind) => {
    const parentRefs = [
      { ...own, sectionName: 'web' },
      { name: 'edge', sectionName: 'web' },
      { name: 'edge', port: 80 },
      { ...own, group: 'gateway.networking.k8s.io', kind: 'Gateway', sectionName: 'web' },
      { ...own, port: 80 },
    ]
    expect(paths(inRoute(duplicateParentRef, { parentRefs }, kind))).toEqual(['spec.parentRefs[1]', 'spec.parentRefs[3]', 'spec.parentRefs[4]'])
  })

  it('finds nothing where section, port or namespace differ', () => {
    const parentRefs = [{ name: 'edge', sectionName: 'a' }, { ...own, sectionName: 'b' }, { ...own, port: 80 }, { ...own, port: 81 }, own]
    expect(inRoute(duplicateParentRef, { parentRefs })).toEqual([])
  })

  it('leaves parents of an unknown controller alone', () => {
    const others = [gatewayClass('foreign', 'example.com/x'), gateway({ className: 'foreign' })]
    expect(foundBy(duplicateParentRef, route({ parentRefs: [{ name: 'edge' }, own] }), others)).toEqual([])
  })
})
