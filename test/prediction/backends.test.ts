import { describe, expect, it } from 'vitest'
import type { AnyObject, UntypedObject } from '../../src/gateway/objects.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { predict } from '../../src/prediction/index.ts'
import type { BackendUse } from '../../src/prediction/rule-facts.ts'
import { cluster, gateway, gatewayClass, grant, route } from '../gateway/objects.ts'
import { ENVOY, service } from '../rules/backends.ts'

const BARE = gatewayClass('bare', 'example.com/x')
const world = [
  ENVOY,
  BARE,
  gateway({ className: 'envoy', listeners: ['web HTTP 80', 'web2 HTTP 81'] }),
  gateway({ name: 'other', className: 'bare', listeners: ['web HTTP 80'] }),
]

function usesIn(
  spec: Record<string, unknown>,
  others: readonly UntypedObject[],
  unknown: readonly ('Service' | 'ReferenceGrant')[] = [],
): readonly BackendUse[] {
  const object = route(spec) as unknown as AnyObject
  const view = cluster(...world, ...others, object)
  for (const kind of unknown) view.setState(kind, { state: 'unknown', why: 'not listed yet' })
  const prediction = predict({ kind: 'HTTPRoute', object, before: undefined }, view, implementationsFrom(['gateway-api@1.7', 'envoy-gateway@1.9']))
  if (prediction?.kind !== 'Route') throw new Error('nothing predicted')
  return prediction.rules.backends
}
const troubles = (uses: readonly BackendUse[]) => uses.map((use) => use.troubles.map((trouble) => trouble.is).join(' '))

const names = ['shop', 'absent', 'outside', 'udp']
const others = [service('shop', ['80']), service('outside', ['80'], { type: 'ExternalName' }), service('udp', ['80/UDP'])]
const backendRefs = [
  ...names.map((name) => ({ name, port: 80 })),
  { name: 'shop', port: 81 },
  { name: 'shop' },
  { kind: 'Pod', name: 'shop', port: 80 },
]
const ALL = ['', 'absent', 'external name', 'protocol', 'port', 'port not given', 'kind']

describe('the backends of a route', () => {
  it.each([
    ['one parent', [{ name: 'edge' }]],
    ['several parents of several controllers', [{ name: 'edge', sectionName: 'web' }, { name: 'edge', sectionName: 'web2' }, { name: 'other' }]],
    ['a parent that does not take it', [{ name: 'edge', sectionName: 'none' }]],
    ['a parent that is absent', [{ name: 'absent' }]],
    ['a Service as the parent', [{ group: '', kind: 'Service', name: 'shop' }]],
    ['no parent', []],
  ])('are told once each, the same with %s', (_, parentRefs) => {
    expect(troubles(usesIn({ parentRefs, rules: [{ backendRefs }] }, others))).toEqual(ALL)
  })

  it('are told as far as the view knows', () => {
    expect(troubles(usesIn({ rules: [{ backendRefs }] }, others, ['Service']))).toEqual(['', '', '', '', '', 'port not given', 'kind'])
    const away = backendRefs.map((one) => ({ ...one, namespace: 'payments' }))
    expect(troubles(usesIn({ rules: [{ backendRefs: away }] }, others, ['ReferenceGrant']))).toEqual(['', '', '', '', '', 'port not given', 'kind'])
  })

  it('are told nothing of without a grant, and all with one', () => {
    const away = backendRefs.map((one) => ({ ...one, namespace: 'payments' }))
    const there = [
      service('shop', ['80'], {}, 'payments'),
      service('outside', ['80'], { type: 'ExternalName' }, 'payments'),
      service('udp', ['80/UDP'], {}, 'payments'),
    ]
    expect(troubles(usesIn({ rules: [{ backendRefs: away }] }, there))).toEqual(ALL.map(() => ''))
    const grants = ['Service', 'Pod'].map((kind) => grant('payments', { kind: 'HTTPRoute', namespace: 'default' }, { kind }, kind.toLowerCase()))
    expect(troubles(usesIn({ rules: [{ backendRefs: away }] }, [...there, ...grants]))).toEqual(ALL)
  })

  it('of any shape are looked at without harm', () => {
    const odd = [
      null,
      'shop',
      {},
      { name: 5 },
      { name: 'shop', port: '80' },
      { name: 'shop', port: 80, weight: 'x', filters: [null, { requestMirror: 1 }, { type: 7 }] },
    ]
    const rules = [null, 1, { backendRefs: 'x' }, { filters: {}, matches: [null, { path: 1, headers: 'x' }] }, { backendRefs: odd }]
    expect(troubles(usesIn({ rules }, others))).toEqual(['port not given', ''])
  })
})
