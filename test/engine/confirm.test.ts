import { describe, expect, it } from 'vitest'
import type { Claim, Testimony } from '../../src/gateway/ports.ts'
import { cluster, gateway, grant, KONG, route } from '../gateway/objects.ts'
import { create, judgeOf, said } from './judge-of.ts'

const edge = gateway({ name: 'edge', listeners: ['a HTTP 80'] })
const cross = route({
  parentRefs: [{ name: 'edge' }, { name: 'absent' }],
  rules: [{ backendRefs: ['a', 'b'].map((name) => ({ name, namespace: 'pay', port: 80 })) }],
})
const view = cluster(KONG, edge)
const judge = judgeOf(view)
const BASIS: readonly Claim[] = [
  { kind: 'Gateway', namespace: 'default', name: 'edge' },
  { kind: 'GatewayClass', name: 'kong' },
]
const GRANTS: Claim = { kind: 'ReferenceGrant', namespace: 'pay' }
const refusals = (testimony: Partial<Testimony>) => judge.reconsider(create(cross), { view, heard: [], pending: [], ...testimony }).verdict

describe('what a refusal rests on', () => {
  it('is who serves the object, and what its findings name, each once', () => {
    const verdict = judge.review(create(cross))
    expect(verdict.allowed).toBe(false)
    expect(judge.claims(create(cross), verdict)).toEqual([...BASIS, GRANTS])
  })

  it('is nothing where nothing is refused', () => {
    const warned = judgeOf(view, { preset: 'warn-only' })
    expect(warned.claims(create(cross), warned.review(create(cross)))).toEqual([])
  })

  it('reaches a class through a ListenerSet', () => {
    const set = (name: string, parentRef: object) => ({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'ListenerSet',
      metadata: { name, namespace: 'default' },
      spec: { parentRef, listeners: [{ name: 'a', port: 80, protocol: 'HTTP' }] },
    })
    const istio = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GatewayClass',
      metadata: { name: 'istio' },
      spec: { controllerName: 'istio.io/gateway-controller' },
    }
    const of = judgeOf(cluster(istio, gateway({ name: 'edge', className: 'istio' }), set('more', { name: 'edge' })))
    const subject = create(
      route({ parentRefs: [{ kind: 'ListenerSet', name: 'more' }], rules: [{ backendRefs: [{ name: 'a', namespace: 'pay', port: 80 }] }] }),
    )
    expect(of.claims(subject, of.review(subject)).map(({ kind, name }) => `${kind}/${name ?? ''}`)).toEqual([
      'ListenerSet/more',
      'Gateway/edge',
      'GatewayClass/istio',
      'ReferenceGrant/',
    ])
  })
})

describe('with what a witness said', () => {
  it('stands where all of it was heard', () => {
    expect(said(refusals({ heard: [...BASIS, GRANTS] })).filter((one) => one.startsWith('deny'))).toHaveLength(2)
  })

  it.each<[string, readonly Claim[]]>([
    ['nothing', []],
    ['only the grants', [GRANTS]],
    ['only who serves it', BASIS],
  ])('becomes a warning that says so where %s was heard', (_, heard) => {
    const verdict = refusals({ heard })
    expect(verdict.allowed).toBe(true)
    const told = verdict.findings.filter(({ rule }) => rule === 'missing-reference-grant')
    expect(told.map(({ decision }) => decision)).toEqual(['warn', 'warn'])
    for (const { message } of told) expect(message).toMatch(/; not refused, since the API server did not confirm in time what this rests on$/)
  })

  it('falls where the live read shows otherwise, for one reference and not for the other', () => {
    const granted = grant('some', { kind: 'HTTPRoute', namespace: 'default' }, { kind: 'Service', name: 'a' }, 'pay')
    const fresh = cluster(KONG, edge, { ...granted, metadata: { name: 'some', namespace: 'pay' } })
    const verdict = refusals({ view: fresh, heard: [...BASIS, GRANTS] })
    expect(said(verdict).filter((one) => one.includes('missing-reference-grant'))).toEqual([
      'deny missing-reference-grant spec.rules[0].backendRefs[1]',
    ])
  })

  it('tells to try again where it rests on an object that is only being written', () => {
    const [edgeClaim, kong] = BASIS as [Claim, Claim]
    const verdict = refusals({ heard: [kong, GRANTS], pending: [edgeClaim] })
    expect(verdict.allowed).toBe(false)
    for (const { decision, hint } of verdict.findings) {
      if (decision === 'deny') expect(hint).toMatch(/^Gateway "edge" is being written at this moment: try again; else /)
    }
  })
})
