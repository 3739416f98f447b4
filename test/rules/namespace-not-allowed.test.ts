import { describe, expect, it } from 'vitest'
import { evaluate } from '../../src/engine/evaluate.ts'
import type { AnyObject } from '../../src/gateway/objects.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { namespaceNotAllowed } from '../../src/rules/parent/namespace-not-allowed.ts'
import { cluster, route } from '../gateway/objects.ts'
import { atParents, bare, CLASS, listenerSet, SPEC } from './parents.ts'

const from = (namespaces: unknown) => ({ allowedRoutes: { namespaces } })
const select = (selector: unknown) => from({ from: 'Selector', selector })
const http = (name: string, port: number, more = {}) => ({ name, port, protocol: 'HTTP', ...more })
const EDGE = bare(
  {
    listeners: [
      http('own', 80),
      http('team', 81, select({ matchLabels: { team: 'a' }, matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['x', 'y'] }] })),
      http('named', 82, select({ matchLabels: { 'kubernetes.io/metadata.name': 'shop' } })),
      http('broken', 83, from({ from: 'Selector' })),
      http('open', 84, from({ from: 'All' })),
    ],
    allowedListeners: { namespaces: { from: 'All' } },
  },
  { namespace: 'infra' },
)
const labelled = (labels: Record<string, string>) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default', labels } })
const ref = (sectionName?: string) => ({ name: 'edge', namespace: 'infra', ...(sectionName && { sectionName }) })

describe('namespace-not-allowed', () => {
  it('tells whom each listener takes, and what would let the route in', () => {
    const findings = atParents(namespaceNotAllowed, ['own', 'team', 'named', 'broken'].map(ref), [EDGE, labelled({ team: 'b' })])
    const words = (takes: string) =>
      `Gateway "edge" of namespace "infra" takes no HTTPRoutes of namespace "default": ${takes} (Accepted=False/NotAllowedByListeners)`
    expect(findings.map(({ class: of, whole, path, message, hint }) => [of, whole, path, message, hint])).toEqual([
      [
        'contradiction',
        true,
        'spec.parentRefs[0]',
        words('listener "own" only those of its own namespace "infra"'),
        'have the owner of the listener set allowedRoutes.namespaces: { from: All } or a selector, or create the route in a namespace that it takes',
      ],
      [
        'contradiction',
        true,
        'spec.parentRefs[1]',
        words('listener "team" only those of namespaces with team=a,tier notin (x, y)'),
        'label namespace "default" so that team=a,tier notin (x, y) fits, or have the listener take it',
      ],
      [
        'contradiction',
        true,
        'spec.parentRefs[2]',
        words('listener "named" only those of namespaces with kubernetes.io/metadata.name=shop'),
        'have the owner of the listener choose namespace "default" as well, or create the route in one that it takes',
      ],
      [
        'contradiction',
        false,
        'spec.parentRefs[3]',
        words('listener "broken" by a selector that is missing or cannot be read'),
        'have the owner of the listener set allowedRoutes.namespaces: { from: All } or a selector, or create the route in a namespace that it takes',
      ],
    ])
    expect(findings[1]?.restsOn).toEqual([
      { kind: 'Gateway', namespace: 'infra', name: 'edge', state: 'found' },
      { kind: 'Namespace', name: 'default', state: 'found' },
    ])
  })

  it('reads the own namespace of a ListenerSet', () => {
    const set = (namespace: string) => listenerSet({ parentRef: ref(), listeners: [http('more', 90)] }, { namespace })
    const at = (namespace: string) => atParents(namespaceNotAllowed, [{ kind: 'ListenerSet', name: 'more', namespace }], [EDGE, set(namespace)])
    expect(at('infra')).toHaveLength(1)
    expect(at('default')).toEqual([])
  })

  it.each<[string, string | undefined]>([
    ['one that takes all', 'open'],
    ['any of several', undefined],
    ['one whose selector fits', 'team'],
  ])('finds nothing at %s', (_, section) => {
    expect(atParents(namespaceNotAllowed, [ref(section)], [EDGE, labelled({ team: 'a' })])).toEqual([])
  })

  it('holds nothing against a namespace whose labels are not known', () => {
    const object = route({ parentRefs: [ref('team'), ref('own')] }) as unknown as AnyObject
    const view = cluster(CLASS, EDGE, object)
    view.setState('Namespace', { state: 'unknown', why: 'no right to list' })
    const input = { kind: 'HTTPRoute' as const, object, before: undefined }
    expect(evaluate(input, view, implementationsFrom(SPEC), [namespaceNotAllowed]).findings).toMatchObject([
      { path: 'spec.parentRefs[1]', whole: false },
    ])
  })
})
