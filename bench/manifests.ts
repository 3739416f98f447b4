import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A realistic mix for one team: what a repository of manifests holds, as people write it. */
function team(n: number): string[] {
  const namespace = `team-${n}`
  const shared = n - (n % 10)
  const service = (name: string) => `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: ${namespace}
  labels:
    app.kubernetes.io/name: ${name}
    app.kubernetes.io/part-of: ${namespace}
spec:
  type: ClusterIP
  selector:
    app.kubernetes.io/name: ${name}
  ports:
    - name: http
      port: 8080
      targetPort: 8080
      protocol: TCP
    - name: metrics
      port: 9090
      targetPort: metrics
`
  const route = (name: string, more = '') => `# Owned by ${namespace}.
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: ${name}
  namespace: ${namespace}
  labels:
    app.kubernetes.io/name: ${name}
    app.kubernetes.io/managed-by: kustomize
spec:
  parentRefs:
    - name: edge
      namespace: team-${shared}
      sectionName: https
  hostnames:
    - ${name}.${namespace}.example.com
  rules:
    - matches:
        - path:
            type: PathPrefix
            value: /v1
        - path:
            type: PathPrefix
            value: /v2
          headers:
            - name: x-version
              value: "2"
      filters:
        - type: RequestHeaderModifier
          requestHeaderModifier:
            set:
              - name: x-team
                value: ${namespace}
      backendRefs:
        - name: web
          port: 8080
          weight: 90
        - name: api
          port: 8080
          weight: 10
${more}`
  const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: edge
  namespace: ${namespace}
spec:
  gatewayClassName: edge
  listeners:
    - name: http
      port: 80
      protocol: HTTP
      hostname: "*.${namespace}.example.com"
    - name: https
      port: 443
      protocol: HTTPS
      tls:
        mode: Terminate
        certificateRefs:
          - name: wildcard
            namespace: certificates
      allowedRoutes:
        namespaces:
          from: All
`
  const grant = `apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata:
  name: from-${namespace}
  namespace: certificates
spec:
  from:
    - group: gateway.networking.k8s.io
      kind: Gateway
      namespace: ${namespace}
  to:
    - group: ""
      kind: Secret
      name: wildcard
`
  const billing = `    - matches:
        - path:
            type: Exact
            value: /billing
      backendRefs:
        - name: billing
          namespace: payments
          port: 8080
`
  const grpc = `apiVersion: gateway.networking.k8s.io/v1
kind: GRPCRoute
metadata:
  name: rpc
  namespace: ${namespace}
spec:
  parentRefs:
    - name: edge
      namespace: team-${shared}
  rules:
    - matches:
        - method:
            service: example.v1.Greeter
            method: Hello
      backendRefs:
        - name: api
          port: 8080
`
  // One team in ten asks for a backend that it was not granted: a check that finds nothing would be too easy.
  const routes = [route('web'), route('shop'), route('api', n % 10 === 3 ? billing : '')]
  return [
    service('web'),
    routes[0] as string,
    service('api'),
    routes[1] as string,
    routes[2] as string,
    grpc,
    n % 10 === 0 ? gateway : service('job'),
    grant,
  ]
}

const CLASS = `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata:
  name: edge
spec:
  controllerName: gateway.envoyproxy.io/gatewayclass-controller
`

/** Writes this many manifests, two a file, below a folder. */
export function writeManifests(folder: string, count: number): void {
  const manifests = [CLASS]
  for (let n = 0; manifests.length < count; n += 1) manifests.push(...team(n))
  manifests.length = count
  for (let n = 0; n < manifests.length; n += 2) {
    const dir = join(folder, `apps-${String(n % 20).padStart(2, '0')}`)
    mkdirSync(dir, { recursive: true })
    writeFileSync(join(dir, `${String(n).padStart(5, '0')}.yaml`), manifests.slice(n, n + 2).join('---\n'))
  }
}
