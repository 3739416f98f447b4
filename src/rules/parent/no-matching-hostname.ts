import type { AnyObject } from '../../gateway/objects.ts'
import type { ParentListener } from '../../prediction/parent-facts.ts'
import { gatewayExample } from '../examples.ts'
import { attached, RULES_TO_SHOP } from '../parent-examples.ts'
import { obstructed, offered, refusal, restsOnParent, statusWords } from '../parents.ts'
import type { Rule, Said } from '../rule.ts'
import { enumerate, excerpt } from '../words.ts'

const example = (hostname: string) =>
  attached(
    gatewayExample('  listeners: [{ name: web, port: 80, protocol: HTTP, hostname: "*.shop.example" }]'),
    `  parentRefs: [{ name: edge }]\n  hostnames: [${hostname}]\n${RULES_TO_SHOP}`,
  )

/** Routes none of whose hostnames meets a listener. */
export const noMatchingHostname: Rule = {
  id: 'no-matching-hostname',
  class: 'contradiction',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute'],
  about: 'parents',
  docs: () => ({
    summary: 'None of the hostnames of a route is one that a listener of the parent serves.',
    why: 'The controller sets Accepted=False/NoMatchingListenerHostname, and the route attaches nowhere on this parent.',
    fix: 'Use a hostname that a listener serves: a wildcard stands for one or more labels, never for none.',
    source:
      'HTTPRouteSpec.Hostnames (apis/v1/httproute_types.go); gateway-api.md 2.5 and 2.6, R-HOST; envoy-gateway.md, `listener-isolation-refusal`',
    bad: example('shop.example'),
    good: example('www.shop.example'),
  }),
  check(prediction) {
    if (prediction.kind !== 'Route') return []
    return obstructed(prediction, 'hostname').map(({ fact, obstacle, object, parent, key }): Said => {
      const { listeners, isolated } = obstacle
      const mine = enumerate(hostnamesOf(object).map((hostname) => excerpt(hostname)))
      const why = isolated
        ? `other listeners of ${parent} on the same port have its hostnames (${mine}) for themselves, and not ${offered(listeners)}`
        : `none of its hostnames (${mine}) fits what ${parent} serves here: ${offered(listeners)}`
      return {
        ...refusal(fact, prediction, listeners),
        // Listener isolation is a choice of the controller's; by the specification's core the route attaches.
        ...(isolated && { whole: false }),
        path: fact.path,
        key,
        message: `${why}${statusWords(fact)}`,
        hint: isolated ? 'name the listeners that have these hostnames, or leave sectionName and port out' : hint(listeners),
        restsOn: restsOnParent(fact),
        related: ['spec.hostnames'],
      }
    })
  },
}

function hint(listeners: readonly ParentListener[]): string {
  const served = [...new Set(listeners.map(({ hostname }) => hostname))]
  return `use a hostname that fits ${enumerate(served).replace(/ and ([^ ]+)$/, ' or $1')}, or attach to another listener`
}

function hostnamesOf(object: AnyObject): readonly string[] {
  const own = (object as { spec?: { hostnames?: unknown } }).spec?.hostnames
  return Array.isArray(own) ? own.filter((one) => typeof one === 'string') : []
}
