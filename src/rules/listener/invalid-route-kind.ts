import type { InvalidRouteKind } from '../../prediction/oddities/oddity.ts'
import { gatewayExample } from '../examples.ts'
import { odditiesOf } from '../oddities.ts'
import type { Rule, Said } from '../rule.ts'
import { enumerate, excerpt, listenersOf, listenerWords } from '../words.ts'

const example = (kind: string) =>
  gatewayExample(`  listeners: [{ name: web, port: 80, protocol: HTTP, allowedRoutes: { kinds: [{ kind: HTTPRoute }, { kind: ${kind} }] } }]`)

/** Route kinds that a listener lists and that cannot attach to it. */
export const invalidRouteKind: Rule = {
  id: 'invalid-route-kind',
  class: 'intrinsic',
  kinds: ['Gateway', 'ListenerSet'],
  docs: () => ({
    summary: 'A listener lists a route kind that does not exist, or that its protocol does not carry.',
    why: 'No route of that kind can attach. Most controllers set ResolvedRefs=False/InvalidRouteKinds, and some then serve the listener for none of its kinds.',
    fix: 'List kinds that fit the protocol, or leave `kinds` out to take all that do.',
    source: 'AllowedRoutes.Kinds, ListenerReasonInvalidRouteKinds (apis/v1/gateway_types.go); gateway-api.md 2.2, S-RT-KINDS',
    bad: example('TCPRoute'),
    good: example('GRPCRoute'),
  }),
  check(prediction) {
    if (!('implementation' in prediction)) return []
    const title = prediction.implementation?.title ?? 'the controller'
    return odditiesOf(prediction, 'invalid-route-kind').map((fact): Said => {
      const listener = listenerWords(listenersOf(prediction.object).get(fact.listener))
      return {
        whole: fact.whole,
        path: fact.path,
        key: fact.key,
        message: `listener ${listener} lists ${words(fact, title)}${fact.refused ? ' (ResolvedRefs=False/InvalidRouteKinds)' : ''}`,
        hint: hint(fact),
        ...(fact.refused && { condition: { type: 'ResolvedRefs', status: 'False', reason: 'InvalidRouteKinds' } as const }),
      }
    })
  },
}

function words({ because, group, kind, protocol, refused }: InvalidRouteKind, title: string): string {
  const name = excerpt(kind)
  if (because === 'unknown') return `"${name}", which is no route kind: none can attach by it`
  if (because === 'foreign') return `${name} of group "${excerpt(group)}", which is no route kind of Gateway API: none can attach by it`
  if (because === 'unnamed')
    return `${name}, which ${title} ${refused ? 'does not know' : 'drops'} in a list, and serves only where no kinds are listed`
  return refused ? `${name}, which ${title} does not take on ${protocol}` : `${name}, which ${protocol} does not carry by the specification`
}

function hint({ meant, because, fitting }: InvalidRouteKind): string {
  if (meant) return `write ${meant}`
  if (because === 'unnamed') return `leave kinds out to take all that fit, or list ${enumerate(fitting)} alone`
  return fitting.length > 0 ? `list ${enumerate(fitting)}, or leave kinds out` : 'leave kinds out to take all that fit'
}
