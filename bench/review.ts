import type { Kind } from '../src/gateway/kinds.ts'
import type { UntypedObject } from '../src/gateway/objects.ts'
import { object as inCluster } from './population.ts'

const SHOP = 'shop'

/** What the review names, so that the route attaches, and every backend is there. */
export function* namedByReview(): Generator<[Kind, UntypedObject]> {
  const v1 = 'gateway.networking.k8s.io/v1'
  yield ['Namespace', inCluster('v1', 'Namespace', SHOP, undefined, 0, {})]
  const listeners = [{ name: 'web', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } }]
  yield ['Gateway', inCluster(v1, 'Gateway', 'edge', 'infra', 0, { gatewayClassName: 'eg', listeners })]
  for (let rule = 0; rule < 8; rule++) {
    for (const name of [`carts-${rule}`, `carts-${rule}-canary`]) {
      yield ['Service', inCluster('v1', 'Service', name, SHOP, 0, { ports: [{ name: 'http', port: 8080 }], selector: { app: name } })]
    }
  }
}

/** An AdmissionReview of an HTTPRoute UPDATE as a busy cluster sends it: both objects, defaulted, with managedFields; about 14 kB. */
export function httpRouteUpdate(uid: string): string {
  const object = (generation: number, resourceVersion: string) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: {
      name: 'checkout',
      namespace: 'shop',
      uid: '7f0c4b6e-58d5-4a0b-8f2c-7c1d5f1f7b11',
      resourceVersion,
      generation,
      creationTimestamp: '2026-11-01T08:00:00Z',
      labels: { 'app.kubernetes.io/name': 'checkout', 'app.kubernetes.io/part-of': 'shop' },
      annotations: { 'example.com/owner': 'team-checkout' },
      managedFields: ['kubectl-client-side-apply', 'gateway-controller', 'mesh-controller'].map((manager) => ({
        manager,
        operation: 'Update',
        apiVersion: 'gateway.networking.k8s.io/v1',
        time: '2026-11-01T08:00:00Z',
        fieldsType: 'FieldsV1',
        fieldsV1: {
          'f:metadata': { 'f:annotations': { '.': {}, 'f:example.com/owner': {} }, 'f:labels': { '.': {}, 'f:app.kubernetes.io/name': {} } },
          'f:spec': { '.': {}, 'f:hostnames': {}, 'f:parentRefs': {}, 'f:rules': {} },
          'f:status': { '.': {}, 'f:parents': {} },
        },
      })),
    },
    spec: {
      parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'edge', namespace: 'infra', sectionName: 'web' }],
      hostnames: ['checkout.shop.example.com', 'checkout.example.com'],
      rules: Array.from({ length: 8 }, (_, rule) => ({
        name: `rule-${rule}`,
        matches: [
          { path: { type: 'PathPrefix', value: `/api/v${rule}/carts` }, method: 'GET' },
          { path: { type: 'Exact', value: `/api/v${rule}/orders` }, headers: [{ type: 'Exact', name: 'x-tenant', value: `tenant-${rule}` }] },
        ],
        filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'x-rule', value: String(rule) }] } }],
        backendRefs: [
          { group: '', kind: 'Service', name: `carts-${rule}`, port: 8080, weight: 90 },
          { group: '', kind: 'Service', name: `carts-${rule}-canary`, port: 8080, weight: 10 },
        ],
      })),
    },
    status: {
      parents: [
        {
          parentRef: { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'edge', namespace: 'infra', sectionName: 'web' },
          controllerName: 'example.com/gateway-controller',
          conditions: ['Accepted', 'ResolvedRefs', 'Programmed'].map((type) => ({
            type,
            status: 'True',
            reason: type,
            message: `The route is ${type.toLowerCase()} by its parent`,
            observedGeneration: generation,
            lastTransitionTime: '2026-11-01T08:00:00Z',
          })),
        },
      ],
    },
  })
  const gvk = { group: 'gateway.networking.k8s.io', version: 'v1', kind: 'HTTPRoute' }
  const gvr = { group: 'gateway.networking.k8s.io', version: 'v1', resource: 'httproutes' }
  return JSON.stringify({
    kind: 'AdmissionReview',
    apiVersion: 'admission.k8s.io/v1',
    request: {
      uid,
      kind: gvk,
      resource: gvr,
      requestKind: gvk,
      requestResource: gvr,
      name: 'checkout',
      namespace: 'shop',
      operation: 'UPDATE',
      userInfo: { username: 'system:serviceaccount:ci:deployer', groups: ['system:serviceaccounts', 'system:authenticated'] },
      object: object(8, '1044123'),
      oldObject: object(7, '1043999'),
      dryRun: false,
      options: { kind: 'UpdateOptions', apiVersion: 'meta.k8s.io/v1', fieldManager: 'kubectl-client-side-apply' },
    },
  })
}
