import { KINDS_OF_PROTOCOL, type RouteKind } from '../../gateway/kinds.ts'
import type { ParentListener } from '../../prediction/parent-facts.ts'
import { gatewayExample } from '../examples.ts'
import { attached, RULES_TO_SHOP } from '../parent-examples.ts'
import { obstructed, ROUTES, refusal, restsOnParent, statusWords } from '../parents.ts'
import type { Rule, Said } from '../rule.ts'
import { enumerate, listenerWords } from '../words.ts'

const example = (kind: string) =>
  attached(
    gatewayExample('  listeners: [{ name: web, port: 80, protocol: HTTP }, { name: raw, port: 9000, protocol: TCP }]'),
    `  parentRefs: [{ name: edge, sectionName: web }]\n${RULES_TO_SHOP}`,
    { kind },
  )

/** Listeners that take no routes of this kind, by their protocol or by the kinds that they list. */
export const routeKindNotAllowed: Rule = {
  id: 'route-kind-not-allowed',
  class: 'contradiction',
  kinds: ROUTES,
  about: 'parents',
  docs: () => ({
    summary: 'No listener of the parent takes routes of this kind: its protocol carries others, or `allowedRoutes.kinds` lists others.',
    why: 'The controller sets Accepted=False/NotAllowedByListeners, and the route attaches nowhere on this parent.',
    fix: 'Attach to a listener whose protocol carries the kind, or have the kind added to `allowedRoutes.kinds`.',
    source: 'AllowedRoutes.Kinds (apis/v1/gateway_types.go); gateway-api.md 2.5, R-KIND',
    bad: example('TCPRoute'),
    good: example('HTTPRoute'),
  }),
  check(prediction) {
    if (prediction.kind !== 'Route') return []
    return obstructed(prediction, 'route kind').map(({ fact, obstacle, object, parent, key }): Said => {
      const { listeners } = obstacle
      // What only this controller does not take is no contradiction in what was written.
      const isOwnLimit = listeners.some(({ kindsBySpecification }) => kindsBySpecification.includes(object.kind))
      return {
        ...refusal(fact, prediction, listeners),
        ...(isOwnLimit && { whole: false }),
        path: fact.path,
        key,
        message: `no listener of ${parent} takes ${object.kind}s here: ${enumerate(listeners.map(takes))}${statusWords(fact)}`,
        hint: isOwnLimit
          ? `by the specification it could be taken there, but not by ${fact.implementation?.title ?? 'the controller'}: attach it to another listener`
          : hint(object.kind as RouteKind, listeners),
        restsOn: restsOnParent(fact),
      }
    })
  },
}

function takes(listener: ParentListener): string {
  return `${listenerWords(listener)} takes ${listener.kinds.length > 0 ? enumerate(listener.kinds, 5) : 'no kind'}`
}

function hint(kind: RouteKind, listeners: readonly ParentListener[]): string {
  const protocols = Object.keys(KINDS_OF_PROTOCOL).filter((protocol) => KINDS_OF_PROTOCOL[protocol]?.includes(kind))
  const fitting = listeners.find(({ protocol }) => protocols.includes(protocol))
  if (fitting) return `have ${kind} added to allowedRoutes.kinds of listener "${fitting.name}", or attach to another`
  return `attach it to a listener of protocol ${protocols.join(' or ')}`
}
