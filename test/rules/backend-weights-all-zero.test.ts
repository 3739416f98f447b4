import { describe, expect, it } from 'vitest'
import { backendWeightsAllZero } from '../../src/rules/route/backend-weights-all-zero.ts'
import { inRoute, paths } from './places.ts'

const weights = (...all: (number | undefined)[]) => ({
  backendRefs: all.map((weight, index) => ({ name: `s${index}`, port: 80, ...(weight !== undefined && { weight }) })),
})

describe('backend-weights-all-zero', () => {
  it('says how many there are', () => {
    expect(inRoute(backendWeightsAllZero, { rules: [weights(0, 0), weights(0)] })).toMatchObject([
      {
        class: 'partial',
        whole: false,
        path: 'spec.rules[0].backendRefs',
        message: 'each of the 2 backends of this rule has weight 0: nothing is forwarded, and no status says so',
      },
      {
        path: 'spec.rules[1].backendRefs',
        message: 'the only backend of this rule has weight 0: nothing is forwarded, and no status says so',
      },
    ])
  })

  it.each(['GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'])('of %s as well', (kind) => {
    expect(paths(inRoute(backendWeightsAllZero, { rules: [weights(1), weights(0, 0)] }, kind))).toEqual(['spec.rules[1].backendRefs'])
  })

  it('finds nothing where one has a weight, or the default of 1, or where there is no backend', () => {
    expect(inRoute(backendWeightsAllZero, { rules: [weights(0, 1), weights(0, undefined), weights(), {}] })).toEqual([])
  })
})
