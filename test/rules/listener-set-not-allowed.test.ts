import { describe, expect, it } from 'vitest'
import { listenerSetNotAllowed } from '../../src/rules/parent/listener-set-not-allowed.ts'
import { foundBy } from './found.ts'
import { atParents, bare, CLASS, listenerSet, SPEC } from './parents.ts'

const edge = (namespaces?: unknown, namespace = 'default') =>
  bare(
    { listeners: [{ name: 'web', port: 80, protocol: 'HTTP' }], ...(namespaces !== undefined && { allowedListeners: { namespaces } }) },
    { namespace },
  )
const labelled = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default', labels: { team: 'b' } } }
const set = (parentRef = {}) => listenerSet({ parentRef: { name: 'edge', ...parentRef }, listeners: [{ name: 'a', port: 81, protocol: 'HTTP' }] })

describe('listener-set-not-allowed', () => {
  it.each<[string, unknown, string]>([
    ['by default', undefined, 'no ListenerSets'],
    ['by None', { from: 'None' }, 'no ListenerSets'],
    ['by a selector', { from: 'Selector', selector: { matchLabels: { team: 'a' } } }, 'only ListenerSets of namespaces with team=a'],
    ['by a selector that is missing', { from: 'Selector' }, 'ListenerSets by a selector that chooses nothing'],
  ])('tells the ListenerSet that is kept out %s', (_, namespaces, takes) => {
    expect(foundBy(listenerSetNotAllowed, set(), [CLASS, edge(namespaces), labelled], SPEC)).toMatchObject([
      {
        class: 'contradiction',
        whole: true,
        path: 'spec.parentRef',
        message: `Gateway "edge" takes ${takes}, and this one is of namespace "default": none of its listeners is served (Accepted=False/NotAllowed)`,
        hint: 'the owner of Gateway "edge" can let it in: spec.allowedListeners.namespaces: { from: Same }',
        condition: { type: 'Accepted', status: 'False', reason: 'NotAllowed' },
      },
    ])
  })

  it('reads Same as the namespace of the Gateway', () => {
    const away = foundBy(listenerSetNotAllowed, set({ namespace: 'infra' }), [CLASS, edge({ from: 'Same' }, 'infra')], SPEC)
    expect(away).toMatchObject([
      { hint: 'the owner of Gateway "edge" of namespace "infra" can let it in: spec.allowedListeners.namespaces: { from: All }' },
    ])
    expect(foundBy(listenerSetNotAllowed, set(), [CLASS, edge({ from: 'Same' })], SPEC)).toEqual([])
  })

  it.each<[string, unknown]>([
    ['All', { from: 'All' }],
    ['a selector that fits', { from: 'Selector', selector: { matchExpressions: [{ key: 'team', operator: 'In', values: ['a', 'b'] }] } }],
  ])('finds nothing where it is let in by %s', (_, namespaces) => {
    expect(foundBy(listenerSetNotAllowed, set(), [CLASS, edge(namespaces), labelled], SPEC)).toEqual([])
  })

  it('warns the routes that name it, and refuses none', () => {
    const refs = [{ name: 'edge' }, { kind: 'ListenerSet', name: 'more' }]
    expect(atParents(listenerSetNotAllowed, refs, [edge(), set()])).toMatchObject([
      {
        class: 'absent',
        whole: false,
        path: 'spec.parentRefs[1]',
        message: 'ListenerSet "more" is not let into its Gateway: the route does not attach there, and no status would say so',
      },
    ])
  })
})
