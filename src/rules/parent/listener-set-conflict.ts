import type { AnyObject } from '../../gateway/objects.ts'
import type { LostListener } from '../../prediction/parent-facts.ts'
import { listenerSetExample } from '../examples.ts'
import type { Rule, Said } from '../rule.ts'
import { listenerName, listenersOf, listenerWords, otherWords } from '../words.ts'

const example = (port: number) =>
  listenerSetExample(`  listeners:
    - { name: more, port: 8080, protocol: HTTP }
    - { name: web, port: ${port}, protocol: HTTP }`)

/** Listeners of a ListenerSet that lose to the Gateway, to an older set, or to each other. */
export const listenerSetConflict: Rule = {
  id: 'listener-set-conflict',
  class: 'loser',
  kinds: ['ListenerSet'],
  docs: () => ({
    summary: 'A listener of a ListenerSet that loses to the Gateway, to an older ListenerSet or to another of its own.',
    why: "The controller marks it Conflicted and does not serve it; a set all of whose listeners lose is refused (Accepted=False/ListenersNotValid). The Gateway's own listeners come first, then the sets by age.",
    fix: 'Give the listener a port of its own, or, with one protocol, a hostname of its own.',
    source: 'ListenerSetSpec (apis/v1/listenerset_types.go), GEP-1713; gateway-api.md 2.4, LS-CONFLICT and LS-CONFLICT-ALL',
    bad: example(80),
    good: example(8081),
  }),
  check(prediction) {
    if (prediction.kind !== 'Referrer') return []
    const { object, lost } = prediction
    const listeners = listenersOf(object)
    const isAll = lost.length > 0 && lost.length === listeners.size
    return lost.map((one): Said => {
      const listener = listeners.get(one.listener)
      const condition = one.conditions.find(({ type }) => type === 'Conflicted')
      const rest = isAll
        ? `; ${lost.length > 1 ? 'so do all others, and' : 'by that'} the ListenerSet is refused (Accepted=False/ListenersNotValid)`
        : ''
      return {
        whole: isAll,
        path: `spec.listeners[${one.listener}]`,
        key: listenerName(listener),
        message: `listener ${listenerWords(listener)} loses to ${winner(one, object)}, and is not served (Conflicted=True/${condition?.reason})${rest}`,
        hint: `give "${listenerName(listener)}" a ${condition?.reason === 'HostnameConflict' ? 'hostname or a port' : 'port'} of its own`,
        ...(condition && { condition }),
        ...(one.winner && { restsOn: [restsOn(one.winner.owner)] }),
      }
    })
  },
}

/** The Gateway is named by the object itself; of a ListenerSet elsewhere nothing is told. */
function winner({ winner }: LostListener, object: AnyObject): string {
  if (!winner) return 'another on its port'
  const { owner, listener } = winner
  if (owner.kind === 'Gateway') return `${listenerWords(listener)} of Gateway "${owner.metadata.name}"`
  if (owner.metadata.namespace !== object.metadata.namespace) return `${otherWords(owner, object)} that comes before it`
  const isOwn = owner.metadata.name === object.metadata.name
  return `${listenerWords(listener)} of ${isOwn ? 'this ListenerSet itself' : `${otherWords(owner, object)}, which comes before it`}`
}

function restsOn({ kind, metadata }: NonNullable<LostListener['winner']>['owner']) {
  return { kind, namespace: metadata.namespace ?? '', name: metadata.name, state: 'found' } as const
}
