import { describe, expect, it } from 'vitest'
import { createJudge } from '../../src/engine/judge.ts'
import type { UntypedObject } from '../../src/gateway/objects.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { RULES } from '../../src/rules/index.ts'
import { cluster, gateway, ISTIO, KUMA, route } from '../gateway/objects.ts'
import { foundOnChange, foundOnDelete } from './found.ts'

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
