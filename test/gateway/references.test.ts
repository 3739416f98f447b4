import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Kind } from '../../src/gateway/kinds.ts'
import type { AnyObject } from '../../src/gateway/objects.ts'
import { mayLeave, referencesOf } from '../../src/gateway/references.ts'
import { anyJson } from './arbitrary.ts'
import { atPath } from './objects.ts'

const object = (kind: Kind, spec: unknown): AnyObject =>
  ({ apiVersion: 'gateway.networking.k8s.io/v1', kind, metadata: { name: 'x', namespace: 'here' }, spec }) as unknown as AnyObject

/** `role path group/Kind namespace/name` */
const found = (kind: Kind, spec: unknown): string[] =>
  referencesOf(kind, object(kind, spec)).map(({ role, path, to }) => `${role} ${path} ${to.group}/${to.kind} ${to.namespace}/${to.name}`)

const away = (name: string) => ({ name, namespace: 'away', port: 80 })
const mirror = (name: string) => ({ type: 'RequestMirror', requestMirror: { backendRef: away(name) } })
const auth = (name: string) => ({ type: 'ExternalAuth', externalAuth: { protocol: 'HTTP', backendRef: away(name) } })

describe('references of routes', () => {
  it.each(['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const)('%s: every backendRef of every rule', (kind) => {
    const spec = {
      rules: [{ backendRefs: [away('a'), { name: 'b' }] }, {}, { backendRefs: [{ ...away('c'), group: 'kuma.io', kind: 'MeshService' }] }],
    }
    expect(found(kind, spec)).toEqual([
      'backend spec.rules[0].backendRefs[0] /Service away/a',
      'backend spec.rules[0].backendRefs[1] /Service here/b',
      'backend spec.rules[2].backendRefs[0] kuma.io/MeshService away/c',
    ])
  })

  it.each(['HTTPRoute', 'GRPCRoute'] as const)('%s: mirrors of rules and of backends, several of each', (kind) => {
    const spec = {
      rules: [
        {
          filters: [{ type: 'RequestHeaderModifier' }, mirror('m1'), mirror('m2')],
          backendRefs: [{ ...away('a'), filters: [mirror('m3'), mirror('m4')] }],
        },
      ],
    }
    expect(found(kind, spec)).toEqual([
      'mirror spec.rules[0].filters[1].requestMirror.backendRef /Service away/m1',
      'mirror spec.rules[0].filters[2].requestMirror.backendRef /Service away/m2',
      'backend spec.rules[0].backendRefs[0] /Service away/a',
      'mirror spec.rules[0].backendRefs[0].filters[0].requestMirror.backendRef /Service away/m3',
      'mirror spec.rules[0].backendRefs[0].filters[1].requestMirror.backendRef /Service away/m4',
    ])
  })

  it('HTTPRoute: external authorization of rules and of backends', () => {
    const spec = { rules: [{ filters: [auth('e1')], backendRefs: [{ ...away('a'), filters: [auth('e2')] }] }, { filters: [auth('e3')] }] }
    expect(found('HTTPRoute', spec)).toEqual([
      'external auth spec.rules[0].filters[0].externalAuth.backendRef /Service away/e1',
      'backend spec.rules[0].backendRefs[0] /Service away/a',
      'external auth spec.rules[0].backendRefs[0].filters[0].externalAuth.backendRef /Service away/e2',
      'external auth spec.rules[1].filters[0].externalAuth.backendRef /Service away/e3',
    ])
  })
})

