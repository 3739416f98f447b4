import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import type { UntypedObject } from '../../src/gateway/objects.ts'
import { missingReferenceGrant } from '../../src/rules/reference/missing-reference-grant.ts'
import { BARE, gateway, grant, ISTIO, KUMA, route } from '../gateway/objects.ts'
import { foundBy } from './found.ts'
import { tracing } from './policies.ts'

const istio = [ISTIO, gateway({ className: 'istio', listeners: ['web HTTP 80'] })]
const away = (name: string) => ({ name, namespace: 'payments', port: 80 })
const backends = (...names: string[]) => ({ rules: [{ backendRefs: names.map(away) }] })
const hinted = (hint: string): UntypedObject => load(hint.replace(/^this one would: /, '')) as UntypedObject

describe('missing-reference-grant', () => {
  it('names the reference, and holds the grant that would permit it', () => {
    expect(foundBy(missingReferenceGrant, route(backends('billing')), istio)).toEqual([
      {
        rule: 'missing-reference-grant',
        class: 'missing-grant',
        whole: false,
        path: 'spec.rules[0].backendRefs[0]',
        key: 'backend /Service payments/billing',
        message:
          'HTTPRoute in namespace "default" may not use Service "billing" of namespace "payments" as backend: ' +
          'no ReferenceGrant there permits it (ResolvedRefs=False/RefNotPermitted)',
        hint:
          'this one would: {apiVersion: gateway.networking.k8s.io/v1beta1, kind: ReferenceGrant, ' +
          'metadata: {name: httproutes-from-default-to-billing, namespace: payments}, ' +
          'spec: {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: default}], to: [{group: "", kind: Service, name: billing}]}}',
        condition: { type: 'ResolvedRefs', status: 'False', reason: 'RefNotPermitted' },
        restsOn: [{ kind: 'ReferenceGrant', namespace: 'payments', state: 'absent' }],
        related: [],
      },
    ])
  })

  const listenerTls = (name: string) => ({
    name,
    port: 443,
    protocol: 'HTTPS',
    tls: { certificateRefs: [{ name: `${name}-cert`, namespace: 'certs' }] },
  })
  const tls = {
    backend: { clientCertificateRef: { name: 'client', namespace: 'certs' } },
    frontend: { default: { validation: { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca', namespace: 'certs' }] } } },
  }
  const set = (listeners: unknown[]) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'ListenerSet',
    metadata: { name: 'more', namespace: 'default' },
    spec: { parentRef: { name: 'edge' }, listeners },
  })
  const backend = {
    apiVersion: 'gateway.networking.x-k8s.io/v1alpha1',
    kind: 'XBackend',
    metadata: { name: 'x', namespace: 'default' },
    spec: { tls: { clientCertificateRef: { name: 'client', namespace: 'certs' } } },
  }
  const mirror = { filters: [{ type: 'RequestMirror', requestMirror: { backendRef: away('copy') } }] }

  it.each<[string, UntypedObject, string[]]>([
    ['HTTPRoute', route(backends('a', 'b')), ['spec.rules[0].backendRefs[0]', 'spec.rules[0].backendRefs[1]']],
    ['GRPCRoute', route(backends('a', 'b'), { kind: 'GRPCRoute' }), ['spec.rules[0].backendRefs[0]', 'spec.rules[0].backendRefs[1]']],
    ['TLSRoute', route(backends('a', 'b'), { kind: 'TLSRoute' }), ['spec.rules[0].backendRefs[0]', 'spec.rules[0].backendRefs[1]']],
    ['TCPRoute', route(backends('a', 'b'), { kind: 'TCPRoute' }), ['spec.rules[0].backendRefs[0]', 'spec.rules[0].backendRefs[1]']],
    [
      'mirrors',
      route({ rules: [{ ...mirror, backendRefs: [{ name: 'near', ...mirror }] }] }),
      ['spec.rules[0].backendRefs[0].filters[0].requestMirror.backendRef', 'spec.rules[0].filters[0].requestMirror.backendRef'],
    ],
    [
      'a Gateway',
      gateway({ className: 'istio', spec: { listeners: [listenerTls('a'), listenerTls('b')], tls } }),
      [
        'spec.listeners[0].tls.certificateRefs[0]',
        'spec.listeners[1].tls.certificateRefs[0]',
        'spec.tls.backend.clientCertificateRef',
        'spec.tls.frontend.default.validation.caCertificateRefs[0]',
      ],
    ],
    [
      'a ListenerSet',
      set([listenerTls('a'), listenerTls('b')]),
      ['spec.listeners[0].tls.certificateRefs[0]', 'spec.listeners[1].tls.certificateRefs[0]'],
    ],
    ['an XBackend', backend, ['spec.tls.clientCertificateRef']],
    ['an XTelemetryPolicy', tracing({ name: 'collector', namespace: 'telemetry', port: 4317 }), ['spec.tracing.provider.backendRef']],
  ])('%s: every reference, and the grants of the hints permit all of it and nothing less', (_, object, paths) => {
    const findings = foundBy(missingReferenceGrant, object, istio)
    expect(findings.map(({ path }) => path)).toEqual(paths)
    const grants = findings.map(({ hint }) => hinted(hint))
    expect(foundBy(missingReferenceGrant, object, [...istio, ...grants])).toEqual([])
    for (const one of findings) {
      const others = grants.filter((made) => made.metadata.name !== hinted(one.hint).metadata.name)
      expect(foundBy(missingReferenceGrant, object, [...istio, ...others]).map(({ key }) => key)).toContain(one.key)
    }
  })

  it('a grant for routes does not hold for an XTelemetryPolicy, nor one that names it in the group of routes', () => {
    const policy = tracing({ name: 'collector', namespace: 'telemetry', port: 4317 })
    const to = { kind: 'Service', name: 'collector' }
    const others = ['HTTPRoute', 'XTelemetryPolicy'].map((kind) => grant('telemetry', { kind, namespace: 'default' }, to, kind.toLowerCase()))
    expect(foundBy(missingReferenceGrant, policy, others)).toMatchObject([
      {
        class: 'missing-grant',
        message: expect.stringContaining('as tracing backend: no ReferenceGrant there permits it (ResolvedRefs=False/RefNotPermitted)'),
        hint: expect.stringContaining('from: [{group: gateway.networking.x-k8s.io, kind: XTelemetryPolicy, namespace: default}]'),
      },
    ])
    expect(foundBy(missingReferenceGrant, tracing({ name: 'collector', port: 4317 }), [])).toEqual([])
  })

  it('a UDPRoute, where the controller reads such', () => {
    const bare = [BARE, gateway({ className: 'bare', listeners: ['dns UDP 53'] })]
    expect(foundBy(missingReferenceGrant, route(backends('a'), { kind: 'UDPRoute' }), bare, ['gateway-api@1.7'])).toHaveLength(1)
    expect(foundBy(missingReferenceGrant, route(backends('a'), { kind: 'UDPRoute' }), istio)).toEqual([])
  })

  it('a grant for a Gateway does not hold for its ListenerSet', () => {
    const forGateway = grant('certs', { kind: 'Gateway', namespace: 'default' }, { kind: 'Secret' })
    expect(foundBy(missingReferenceGrant, set([listenerTls('a')]), [...istio, forGateway])).toHaveLength(1)
    const forSet = grant('certs', { kind: 'ListenerSet', namespace: 'default' }, { kind: 'Secret' })
    expect(foundBy(missingReferenceGrant, set([listenerTls('a')]), [...istio, forSet])).toEqual([])
  })

  it('says the same whether or not the target exists', () => {
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'billing', namespace: 'payments' }, spec: { ports: [{ port: 80 }] } }
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'payments' } }
    expect(foundBy(missingReferenceGrant, route(backends('billing')), [...istio, service, namespace])).toEqual(
      foundBy(missingReferenceGrant, route(backends('billing')), istio),
    )
  })

  it('says nothing of grants that are there for others', () => {
    const others = grant('payments', { kind: 'HTTPRoute', namespace: 'hidden' }, { kind: 'Service', name: 'hidden-too' }, 'hidden-grant')
    expect(JSON.stringify(foundBy(missingReferenceGrant, route(backends('billing')), [...istio, others]))).not.toContain('hidden')
  })

  it('a name with a line break stays within one line', () => {
    const [finding] = foundBy(missingReferenceGrant, route(backends('a\nDENIED: b')), istio)
    expect(finding?.message).toContain('"a DENIED: b"')
  })

  it('refuses nothing and names no condition while the parent is absent', () => {
    const findings = foundBy(missingReferenceGrant, route({ ...backends('a', 'b'), parentRefs: [{ name: 'absent' }] }), istio)
    expect(findings.map(({ atMost, condition }) => [atMost, condition])).toEqual([
      ['warn', undefined],
      ['warn', undefined],
    ])
    expect(findings[0]?.message).not.toContain('RefNotPermitted')
  })

  it.each<[string, UntypedObject, UntypedObject[]]>([
    ['the own namespace, spelt out', route({ rules: [{ backendRefs: [{ name: 'a', namespace: 'default', port: 80 }] }] }), istio],
    ['a mesh route', route({ ...backends('a'), parentRefs: [{ group: '', kind: 'Service', name: 'svc' }] }), istio],
    ['a route without parents', route({ ...backends('a'), parentRefs: [] }), istio],
    ['a controller that nobody knows', route(backends('a')), [BARE, gateway({ className: 'bare' })]],
    ['a kind that the controller does not read', route(backends('a'), { kind: 'TCPRoute' }), [KUMA, gateway({ className: 'kuma' })]],
  ])('finds nothing in %s', (_, object, others) => {
    expect(foundBy(missingReferenceGrant, object, others)).toEqual([])
  })
})
