import fc from 'fast-check'
import type { AnyObject } from '../../src/gateway/objects.ts'

const name = fc.constantFrom('a', 'b', 'c')
const scope = fc.constantFrom(undefined, undefined, undefined, 'All', 'None', 'Some')
const namespace = fc.constantFrom('n1', 'n2')
const created = fc.constantFrom(undefined, '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z')
const hostname = fc.constantFrom(undefined, 'a.example', 'b.example', '*.example')
const protocol = fc.constantFrom('HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP')
const controller = fc.constantFrom(
  'konghq.com/kic-gateway-controller',
  'istio.io/gateway-controller',
  'gateways.kuma.io/controller',
  'example.com/unknown',
)

const object = (kind: string, spec: fc.Arbitrary<unknown>, namespaced = true): fc.Arbitrary<AnyObject> =>
  fc.record({ name, namespace, created, spec }).map(
    (parts) =>
      ({
        apiVersion: `gateway.networking.k8s.io/${kind === 'ReferenceGrant' ? 'v1beta1' : 'v1'}`,
        kind,
        metadata: {
          name: parts.name,
          ...(namespaced && { namespace: parts.namespace }),
          ...(parts.created !== undefined && { creationTimestamp: parts.created }),
        },
        spec: parts.spec,
      }) as unknown as AnyObject,
  )

const reference = fc.record({ name, namespace: fc.option(namespace, { nil: undefined }), port: fc.constant(80) }).map(tidy)
const listener = fc
  .record({
    name: fc.constantFrom('l1', 'l2', 'l3', 'l4'),
    protocol,
    port: fc.constantFrom(80, 443),
    hostname,
    tls: fc.option(fc.record({ certificateRefs: fc.array(reference, { maxLength: 2 }) }), { nil: undefined }),
  })
  .map(tidy)
const listeners = fc.uniqueArray(listener, { maxLength: 4, selector: (l) => l.name })
const parentRef = fc
  .record({ name, namespace: fc.option(namespace, { nil: undefined }), kind: fc.constantFrom(undefined, 'Gateway', 'ListenerSet', 'Service') })
  .map(tidy)
const rule = fc
  .record({
    matches: fc.option(fc.constant([{ queryParams: [{ name: 'q', value: '1' }] }]), { nil: undefined }),
    backendRefs: fc.array(reference, { maxLength: 2 }),
  })
  .map(tidy)

/** Objects of a small cluster: few names, so that they meet. */
export const someObject: fc.Arbitrary<AnyObject> = fc.oneof(
  object('GatewayClass', fc.record({ controllerName: controller }), false),
  object('Gateway', fc.record({ gatewayClassName: name, listeners, defaultScope: scope }).map(tidy)),
  object('ListenerSet', fc.record({ parentRef, listeners })),
  object(
    'HTTPRoute',
    fc.record({ parentRefs: fc.array(parentRef, { maxLength: 3 }), rules: fc.array(rule, { maxLength: 2 }), useDefaultGateways: scope }).map(tidy),
  ),
  object('TCPRoute', fc.record({ parentRefs: fc.array(parentRef, { maxLength: 3 }), rules: fc.array(rule, { maxLength: 1 }) })),
  object(
    'ReferenceGrant',
    fc.record({
      from: fc.array(fc.record({ group: fc.constant('gateway.networking.k8s.io'), kind: fc.constantFrom('HTTPRoute', 'Gateway'), namespace }), {
        maxLength: 2,
      }),
      to: fc.array(fc.record({ group: fc.constant(''), kind: fc.constantFrom('Service', 'Secret') }), { maxLength: 2 }),
    }),
  ),
)

const leaf = fc.oneof(
  fc.constantFrom(null, true, 0, -1, 80, '', 'a', 'n2', 'HTTP', 'TCP', 'Gateway', 'kong'),
  fc.string({ maxLength: 5 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)
const fieldName = fc.oneof(
  fc.constantFrom(
    ...[
      'toString',
      'valueOf',
      '__proto__',
      'constructor',
      'length',
      'name',
      'namespace',
      'kind',
      'group',
      'port',
      'protocol',
      'hostname',
      'tls',
      'value',
    ],
    ...[
      'listeners',
      'rules',
      'matches',
      'queryParams',
      'parentRefs',
      'parentRef',
      'backendRefs',
      'filters',
      'requestMirror',
      'externalAuth',
      'backendRef',
    ],
    ...[
      'gatewayClassName',
      'controllerName',
      'certificateRefs',
      'frontend',
      'backend',
      'default',
      'perPort',
      'validation',
      'caCertificateRefs',
      'from',
      'to',
    ],
  ),
  fc.string({ maxLength: 3 }),
)

/** Any JSON, with the names that are traps in JavaScript among its keys, and fields of the API at any depth. */
export const anyJson: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(fieldName, tie('value'), { maxKeys: 6 })),
})).value

function tidy<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T
}