describe('references of Gateways and ListenerSets', () => {
  it.each(['Gateway', 'ListenerSet'] as const)('%s: certificates and, in the older experimental form, client CAs of every listener', (kind) => {
    const spec = {
      listeners: [
        { name: 'a', tls: { certificateRefs: [{ name: 'one' }, { name: 'two', namespace: 'away' }] } },
        { name: 'b' },
        {
          name: 'c',
          tls: { certificateRefs: [{ name: 'three' }], frontendValidation: { caCertificateRefs: [{ group: '', kind: 'ConfigMap', ...away('ca') }] } },
        },
      ],
    }
    expect(found(kind, spec)).toEqual([
      'certificate spec.listeners[0].tls.certificateRefs[0] /Secret here/one',
      'certificate spec.listeners[0].tls.certificateRefs[1] /Secret away/two',
      'certificate spec.listeners[2].tls.certificateRefs[0] /Secret here/three',
      'CA certificate spec.listeners[2].tls.frontendValidation.caCertificateRefs[0] /ConfigMap away/ca',
    ])
  })

  it('Gateway: client certificate and CAs, default and per port', () => {
    const cas = (...names: string[]) => ({
      validation: { caCertificateRefs: names.map((name) => ({ group: '', kind: 'ConfigMap', name, namespace: 'away' })) },
    })
    const spec = {
      listeners: [],
      tls: {
        backend: { clientCertificateRef: { name: 'client', namespace: 'away' } },
        frontend: { default: cas('d1', 'd2'), perPort: [{ port: 443, tls: cas('p1') }, { port: 8443 }, { port: 9443, tls: cas('p2', 'p3') }] },
      },
    }
    expect(found('Gateway', spec)).toEqual([
      'client certificate spec.tls.backend.clientCertificateRef /Secret away/client',
      'CA certificate spec.tls.frontend.default.validation.caCertificateRefs[0] /ConfigMap away/d1',
      'CA certificate spec.tls.frontend.default.validation.caCertificateRefs[1] /ConfigMap away/d2',
      'CA certificate spec.tls.frontend.perPort[0].tls.validation.caCertificateRefs[0] /ConfigMap away/p1',
      'CA certificate spec.tls.frontend.perPort[2].tls.validation.caCertificateRefs[0] /ConfigMap away/p2',
      'CA certificate spec.tls.frontend.perPort[2].tls.validation.caCertificateRefs[1] /ConfigMap away/p3',
    ])
  })

  it('Gateway: client certificate in the place of v1.2 to v1.4', () => {
    expect(found('Gateway', { backendTLS: { clientCertificateRef: away('old') } })).toEqual([
      'client certificate spec.backendTLS.clientCertificateRef /Secret away/old',
    ])
  })

  it('a Secret as CA, and trust bundles of the cluster, which need no grant', () => {
    const refs = [
      { group: '', kind: 'Secret', name: 'ca', namespace: 'away' },
      { group: 'certificates.k8s.io', kind: 'ClusterTrustBundle', name: 'bundle' },
    ]
    expect(found('Gateway', { tls: { frontend: { default: { validation: { caCertificateRefs: refs } } } } })).toEqual([
      'CA certificate spec.tls.frontend.default.validation.caCertificateRefs[0] /Secret away/ca',
    ])
  })
})

describe('references of other kinds', () => {
  it('XBackend: its client certificate', () => {
    const references = referencesOf('XBackend', object('XBackend', { tls: { clientCertificateRef: away('client') } }))
    expect(references).toEqual([
      {
        role: 'client certificate',
        path: 'spec.tls.clientCertificateRef',
        from: { group: 'gateway.networking.x-k8s.io', kind: 'XBackend', namespace: 'here' },
        to: { group: '', kind: 'Secret', namespace: 'away', name: 'client' },
      },
    ])
  })

  it('XTelemetryPolicy: who receives its spans, and not its targets', () => {
    const provider = { backendRef: { name: 'collector', namespace: 'away' } }
    expect(found('XTelemetryPolicy', { targetRefs: [away('a')], tracing: { provider } })).toEqual([
      'tracing backend spec.tracing.provider.backendRef /Service away/collector',
    ])
    for (const tracing of [null, 7, {}, { provider: null }, { provider: [] }, { provider: { backendRef: 'x' } }]) {
      expect(found('XTelemetryPolicy', { tracing })).toEqual([])
    }
  })

  it.each(['BackendTLSPolicy', 'XBackendTrafficPolicy', 'ReferenceGrant', 'GatewayClass'] as const)(
    '%s: none, what it names is local or of the cluster',
    (kind) => {
      const spec = { targetRefs: [away('a')], validation: { caCertificateRefs: [away('b')] }, parametersRef: away('c') }
      expect(found(kind, spec)).toEqual([])
    },
  )

  it('a parent is attached by allowedRoutes, not by a grant', () => {
    expect(found('HTTPRoute', { parentRefs: [away('edge')], rules: [] })).toEqual([])
  })
})

