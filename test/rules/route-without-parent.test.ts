import { describe, expect, it } from 'vitest'
import { routeWithoutParent } from '../../src/rules/route/route-without-parent.ts'
import { route } from '../gateway/objects.ts'
import { foundBy } from './found.ts'

describe('route-without-parent', () => {
  it.each([{ parentRefs: undefined }, { parentRefs: [] }, { parentRefs: [], useDefaultGateways: 'None' }])('finds %o', (spec) => {
    expect(foundBy(routeWithoutParent, route(spec), [])).toMatchObject([{ class: 'odd', path: 'spec', whole: false }])
  })

  it.each([
    { parentRefs: [{ name: 'gone' }] },
    { parentRefs: [{ group: 'x.io', kind: 'Own', name: 'a' }] },
    { parentRefs: [], useDefaultGateways: 'All' },
  ])('finds nothing in %o', (spec) => {
    expect(foundBy(routeWithoutParent, route(spec), [])).toEqual([])
  })
})
