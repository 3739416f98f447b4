import type { Answer, Clients } from '../test/support/clients.ts'

const GROUP = 'gateway.networking.k8s.io'
const V1 = `/apis/${GROUP}/v1`
/** So many namespaces are there at one time. */
const ALIVE = 30

export interface Churn {
  /** Writes that the API server answered, by what it said. */
  readonly counts: Readonly<Record<'written' | 'refused' | 'failed', number>>
  readonly failures: readonly string[]
  /** Makes and removes one application: this many writes, in this order. */
  application(n: number): (() => Promise<void>)[]
}

const of = (apiVersion: string, kind: string, name: string, spec: object) => ({
  apiVersion: `${GROUP}/${apiVersion}`,
  kind,
  metadata: { name },
  spec,
})
const gateway = (namespace: string, more: readonly string[] = []) =>
  of('v1', 'Gateway', 'edge', {
    gatewayClassName: 'istio',
    listeners: ['web', ...more].map((name, at) => ({ name, port: 80 + at, protocol: 'HTTP', hostname: `*.${namespace}.example` })),
  })
const route = (name: string, namespace: string, backend: object) =>
  of('v1', 'HTTPRoute', name, {
    parentRefs: [{ name: 'edge' }],
    hostnames: [`${name}.${namespace}.example`],
    rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ port: 80, ...backend }] }],
  })

/** Objects that come, change and go in the API server, each write with its reviews; some are refused, and so confirmed first. */
export function churn(clients: Clients): Churn {
  const counts = { written: 0, refused: 0, failed: 0 }
  const failures: string[] = []
  const noted = (what: string, { code, message }: Answer) => {
    if (code < 300) counts.written += 1
    else if (message.includes('denied the request')) counts.refused += 1
    else {
      counts.failed += 1
      failures.push(`${what}: ${code} ${message}`)
    }
  }
  const application = (n: number) => {
    const namespace = `soak-${n}`
    const [core, api] = [`/api/v1/namespaces/${namespace}`, `${V1}/namespaces/${namespace}`]
    const send = (method: 'POST' | 'PUT' | 'DELETE', path: string, object?: object) => async () =>
      noted(`${method} ${path}`, await clients.send(n, method, path, object))
    const update = (path: string, change: (object: { metadata: object; spec: object }) => object) => async () => {
      const { body } = await clients.send(n, 'GET', path)
      noted(`PUT ${path}`, await clients.send(n, 'PUT', path, change(body as { metadata: object; spec: object })))
    }
    const grants = `/apis/${GROUP}/v1beta1/namespaces/${namespace}/referencegrants`
    const from = [{ group: GROUP, kind: 'HTTPRoute', namespace: `soak-${n - 1}` }]
    const elsewhere = { name: 'db', namespace: `soak-${n - 1}` }
    const made = [
      send('POST', '/api/v1/namespaces', { metadata: { name: namespace, labels: { team: `t${n}` } } }),
      send('POST', `${core}/services`, { metadata: { name: 'db' }, spec: { clusterIP: 'None', ports: [{ port: 80 }] } }),
      send('POST', grants, of('v1beta1', 'ReferenceGrant', 'routes', { from, to: [{ group: '', kind: 'Service' }] })),
      send('POST', `${api}/gateways`, gateway(namespace)),
      send('POST', `${api}/httproutes`, route('a', namespace, { name: 'db' })),
      send('POST', `${api}/httproutes`, route('b', namespace, { name: 'absent' })),
      // Refused: nobody granted it; two protocols on one port.
      send('POST', `${api}/httproutes`, route('c', namespace, elsewhere)),
      send(
        'POST',
        `${api}/gateways`,
        of('v1', 'Gateway', 'clash', {
          gatewayClassName: 'istio',
          listeners: ['HTTP', 'TCP'].map((protocol, n) => ({ name: `l${n}`, port: 80, protocol })),
        }),
      ),
      update(`${api}/httproutes/a`, (one) => ({ ...one, metadata: { ...one.metadata, labels: { changed: 'yes' } } })),
      update(`${api}/httproutes/b`, (one) => ({ ...one, spec: route('b', namespace, { name: 'db' }).spec })),
      update(`${api}/gateways/edge`, (one) => ({ ...one, spec: gateway(namespace, ['more']).spec })),
    ]
    const old = `soak-${n - ALIVE}`
    const oldApi = `${V1}/namespaces/${old}`
    const gone = [
      send('DELETE', `${oldApi}/httproutes/a`),
      send('DELETE', `${oldApi}/httproutes/b`),
      send('DELETE', `${oldApi}/gateways/edge`),
      send('DELETE', `/apis/${GROUP}/v1beta1/namespaces/${old}/referencegrants/routes`),
      send('DELETE', `/api/v1/namespaces/${old}/services/db`),
      send('DELETE', `/api/v1/namespaces/${old}`),
      // What a controller manager would do.
      send('PUT', `/api/v1/namespaces/${old}/finalize`, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: old }, spec: { finalizers: [] } }),
    ]
    return n >= ALIVE ? [...made, ...gone] : made
  }
  return { counts, failures, application }
}
