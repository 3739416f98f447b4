import { describe, expect, it } from 'vitest'
import { isRouteKind, ROUTE_KINDS } from '../../src/gateway/kinds.ts'
import type { Route } from '../../src/gateway/objects.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { contextOf, predictIn } from '../../src/prediction/index.ts'
import { RULES } from '../../src/rules/index.ts'
import { loudParts } from '../../src/rules/quiet.ts'
import { gateway } from '../gateway/objects.ts'
import { clusterOf } from '../prediction/status-states.ts'
import { states } from '../prediction/truth.ts'

const SUITES: readonly (readonly [states: string, ...entries: string[]])[] = [
  ['spec', 'envoy-gateway@1.9'],
  ['spec', 'gateway-api@1.7'],
  ['istio', 'istio@1.31'],
  ['istio', 'istio@1.29'],
  ['kuma', 'kuma@2.14'],
  ['kong', 'kic@3.5,proxyPorts=80:HTTP+443:HTTPS'],
  ['kong', 'kong-operator@2.0'],
]

it('is declared by each rule on routes, and by no other', () => {
  for (const { id, kinds, about } of RULES) expect([id, about !== undefined]).toEqual([id, kinds.some(isRouteKind)])
})

describe('of a part in which nothing is out of order', () => {
  it.each(SUITES)('no rule has anything to say: %s under %s', (name, ...entries) => {
    const implementations = implementationsFrom(entries)
    const said: string[] = []
    let [quiet, loud] = [0, 0]
    for (const { id, objects } of states(name)) {
      const { view, around } = clusterOf(objects)
      const context = contextOf(view, implementations, around)
      for (const kind of ROUTE_KINDS) {
        for (const object of view.all(kind)) {
          const prediction = predictIn({ kind, object, before: undefined }, context)
          if (!prediction) continue
          const parts = loudParts(prediction)
          if (!parts) throw new Error(`${kind} is a route`)
          if (parts.length === 0) quiet += 1
          else loud += 1
          for (const { id: rule, kinds, about, check } of RULES) {
            if (!kinds.includes(kind) || (about && parts.includes(about))) continue
            if (check(prediction).length > 0) said.push(`${id} ${kind} ${object.metadata.name}: ${rule}`)
          }
        }
      }
    }
    expect(said).toEqual([])
    // Both are among them, or nothing was asked.
    expect(Math.min(quiet, loud)).toBeGreaterThan(20)
  })
})

it('is none of a route that asks for default Gateways while there is none', () => {
  const implementations = implementationsFrom(['gateway-api@1.7'])
  const quiet = (defaultScope: string) => {
    let count = 0
    for (const { objects } of states('spec')) {
      const { view, around } = clusterOf([...objects, gateway({ name: 'front', spec: { defaultScope } })])
      const context = contextOf(view, implementations, around)
      for (const route of view.all('HTTPRoute')) {
        const object = { ...route, spec: { ...route.spec, useDefaultGateways: 'All' } } as Route
        const prediction = predictIn({ kind: 'HTTPRoute', object, before: undefined }, context)
        if (prediction && loudParts(prediction)?.length === 0) count += 1
      }
    }
    return count
  }
  expect(quiet('None')).toBe(0)
  expect(quiet('All')).toBeGreaterThan(20)
})
