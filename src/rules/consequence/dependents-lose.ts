import type { Loss } from '../../prediction/prediction.ts'
import { KUMA_CLASS } from '../examples.ts'
import { httpEdge } from '../parent-examples.ts'
import type { Rule, Said } from '../rule.ts'

/** What a change takes from others: a count, never a name. */
export const dependentsLose: Rule = {
  id: 'dependents-lose',
  class: 'consequence',
  kinds: ['GatewayClass', 'Gateway', 'ListenerSet', 'ReferenceGrant'],
  docs: () => ({
    summary: 'A change or deletion takes their permission, parent, listener, place or class from other objects.',
    why: 'They turn ResolvedRefs=False/RefNotPermitted or go dark. A ReferenceGrant has no status, and nobody tells the owners: this is the only moment to know.',
    fix: 'Move the dependents first, or go on knowingly: nothing is refused.',
    source: 'gateway-api.md 2.14; ReferenceGrant (apis/v1beta1/referencegrant_types.go): implementations must revoke the access',
    deletes: true,
    bad: `${KUMA_CLASS}apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop, namespace: default }
spec: { parentRefs: [{ name: edge }], rules: [{ backendRefs: [{ name: shop, port: 80 }] }] }
---
${httpEdge('kuma')}`,
    good: `${KUMA_CLASS}${httpEdge('kuma')}`,
  }),
  check(prediction) {
    if (prediction.kind !== 'Consequences') return []
    const { object, deleted, losses } = prediction
    const change = deleted ? `deleting this ${object.kind}` : `this change of the ${object.kind}`
    return losses.map((loss): Said => {
      const { consequence, hint } = WORDS[loss.what]
      return {
        path: deleted ? '' : 'spec',
        key: loss.what,
        message: `${change} takes ${loss.listeners === undefined ? consequence : consequence.replace('listeners', some(loss.listeners, 'listener'))} ${loss.atLeast ? 'at least ' : ''}${things(loss.objects)} in ${some(loss.namespaces, 'namespace')}`,
        hint,
        ...(loss.what === 'permission' && { condition: { type: 'ResolvedRefs', status: 'False', reason: 'RefNotPermitted' } }),
      }
    })
  },
}

const WORDS: Readonly<Record<Loss['what'], { readonly consequence: string; readonly hint: string }>> = {
  permission: {
    consequence: 'the permission for a reference from',
    hint: 'each of them turns ResolvedRefs=False/RefNotPermitted: keep the entry that they need, or move them first',
  },
  parent: { consequence: 'their parent from', hint: 'they are not served by it any more, and no status says so: give them another parent first' },
  listener: {
    consequence: 'the last listener that serves them from',
    hint: 'they are not served here any more: keep a listener for them, or move them first',
  },
  merge: {
    consequence: 'the right to add listeners from',
    hint: 'each of them turns Accepted=False/NotAllowed, and what is attached to it goes dark: keep allowedListeners as wide as it was, or move them first',
  },
  place: {
    consequence: 'the place of listeners from',
    hint: 'they turn Conflicted=True, since the Gateway and older ListenerSets come first: give them another port or hostname first',
  },
  class: { consequence: 'their class from', hint: 'nobody manages them any more: move them to another class first' },
}

function things(objects: Readonly<Record<string, number>>): string {
  const parts = Object.entries(objects).map(([kind, count]) => some(count, kind))
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : (parts[0] ?? '')
}

function some(count: number, thing: string): string {
  return `${count} ${count === 1 ? thing : `${thing.replace(/([^aeiou])y$/, '$1ie')}s`}`
}
