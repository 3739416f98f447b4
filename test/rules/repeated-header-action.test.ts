import { describe, expect, it } from 'vitest'
import { repeatedHeaderAction } from '../../src/rules/route/repeated-header-action.ts'
import { inRoute, paths } from './places.ts'

const request = (requestHeaderModifier: unknown) => ({ type: 'RequestHeaderModifier', requestHeaderModifier })
const response = (responseHeaderModifier: unknown) => ({ type: 'ResponseHeaderModifier', responseHeaderModifier })
const x = (name: string) => ({ name, value: 'a' })

describe('repeated-header-action', () => {
  it('names both actions', () => {
    const filters = [request({ set: [x('x-env')], remove: ['X-Env'] })]
    const [finding, ...others] = inRoute(repeatedHeaderAction, { rules: [{ filters }] })
    expect(others).toEqual([])
    expect(finding).toMatchObject({
      class: 'partial',
      whole: false,
      path: 'spec.rules[0].filters[0].requestHeaderModifier.remove[0]',
      message:
        'remove names header "X-Env", which set at spec.rules[0].filters[0].requestHeaderModifier.set[0] names already: ' +
        'one action is allowed for a header, and no status says which of them counts',
      related: ['spec.rules[0].filters[0].requestHeaderModifier.set[0]'],
    })
  })

  it('looks into both modifiers, of rules and of backends, at each name', () => {
    const filters = [request({ set: [x('a'), x('A')], add: [x('b')] }), response({ add: [x('c')], remove: ['c', 'C'] })]
    const rules = [{ filters }, { backendRefs: [{ name: 's', filters: [request({ set: [x('d')], add: [x('d')] })] }] }]
    const expected = [
      'spec.rules[0].filters[0].requestHeaderModifier.set[1]',
      'spec.rules[0].filters[1].responseHeaderModifier.remove[0]',
      'spec.rules[0].filters[1].responseHeaderModifier.remove[1]',
      'spec.rules[1].backendRefs[0].filters[0].requestHeaderModifier.add[0]',
    ]
    expect(paths(inRoute(repeatedHeaderAction, { rules }))).toEqual(expected)
    expect(paths(inRoute(repeatedHeaderAction, { rules }, 'GRPCRoute'))).toEqual(expected)
  })

  it('finds nothing in one action for each header, nor in request and response each', () => {
    const filters = [request({ set: [x('a')], add: [x('b')], remove: ['c'] }), response({ set: [x('a')], remove: ['b'] })]
    expect(inRoute(repeatedHeaderAction, { rules: [{ filters }] })).toEqual([])
  })
})
