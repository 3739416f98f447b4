import { describe, expect, test } from 'vitest'
import type { Implementation, Implementations } from '../../../src/gateway/implementation.ts'
import { implementationsFrom } from '../../../src/implementations/index.ts'
import { predictStatuses } from '../../../src/prediction/status.ts'
import { unaskedOf } from '../../../src/report/implementations/unasked.ts'
import { clusterOf } from '../../prediction/status-states.ts'
import { states } from '../../prediction/truth.ts'

/** Other values than those of any table, of the same type. */
function changed(value: unknown): unknown {
  if (typeof value === 'boolean') return !value
  if (typeof value === 'string') return 'Otherwise'
  if (Array.isArray(value)) return value.map(changed)
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, changed(one)]))
  return true
}

function withChanged<T extends object>(table: T, keys: readonly (keyof T)[]): T {
  return { ...table, ...Object.fromEntries(keys.filter((key) => table[key] !== undefined).map((key) => [key, changed(table[key])])) }
}

/** The implementation with every field changed that its table leaves out. */
function otherwise(implementation: Implementation): Implementation {
  const { status } = implementation
  if (!status) return implementation
  const unasked = unaskedOf(implementation, status)
  const { listeners, routes, policies } = status
  return {
    ...implementation,
    status: {
      ...withChanged(status, unasked.status),
      listeners: withChanged(listeners, unasked.listeners),
      routes: withChanged(routes, unasked.routes),
      policies: withChanged(policies, unasked.policies),
    },
  }
}

describe('what a table leaves out decides nothing', () => {
  test.each([
    ['kic@3.5,gatewayAlpha=true,proxyPorts=80:HTTP+443:HTTPS', 'kong'],
    ['istio@1.31,alphaGatewayAPI=true,ambient=true', 'istio'],
    ['istio@1.25', 'istio'],
    ['kuma@2.14', 'kuma'],
    ['kuma@3.0', 'kuma'],
  ])('%s', (entry, suite) => {
    const implementations = implementationsFrom([entry])
    const changedOnes: Implementations = {
      ...implementations,
      ofController: (name) => {
        const found = implementations.ofController(name)
        return found && otherwise(found)
      },
    }
    // One in three shows it.
    const some = states(suite).filter((_, index) => index % 3 === 0)
    for (const { id, objects } of some) {
      const { view, around } = clusterOf(objects)
      expect({ id, status: predictStatuses(view, changedOnes, around) }).toEqual({ id, status: predictStatuses(view, implementations, around) })
    }
  })
})
