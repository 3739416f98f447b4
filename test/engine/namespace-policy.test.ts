import { describe, expect, it } from 'vitest'
import { createJudge } from '../../src/engine/judge.ts'
import { type Policies, policiesByNamespace } from '../../src/engine/namespace-policy.ts'
import { ObjectStore } from '../../src/gateway/object-store.ts'
import type { UntypedObject } from '../../src/gateway/objects.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { RULES } from '../../src/rules/index.ts'
import { cluster, gateway, KONG, route } from '../gateway/objects.ts'
import { create, said } from './judge-of.ts'

const namespace = (name: string, labels?: Record<string, string>): UntypedObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, ...(labels && { labels }) },
})

const VIEW = cluster(
  namespace('shop', { team: 'shop', tier: 'gold' }),
  namespace('payments', { team: 'payments' }),
  namespace('bare'),
  // As a folder holds it: the API server would have set the label of the name.
  namespace('renamed', { 'kubernetes.io/metadata.name': 'shop' }),
)

const policies = (namespaces: Policies['namespaces'], general: Partial<Policies> = {}, view = VIEW) =>
  policiesByNamespace({ preset: 'default', rules: {}, namespaces, ...general }, view)
/** The presets of these namespaces, where one entry with `warn-only` selects. */
const chosen = (selector: unknown, names = ['shop', 'payments', 'bare'], view = VIEW) => {
  const policyFor = policies([{ selector, preset: 'warn-only' }], {}, view)
  return names.filter((name) => policyFor(name).preset === 'warn-only')
}

describe('the policy of a namespace', () => {
  it('is the general one where no entry fits, and for objects of the cluster', () => {
    const general = { preset: 'gitops', rules: { 'listener-conflict': 'warn' } } as const
    expect(policies([], general)('shop')).toEqual(general)
    const policyFor = policies(
      [
        { names: ['shop'], preset: 'warn-only' },
        { selector: { matchLabels: { team: 'payments' } }, preset: 'default' },
      ],
      general,
    )
    expect(policyFor('bare')).toEqual(general)
    expect(policyFor(undefined)).toEqual(general)
    expect(policies([{ selector: {}, preset: 'warn-only' }], general)(undefined)).toEqual(general)
  })

  it('is that of an entry which names it, whether or not the namespace is known', () => {
    const entries = [{ names: ['shop', 'not-there-yet'], preset: 'warn-only' }] as const
    for (const view of [VIEW, new ObjectStore()]) {
      const policyFor = policies(entries, {}, view)
      expect(['shop', 'not-there-yet', 'sho', 'shops'].map((name) => policyFor(name).preset)).toEqual([
        'warn-only',
        'warn-only',
        'default',
        'default',
      ])
    }
  })

  it.each([
    ['matchLabels', { matchLabels: { team: 'shop' } }, ['shop']],
    ['all of matchLabels', { matchLabels: { team: 'shop', tier: 'silver' } }, []],
    ['In', { matchExpressions: [{ key: 'team', operator: 'In', values: ['shop', 'payments'] }] }, ['shop', 'payments']],
    ['NotIn, which also holds without the label', { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['shop'] }] }, ['payments', 'bare']],
    ['Exists', { matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, ['shop']],
    ['DoesNotExist', { matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] }, ['payments', 'bare']],
    ['both, all of which have to hold', { matchLabels: { team: 'shop' }, matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] }, []],
    ['an empty selector: every namespace', {}, ['shop', 'payments', 'bare']],
    ['the name, which the API server keeps as a label', { matchLabels: { 'kubernetes.io/metadata.name': 'payments' } }, ['payments']],
  ])('is chosen by %s', (_, selector, names) => {
    expect(chosen(selector)).toEqual(names)
  })

  it('cannot be had by writing the name of another namespace into a label', () => {
    expect(chosen({ matchLabels: { 'kubernetes.io/metadata.name': 'shop' } }, ['shop', 'renamed'])).toEqual(['shop'])
  })

  it('is that of the first entry that fits, alone: later ones add nothing', () => {
    const policyFor = policies([
      { names: ['shop'], rules: { 'listener-conflict': 'off' } },
      { selector: { matchLabels: { team: 'shop' } }, preset: 'warn-only', rules: { 'missing-reference-grant': 'off' } },
      { selector: {}, preset: 'gitops' },
    ])
    expect(policyFor('shop')).toEqual({ preset: 'default', rules: { 'listener-conflict': 'off' } })
    expect(policyFor('payments')).toEqual({ preset: 'gitops', rules: {} })
  })

  it('takes preset and rules from the general one where the entry does not say them', () => {
    const general = { preset: 'gitops', rules: { 'listener-conflict': 'warn', 'shared-port-conflict': 'off' } } as const
    const policyFor = policies(
      [
        { names: ['shop'], rules: { 'listener-conflict': 'deny' } },
        { names: ['bare'], preset: 'warn-only' },
      ],
      general,
    )
    expect(policyFor('shop')).toEqual({ preset: 'gitops', rules: { 'listener-conflict': 'deny', 'shared-port-conflict': 'off' } })
    expect(policyFor('bare')).toEqual({ ...general, preset: 'warn-only' })
    expect(policyFor('payments')).toEqual(general)
  })

  it.each([
    ['not listed', new ObjectStore()],
    ['not there', cluster()],
  ])('is the general one where its labels are %s, also for selectors that want a label away', (_, view) => {
    for (const selector of [{}, { matchLabels: { team: 'shop' } }, { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] }]) {
      expect(chosen(selector, ['shop'], view)).toEqual([])
    }
  })

  it('follows the labels as they change', () => {
    const view = cluster(namespace('shop'))
    const policyFor = policies([{ selector: { matchLabels: { exempt: 'yes' } }, preset: 'warn-only' }], {}, view)
    expect(policyFor('shop').preset).toBe('default')
    view.put('Namespace', namespace('shop', { exempt: 'yes' }) as never)
    expect(policyFor('shop').preset).toBe('warn-only')
  })
})

describe('a review', () => {
  const answers = (namespaces: Policies['namespaces'], general: Partial<Policies>) => {
    const places = ['shop', 'payments']
    const view = cluster(
      KONG,
      ...places.map((name) => namespace(name)),
      ...places.map((name) => gateway({ namespace: name, listeners: ['a HTTP 80'] })),
    )
    const judge = createJudge({
      view,
      implementations: implementationsFrom(['kic@3.5']),
      rules: RULES,
      defaulters: [],
      policyFor: policies(namespaces, general, view),
    })
    const spec = { rules: [{ backendRefs: [{ name: 'billing', namespace: 'elsewhere', port: 80 }] }] }
    return places.map((name) => said(judge.review(create(route(spec, { namespace: name }))))[0])
  }
  const finding = 'missing-reference-grant spec.rules[0].backendRefs[0]'

  it('refuses in one namespace what is only warned of elsewhere', () => {
    const raised = [{ names: ['shop'], rules: { 'missing-reference-grant': 'deny' } }] as const
    for (const preset of ['gitops', 'warn-only'] as const) expect(answers(raised, { preset })).toEqual([`deny ${finding}`, `warn ${finding}`])
  })

  it('warns in one namespace of what is refused elsewhere, or says nothing', () => {
    expect(answers([{ names: ['shop'], preset: 'warn-only' }], {})).toEqual([`warn ${finding}`, `deny ${finding}`])
    expect(answers([{ names: ['shop'], rules: { 'missing-reference-grant': 'off' } }], {})).toEqual([undefined, `deny ${finding}`])
  })
})
