import { describe, it } from 'vitest'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { expectSuite } from './suite.ts'

describe.each([
  { suite: 'istio', entry: 'istio@1.31', bad: 615 },
  { suite: 'istio-1.29', entry: 'istio@1.29', bad: 518 },
])('$suite', ({ suite, entry, bad }) => {
  it('the status of every object, condition by condition', () => {
    expectSuite({ suite, states: 'istio', implementations: implementationsFrom([entry]), bad, known: {} })
  })
})
