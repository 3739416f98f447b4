import { describe, expect, it } from 'vitest'
import { intersection } from '../../src/gateway/hostname.ts'
import { isRouteKind } from '../../src/gateway/kinds.ts'
import { matchEntries, matchKey } from '../../src/gateway/matches.ts'
import type { Route } from '../../src/gateway/objects.ts'
import { records } from '../../src/gateway/shape.ts'
import { writtenHostnames } from '../../src/gateway/stakes.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { contestsOf } from '../../src/prediction/contests/index.ts'
import { type Context, contextOf } from '../../src/prediction/status/context.ts'
import { byAge } from '../../src/prediction/status/order.ts'
import { routeOutcome } from '../../src/prediction/status/route-outcome.ts'
import { rulesOutcome } from '../../src/prediction/status/rules.ts'
import { cluster } from '../gateway/objects.ts'
import { isOf, type State, states, statuses } from './truth.ts'

const routesOf = ({ objects }: State) => objects.filter((object): object is Route => isRouteKind(object.kind))
const contextFor = ({ objects }: State, entries: readonly string[], turn = false) =>
  contextOf(cluster(...(turn ? objects.toReversed() : objects)), implementationsFrom(entries), {})
const title = ({ kind, metadata }: Route) => `${kind} ${metadata.namespace}/${metadata.name}`

/** By comparing with each older route: what is lost to which, as `LISTENER HOSTNAME MATCH`. */
function lostBy(route: Route, all: readonly Route[], context: Context): Set<string> {
  const lost = new Set<string>()
  const mine = new Set(places(route, context))
  for (const other of all)
    if (other.kind === route.kind && other !== route && byAge(other, route) < 0)
      for (const place of places(other, context)) if (mine.has(place)) lost.add(place)
  return lost
}

function places(route: Route, context: Context): string[] {
  const isL4 = route.kind === 'TCPRoute' || route.kind === 'UDPRoute'
  return routeOutcome(route, context).parents.flatMap(({ attachments, conditions, gateway }) => {
    const reason = conditions.is('Accepted', 'False') ? conditions.get('Accepted')?.reason : undefined
    // Where a listener takes the route and is not ready, they meet there all the same.
    if (reason && !['NotAllowedByListeners', 'NoMatchingParent'].includes(reason)) return []
    const { served } = rulesOutcome(route, gateway.served, context)
    const keys =
      route.kind === 'HTTPRoute' || route.kind === 'GRPCRoute'
        ? records(route.spec?.rules).flatMap((rule, index) =>
            served.includes(index) ? matchEntries(rule).map(([, match]) => matchKey(route.kind as 'HTTPRoute', match)) : [],
          )
        : ['']
    return attachments.flatMap(({ listener: { owner, facts }, hostnames }) => {
      const at = `${owner.kind} ${owner.metadata.namespace}/${owner.metadata.name} ${facts.name}`
      const written = isL4 ? [''] : writtenHostnames(route).filter((one) => hostnames.includes(intersection(facts.hostname, one) ?? 'none'))
      return written.flatMap((hostname) => keys.map((key) => `${at} ${hostname} ${key}`))
    })
  })
}

describe.each(['spec', 'istio', 'kong', 'kuma'])('states of %s, read as the specification', (suite) => {
  const all = states(suite)

  it('the routes that lose are those that a comparison with every older one finds, in any order of objects', () => {
    let count = 0
    for (const state of all) {
      const context = contextFor(state, ['gateway-api@1.6'])
      const turned = contextFor(state, ['gateway-api@1.6'], true)
      const routes = routesOf(state)
      for (const route of routes) {
        const contests = contestsOf(route, context).filter(({ over }) => over !== 'kinds')
        expect(contests.length > 0, `${state.id} ${title(route)}`).toBe(lostBy(route, routes, context).size > 0)
        expect(contestsOf(route, turned)).toEqual(contestsOf(route, context))
        count += contests.length
      }
    }
    if (suite === 'spec') expect(count).toBeGreaterThan(40)
  })
})

describe('what Envoy Gateway wrote', () => {
  it('is RouteRulesOverlap wherever a contest is said to have that condition', () => {
    const truth = statuses('spec')
    const said = states('spec').flatMap((state) => {
      const context = contextFor(state, ['envoy-gateway@1.9'])
      return routesOf(state).flatMap((route) =>
        contestsOf(route, context).some(({ condition }) => condition)
          ? [{ where: `${state.id} ${title(route)}`, entry: truth.get(state.id)?.find((one) => isOf(route, one)) }]
          : [],
      )
    })
    expect(said.length).toBeGreaterThan(20)
    const wrong = said.filter(({ entry }) => !entry?.parents?.some(({ conditions }) => conditions.some(({ type }) => type === 'RouteRulesOverlap')))
    expect(wrong.map(({ where }) => where)).toEqual([])
  })
})
