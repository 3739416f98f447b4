import { describe, expect, it } from 'vitest'
import { createJudge } from '../../src/engine/judge.ts'
import type { UntypedObject } from '../../src/gateway/objects.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { RULES } from '../../src/rules/index.ts'
import { cluster, gateway, ISTIO, KUMA, route } from '../gateway/objects.ts'
import { foundOnChange, foundOnDelete } from './found.ts'
import { tracing } from './policies.ts'

const edge = gateway({ className: 'kuma', listeners: ['web HTTP 80'] })
const grant = (to: Record<string, unknown>[], name = 'grant'): UntypedObject => ({
  apiVersion: 'gateway.networking.k8s.io/v1beta1',
  kind: 'ReferenceGrant',
  metadata: { name, namespace: 'payments' },
  spec: { from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'default' }], to },
})
const SERVICE = { group: '', kind: 'Service' }
const pays = (name: string, service = 'billing') =>
  route(
    {
      rules: [
        {
          backendRefs: [
            { name: service, namespace: 'payments', port: 80 },
            { name: 'own', port: 80 },
          ],
        },
      ],
    },
    { name },
  )

describe('dependents-lose', () => {
  it('a grant that is deleted: how many referrers, in how many namespaces, and no name of theirs', () => {
    const [finding, ...rest] = foundOnDelete(grant([SERVICE]), [edge, KUMA, pays('shop-a'), pays('shop-b')])
    expect(rest).toEqual([])
    expect(finding).toMatchObject({
      rule: 'dependents-lose',
      class: 'consequence',
      path: '',
      message: 'deleting this ReferenceGrant takes the permission for a reference from 2 HTTPRoutes in 1 namespace',
      condition: { type: 'ResolvedRefs', status: 'False', reason: 'RefNotPermitted' },
    })
    expect(JSON.stringify(finding)).not.toMatch(/shop-|default/)
  })

  it('a grant that is narrowed, and one that another grant makes up for', () => {
    const routes = [pays('shop-a'), pays('shop-b', 'ledger')]
    const narrowed = grant([{ ...SERVICE, name: 'billing' }])
    expect(foundOnChange(grant([SERVICE]), narrowed, routes).map((f) => f.message)).toEqual([
      'this change of the ReferenceGrant takes the permission for a reference from 1 HTTPRoute in 1 namespace',
    ])
    expect(foundOnChange(narrowed, grant([SERVICE]), routes)).toEqual([])
    expect(foundOnDelete(narrowed, [...routes, grant([SERVICE], 'other')])).toEqual([])
    expect(foundOnDelete(grant([{ ...SERVICE, name: 'unused' }]), routes)).toEqual([])
  })

  it('a grant that XTelemetryPolicies need', () => {
    const given = grant([SERVICE])
    const from = [{ group: 'gateway.networking.x-k8s.io', kind: 'XTelemetryPolicy', namespace: 'default' }]
    const forPolicies = { ...given, spec: { ...(given.spec as object), from } }
    const policies = ['a', 'b'].map((name) => tracing({ name: 'collector', namespace: 'payments', port: 4317 }, { name }))
    expect(foundOnDelete(forPolicies, [...policies, pays('shop')])).toMatchObject([
      { message: 'deleting this ReferenceGrant takes the permission for a reference from 2 XTelemetryPolicies in 1 namespace' },
    ])
    expect(foundOnDelete(given, policies)).toEqual([])
  })

  it('a Gateway, a ListenerSet and a class that are deleted', () => {
    const set = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'ListenerSet',
      metadata: { name: 'more', namespace: 'a' },
      spec: { parentRef: { name: 'edge', namespace: 'default' } },
    }
    const far = { ...route({ parentRefs: [{ name: 'edge', namespace: 'default' }] }, { name: 'far', namespace: 'b' }) }
    expect(foundOnDelete(edge, [KUMA, route({}), far, set]).map((f) => f.message)).toEqual([
      'deleting this Gateway takes their parent from 2 HTTPRoutes and 1 ListenerSet in 3 namespaces',
    ])
    const istioEdge = gateway({ className: 'istio' })
    expect(foundOnDelete(set, [ISTIO, istioEdge, route({ parentRefs: [{ kind: 'ListenerSet', name: 'more', namespace: 'a' }] })])).toHaveLength(1)
    expect(foundOnDelete(KUMA, [edge, gateway({ name: 'other', className: 'kuma' })]).map((f) => f.message)).toEqual([
      'deleting this GatewayClass takes their class from 2 Gateways in 1 namespace',
    ])
  })

  describe('a Gateway that is changed', () => {
    const EG = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GatewayClass',
      metadata: { name: 'eg' },
      spec: { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' },
    }
    const open = (name: string, port: number, more: object = {}) => ({
      name,
      port,
      protocol: 'HTTP',
      allowedRoutes: { namespaces: { from: 'All' } },
      ...more,
    })
    const gate = (listeners: readonly object[], more: object = {}) => ({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'edge', namespace: 'default' },
      spec: { gatewayClassName: 'eg', allowedListeners: { namespaces: { from: 'All' } }, listeners, ...more },
    })
    const to = (name: string, ref: object = {}, namespace = 'default', hostnames?: string[]) =>
      route({ parentRefs: [{ name: 'edge', namespace: 'default', ...ref }], ...(hostnames && { hostnames }) }, { name, namespace })
    const more = (name: string, listeners: readonly object[], namespace = 'a', parent = 'edge') => ({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'ListenerSet',
      metadata: { name, namespace, creationTimestamp: '2026-01-01T00:00:00Z' },
      spec: { parentRef: { name: parent, namespace: 'default' }, listeners },
    })
    const before = gate([open('web', 80), open('api', 81)])
    const routes = [to('a', { sectionName: 'api' }), to('b', { port: 81 }, 'far'), to('c'), to('d', { sectionName: 'web' })]
    const messages = (after: UntypedObject, others: UntypedObject[], was: UntypedObject = before) =>
      foundOnChange(was, after, [EG, ...others]).map(({ message }) => message)

    it.each<[string, UntypedObject, UntypedObject[], string]>([
      ['a listener is removed', gate([open('web', 80)]), routes, '2 HTTPRoutes in 2 namespaces'],
      ['a listener is renamed', gate([open('web', 80), open('renamed', 81)]), routes, '1 HTTPRoute in 1 namespace'],
      ['a port is changed', gate([open('web', 80), open('api', 82)]), routes, '1 HTTPRoute in 1 namespace'],
      [
        'a hostname is set',
        gate([open('web', 80, { hostname: 'x.example' })]),
        [to('e', {}, 'default', ['y.example']), to('f', {}, 'a', ['x.example'])],
        '1 HTTPRoute in 1 namespace',
      ],
      [
        'the namespaces are narrowed',
        gate([open('web', 80, { allowedRoutes: { namespaces: { from: 'Same' } } })]),
        [to('e', {}, 'far'), to('f')],
        '1 HTTPRoute in 1 namespace',
      ],
      [
        'the kinds are narrowed',
        gate([open('web', 80, { allowedRoutes: { namespaces: { from: 'All' }, kinds: [{ kind: 'GRPCRoute' }] } })]),
        [to('e'), to('f', {}, 'far')],
        '2 HTTPRoutes in 2 namespaces',
      ],
      [
        'a conflict takes the listener away',
        gate([open('web', 80), { name: 'raw', port: 80, protocol: 'TCP' }]),
        [to('e'), to('f', {}, 'far')],
        '2 HTTPRoutes in 2 namespaces',
      ],
    ])('%s: routes that nothing serves any more', (_, after, others, what) => {
      expect(messages(after, others)).toEqual([`this change of the Gateway takes the last listener that serves them from ${what}`])
    })

    it('nothing is lost where others serve them still, where none was served, or where nothing of it changes', () => {
      expect(messages(gate([open('api', 81), open('web', 80)]), routes)).toEqual([])
      expect(messages(gate([open('web', 80)]), [to('c'), to('x', { sectionName: 'absent' }), to('y', {}, 'default', ['a.example'])])).toEqual([])
      expect(messages({ ...before, metadata: { ...before.metadata, labels: { a: 'b' } } } as UntypedObject, routes)).toEqual([])
      expect(messages(gate([], { gatewayClassName: 'foreign' }), routes)).toEqual([])
    })

    it('ListenerSets that are let in no longer, with the routes on them', () => {
      const sets = [more('one', [open('x', 90)]), more('two', [open('y', 91)], 'default')]
      const on = to('e', { kind: 'ListenerSet', name: 'one', namespace: 'a' }, 'far')
      const narrowed = gate([open('web', 80), open('api', 81)], { allowedListeners: { namespaces: { from: 'Same' } } })
      expect(messages(narrowed, [...sets, on, to('c')])).toEqual([
        'this change of the Gateway takes the last listener that serves them from 1 HTTPRoute in 1 namespace',
        'this change of the Gateway takes the right to add listeners from 1 ListenerSet in 1 namespace',
      ])
    })

    it('listeners of ListenerSets that it displaces', () => {
      const sets = [more('one', [open('x', 90), open('y', 91), open('z', 92)]), more('two', [open('w', 93)], 'b')]
      const wider = gate([open('web', 80), open('api', 81), open('mine', 90), open('too', 91)])
      expect(messages(wider, sets)).toEqual(['this change of the Gateway takes the place of 2 listeners from 1 ListenerSet in 1 namespace'])
      expect(JSON.stringify(foundOnChange(before, wider, [EG, ...sets]))).not.toMatch(/"one"|"two"/)
    })

    it('a ListenerSet that is changed, or goes to another Gateway, takes its own routes along and no others', () => {
      const was = more('one', [open('x', 90), open('y', 91)])
      const on = [
        to('e', { kind: 'ListenerSet', name: 'one', namespace: 'a', sectionName: 'x' }, 'far'),
        to('f', { kind: 'ListenerSet', name: 'one', namespace: 'a' }),
        to('c'),
      ]
      const others = [before, { ...before, metadata: { name: 'other', namespace: 'default' } }, ...on]
      expect(messages(more('one', [open('y', 91)]), others, was)).toEqual([
        'this change of the ListenerSet takes the last listener that serves them from 1 HTTPRoute in 1 namespace',
      ])
      expect(messages(more('one', [open('x', 80), open('y', 81)], 'a', 'other'), others, was)).toEqual([
        'this change of the ListenerSet takes the last listener that serves them from 2 HTTPRoutes in 2 namespaces',
      ])
    })

    it('a class that is no longer accepted', () => {
      const refused = { ...EG, spec: { ...EG.spec, parametersRef: { group: 'example.com', kind: 'Nothing', name: 'x' } } }
      expect(foundOnChange(EG, refused, [before, gate([])]).map(({ message }) => message)).toEqual([
        'this change of the GatewayClass takes their class from 1 Gateway in 1 namespace',
      ])
      expect(foundOnChange(refused, EG, [before])).toEqual([])
    })
  })

  it('nothing of a class that is not known, that Istio makes again, or that nobody uses', () => {
    expect(foundOnDelete(gateway({ className: 'foreign' }), [route({})])).toEqual([])
    expect(foundOnDelete(ISTIO, [gateway({ className: 'istio' })])).toEqual([])
    expect(foundOnDelete(KUMA, [])).toEqual([])
    expect(foundOnDelete(edge, [KUMA])).toEqual([])
  })

  it('warns, and never refuses a deletion, whatever is configured', () => {
    const view = cluster(KUMA, edge, route({}))
    const judge = createJudge({
      view,
      implementations: implementationsFrom([]),
      rules: RULES,
      defaulters: [],
      policyFor: () => ({ preset: 'default', rules: { 'dependents-lose': 'deny' } }),
    })
    const verdict = judge.review({ operation: 'DELETE', kind: 'Gateway', namespace: 'default', name: 'edge', oldObject: edge, dryRun: false })
    expect(verdict).toMatchObject({ allowed: true, findings: [{ rule: 'dependents-lose', decision: 'warn' }] })
  })
})
