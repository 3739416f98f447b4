import { describe, it } from 'vitest'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { expectSuite } from './suite.ts'

describe.each([
  { suite: 'kuma', entry: 'kuma@2.14,gatewaySecretsInAllNamespaces=true', bad: 757 },
  { suite: 'kuma-system-secrets', entry: 'kuma@2.14', bad: 445 },
])('$suite', ({ suite, entry, bad }) => {
  it('the status of every object, condition by condition', () => {
    expectSuite({ suite, states: 'kuma', implementations: implementationsFrom([entry]), bad, known: {} })
  })
})