describe('odd shapes', () => {
  const odd: unknown[] = [undefined, null, 0, '', 'text', [], [null], {}, true]

  it.each(['HTTPRoute', 'Gateway', 'ListenerSet', 'XBackend', 'XTelemetryPolicy'] as const)(
    '%s of any shape has no references and does not throw',
    (kind) => {
      for (const value of odd) {
        expect(found(kind, value)).toEqual([])
        expect(found(kind, { rules: value, listeners: value, tls: value, backendTLS: value })).toEqual([])
        expect(found(kind, { rules: [value], listeners: [value], tls: { frontend: value, backend: value } })).toEqual([])
        expect(found(kind, { rules: [{ backendRefs: value, filters: value }], listeners: [{ tls: value }] })).toEqual([])
        expect(found(kind, { rules: [{ backendRefs: [{ name: value === '' || value === 'text' ? 1 : value }] }] })).toEqual([])
      }
    },
  )

  it('a bad entry hides no good one, and positions stay those of the object', () => {
    const spec = { rules: [null, 'x', { backendRefs: [7, away('a')], filters: [null, mirror('m')] }] }
    const references = referencesOf('HTTPRoute', object('HTTPRoute', spec))
    expect(references.map((reference) => reference.path)).toEqual([
      'spec.rules[2].filters[1].requestMirror.backendRef',
      'spec.rules[2].backendRefs[1]',
    ])
    for (const { path, to } of references) expect(atPath({ spec }, path)).toMatchObject({ name: to.name })
  })
})

it('of a route that is said not to leave its namespace, no reference does', () => {
  const ref = fc.record({ name: fc.constant('a'), namespace: fc.constantFrom('here', 'away', 7, null) }, { requiredKeys: ['name'] })
  const filter = fc.oneof(
    fc.record({ requestMirror: fc.oneof(fc.record({ backendRef: ref }), anyJson) }),
    fc.record({ externalAuth: fc.record({ backendRef: ref }) }),
    fc.constant({ type: 'URLRewrite' }),
  )
  const filters = fc.option(fc.oneof(fc.array(filter, { maxLength: 2 }), anyJson), { nil: undefined })
  const backend = fc.tuple(ref, filters).map(([one, own]) => (own === undefined ? one : { ...one, filters: own }))
  const rule = fc.record({ backendRefs: fc.oneof(fc.array(backend, { maxLength: 3 }), anyJson), filters }, { requiredKeys: [] })
  fc.assert(
    fc.property(fc.constantFrom('HTTPRoute', 'TCPRoute'), fc.oneof(fc.array(rule, { maxLength: 3 }), anyJson), (kind, rules) => {
      const one = object(kind as Kind, { rules })
      const leaving = referencesOf(kind as Kind, one).filter(({ to }) => to.namespace !== 'here')
      expect(leaving.length > 0 && !mayLeave(kind as Kind, one)).toBe(false)
    }),
    { numRuns: 1000 },
  )
  const plain = { backendRefs: [{ name: 'a' }], filters: [{ type: 'URLRewrite' }] }
  const at = (rules: unknown) => mayLeave('HTTPRoute', object('HTTPRoute', { rules }))
  expect([at([plain]), at([plain, { backendRefs: [{ name: 'a', namespace: 'away' }] }])]).toEqual([false, true])
})
