import { describe, expect, it } from 'vitest'
import { backendNotFound } from '../../src/rules/backend/backend-not-found.ts'
import { gateway, gatewayClass, grant, KUMA, route } from '../gateway/objects.ts'
import { ENVOY, GRANTS, inBackends, inRules, service, told } from './backends.ts'
import { foundBy } from './found.ts'
import { tracing } from './policies.ts'

const others = [service('shop', ['80'])]
const CONDITION = '(ResolvedRefs=False/BackendNotFound)'

describe('backend-not-found', () => {
  it('names each backend, mirror and authorization service that is absent, and what is lost', () => {
    const mirror = { type: 'RequestMirror', requestMirror: { backendRef: { name: 'copy', port: 80 } } }
    const auth = { type: 'ExternalAuth', externalAuth: { backendRef: { name: 'guard', port: 80 } } }
    const findings = inRules(
      backendNotFound,
      [
        {
          filters: [mirror, auth],
          backendRefs: [
            { name: 'shop', port: 80 },
            { name: 'absent', port: 80, weight: 3 },
            { name: 'idle', port: 80, weight: 0 },
          ],
        },
        { backendRefs: [{ name: 'gone', port: 81 }] },
      ],
      { others },
    )
    expect(told(findings)).toEqual([
      `spec.rules[0].backendRefs[1]: backend Service "absent" does not exist: 3 of 4 requests of its rule fail ${CONDITION}`,
      `spec.rules[0].backendRefs[2]: backend Service "idle" does not exist: its weight is 0, so no request is lost ${CONDITION}`,
      `spec.rules[0].filters[0].requestMirror.backendRef: mirror Service "copy" does not exist: nothing is mirrored ${CONDITION}`,
      `spec.rules[0].filters[1].externalAuth.backendRef: authorization Service "guard" does not exist: no request is authorized ${CONDITION}`,
      `spec.rules[1].backendRefs[0]: backend Service "gone" does not exist: every request of its rule fails ${CONDITION}`,
    ])
    expect(findings[4]).toMatchObject({
      class: 'absent',
      whole: false,
      hint: 'create Service "gone" with port 81, or name one that is there',
      condition: { type: 'ResolvedRefs', status: 'False', reason: 'BackendNotFound' },
      restsOn: [{ kind: 'Service', namespace: 'default', name: 'gone', state: 'absent' }],
    })
  })

  it('says how a Service is named, where the name is a hostname', () => {
    const names = ['reviews.prod', 'shop.default.svc', 'shop.prod.svc.cluster.local', 'api.example.com', 'odd..svc', 'plain']
    const findings = inBackends(
      backendNotFound,
      names.map((name) => ({ name, port: 80 })),
      { others },
    )
    expect(findings.map(({ hint }) => hint)).toEqual([
      'no Service has a dot in its name: write name: reviews and namespace: prod, with a ReferenceGrant there',
      'no Service has a dot in its name: write name: shop and namespace: default',
      'no Service has a dot in its name: write name: shop and namespace: prod, with a ReferenceGrant there',
      'no Service has a dot in its name: write its name and its namespace each in the field of its own',
      'no Service has a dot in its name: write its name and its namespace each in the field of its own',
      'create Service "plain" with port 80, or name one that is there',
    ])
  })

  it('tells of another namespace only what a grant opens', () => {
    const away = [
      { name: 'a', namespace: 'payments', port: 80 },
      { name: 'b', namespace: 'closed', port: 80 },
    ]
    expect(told(inBackends(backendNotFound, away, { others: GRANTS }))).toEqual([
      expect.stringMatching(/^spec.rules\[0\].backendRefs\[0\]: backend Service "a" of namespace "payments" does not exist/),
    ])
    expect(inBackends(backendNotFound, away)).toEqual([])
  })

  it('names the condition that the controller writes, and none where it writes none', () => {
    const backend = [
      { name: 'absent', port: 80 },
      { name: 'gone', port: 80 },
    ]
    const edge = gateway({ className: 'envoy', listeners: ['web HTTP 80'] })
    const elsewhere = route({ parentRefs: [{ name: 'absent' }], rules: [{ backendRefs: backend }] })
    for (const [object, entries] of [
      [elsewhere, []],
      [route({ parentRefs: [], rules: [{ backendRefs: backend }] }), []],
    ] as const) {
      const findings = foundBy(backendNotFound, object, [ENVOY, edge], entries)
      expect(findings.map(({ condition, atMost }) => [condition, atMost])).toEqual([
        [undefined, 'warn'],
        [undefined, 'warn'],
      ])
    }
  })

  it.each([
    ['a Service as the parent', [{ group: '', kind: 'Service', name: 'shop' }], [], 1],
    ['a kind of route that the controller does not read', [{ name: 'edge' }], [KUMA, gateway({ className: 'kuma', listeners: ['tcp TCP 9000'] })], 1],
    ['a parent of a controller that nobody knows', [{ name: 'edge' }], [gatewayClass('other', 'example.com/x'), gateway({ className: 'other' })], 0],
  ] as const)('with %s', (_, parentRefs, world, count) => {
    const object = route(
      {
        parentRefs,
        rules: [
          {
            backendRefs: [
              { name: 'shop', port: 80 },
              { name: 'absent', port: 80 },
            ],
          },
        ],
      },
      { kind: 'TCPRoute' },
    )
    const findings = foundBy(backendNotFound, object, [...others, ...world])
    expect(findings.map(({ atMost }) => atMost)).toEqual(Array(count).fill('warn'))
  })

  it('names the backend of an XTelemetryPolicy, where a grant does not hide it', () => {
    const found = (backendRef: unknown, kind = 'XTelemetryPolicy') => {
      const allow = grant('payments', { group: 'gateway.networking.x-k8s.io', kind, namespace: 'default' }, { kind: 'Service' })
      return foundBy(backendNotFound, tracing(backendRef), [...others, allow])
    }
    expect(found({ name: 'gone', port: 4317 })).toMatchObject([
      {
        class: 'absent',
        path: 'spec.tracing.provider.backendRef',
        message: `tracing backend Service "gone" does not exist: no span is exported ${CONDITION}`,
        condition: { type: 'ResolvedRefs', status: 'False', reason: 'BackendNotFound' },
        restsOn: [{ kind: 'Service', namespace: 'default', name: 'gone', state: 'absent' }],
      },
    ])
    expect(found({ name: 'gone', namespace: 'payments', port: 4317 })).toHaveLength(1)
    expect(found({ name: 'gone', namespace: 'payments', port: 4317 }, 'HTTPRoute')).toEqual([])
    for (const other of [{ name: 'shop', port: 80 }, undefined, null, 7, {}]) expect(found(other)).toEqual([])
  })

  it('says nothing of other kinds that no view holds', () => {
    const backend = { group: 'gateway.networking.x-k8s.io', kind: 'XBackend', name: 'x' }
    expect(inBackends(backendNotFound, [backend, { ...backend, name: 'y' }], { className: gatewayClass('bare', 'example.com/x') })).toEqual([])
  })
})
