import { GATEWAY_GROUP } from '../../src/gateway/kinds.ts'
import type { Api } from './api.ts'

/** The label by which each webhook selects its routes. */
export const LABEL = 'bench'
const RULES = 16
const NAMESPACES = `/apis/${GATEWAY_GROUP}/v1/namespaces`

export interface MeasuredRoute {
  readonly path: string
  /** A merge patch that changes one match value. */
  readonly change: (value: number) => string
  /** As the API server stores it, in JSON. */
  readonly stored: string
}

const rules = (value: number, neighbour: string) =>
  Array.from({ length: RULES }, (_, rule) => ({
    name: `rule-${rule}`,
    matches: [
      { path: { type: 'PathPrefix', value: rule === 0 ? `/v0/orders/${value}` : `/v${rule}/orders` }, method: 'GET' },
      { path: { type: 'Exact', value: `/v${rule}/carts` }, headers: [{ type: 'Exact', name: 'x-tenant', value: `tenant-${rule}` }] },
    ],
    filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'x-rule', value: String(rule) }] } }],
    backendRefs: [
      { group: '', kind: 'Service', name: `svc-${rule}`, port: 80, weight: 90 },
      // The last needs a grant, which `population` has.
      { group: '', kind: 'Service', name: `svc-${rule + 1}`, port: 80, weight: 10, ...(rule === RULES - 1 && { namespace: neighbour }) },
    ],
    timeouts: { request: '10s', backendRequest: '2s' },
  }))

/**
 * An HTTPRoute of 16 rules that nothing is wrong with, attached where other routes are, with status by a second manager: 10.6 kB as the API
 * server stores it.
 */
export async function createRoute(api: Api, owner: string, n: number, namespaces: number): Promise<MeasuredRoute> {
  const name = `${owner}-${n}`
  const namespace = `ns-${n % namespaces}`
  const neighbour = `ns-${(n + namespaces - 1) % namespaces}`
  const parentRef = { group: GATEWAY_GROUP, kind: 'Gateway', name: 'gw-0', namespace: 'infra', sectionName: 'web' }
  const object = {
    apiVersion: `${GATEWAY_GROUP}/v1`,
    kind: 'HTTPRoute',
    metadata: {
      name,
      namespace,
      labels: { [LABEL]: owner, 'app.kubernetes.io/name': name, 'app.kubernetes.io/managed-by': 'Helm' },
      annotations: { 'meta.helm.sh/release-name': name, 'meta.helm.sh/release-namespace': namespace },
    },
    spec: { parentRefs: [parentRef], hostnames: [`${name}.example.com`, `${name}.shop.example.com`], rules: rules(0, neighbour) },
  }
  const collection = `${NAMESPACES}/${namespace}/httproutes`
  await api.send('POST', `${collection}?fieldManager=helm`, JSON.stringify(object))
  const path = `${collection}/${name}`
  const conditions = ['Accepted', 'ResolvedRefs'].map((type) => ({
    type,
    status: 'True',
    reason: type,
    message: `The route is ${type.toLowerCase()} by its parent`,
    observedGeneration: 1,
    lastTransitionTime: '2026-11-01T08:00:00Z',
  }))
  const status = { parents: [{ parentRef, controllerName: 'gateway.envoyproxy.io/gatewayclass-controller', conditions }] }
  const manager = 'fieldManager=envoy-gateway'
  const { text } = await api.send('PATCH', `${path}/status?${manager}`, JSON.stringify({ status }), 'application/merge-patch+json')
  return {
    path: `${path}?fieldManager=kubectl-edit`,
    // Such a patch replaces a list whole.
    change: (value) => JSON.stringify({ spec: { rules: rules(value, neighbour) } }),
    stored: text,
  }
}

/** The review of an update that changes nothing, which nobody takes for a write. */
export function dryRunReview(uid: string, stored: string): string {
  const object = JSON.parse(stored)
  const kind = { group: GATEWAY_GROUP, version: 'v1', kind: 'HTTPRoute' }
  const resource = { group: GATEWAY_GROUP, version: 'v1', resource: 'httproutes' }
  const { name, namespace } = object.metadata
  const [userInfo, options] = [{ username: 'admin' }, { kind: 'PatchOptions', apiVersion: 'meta.k8s.io/v1' }]
  const request = { uid, kind, resource, name, namespace, operation: 'UPDATE', userInfo, object, oldObject: object, dryRun: true, options }
  return JSON.stringify({ kind: 'AdmissionReview', apiVersion: 'admission.k8s.io/v1', request })
}
