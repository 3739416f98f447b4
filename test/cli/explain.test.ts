import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EXPLAIN_HELP } from '../../src/cli/explain/flags.ts'
import { Folder } from './folder.ts'
import { CHECKOUT } from './program.ts'

const CLUSTER = `
kind: GatewayClass
apiVersion: gateway.networking.k8s.io/v1
metadata: {name: edge}
spec: {controllerName: gateway.envoyproxy.io/gatewayclass-controller}
---
kind: GatewayClass
apiVersion: gateway.networking.k8s.io/v1
metadata: {name: foreign}
spec: {controllerName: example.com/nobody}
---
kind: Gateway
apiVersion: gateway.networking.k8s.io/v1
metadata: {name: edge, namespace: infra}
spec:
  gatewayClassName: edge
  allowedListeners: {namespaces: {from: All}}
  listeners:
  - {name: open, port: 80, protocol: HTTP, hostname: "*.shop.example", allowedRoutes: {namespaces: {from: All}}}
  - {name: own, port: 8080, protocol: HTTP}
  - {name: tls, port: 443, protocol: HTTPS, hostname: shop.example, tls: {certificateRefs: [{name: cert, namespace: vault}]}}
  - {name: twin, port: 443, protocol: HTTPS, hostname: shop.example, tls: {certificateRefs: [{name: absent}]}}
  - {name: raw, port: 9000, protocol: TCP, allowedRoutes: {namespaces: {from: All}}}
---
kind: Gateway
apiVersion: gateway.networking.k8s.io/v1
metadata: {name: closed, namespace: infra}
spec:
  gatewayClassName: foreign
  listeners: [{name: open, port: 80, protocol: HTTP}]
---
kind: ListenerSet
apiVersion: gateway.networking.k8s.io/v1
metadata: {name: team, namespace: shop}
spec:
  parentRef: {name: edge, namespace: infra}
  listeners:
  - {name: late, port: 8080, protocol: HTTP}
  - {name: fresh, port: 8081, protocol: HTTP, allowedRoutes: {kinds: [{kind: GRPCRoute}]}}
---
kind: ListenerSet
apiVersion: gateway.networking.k8s.io/v1
metadata: {name: outside, namespace: shop}
spec:
  parentRef: {name: closed, namespace: infra}
  listeners: [{name: a, port: 8081, protocol: HTTP}]
---
{kind: Service, apiVersion: v1, metadata: {name: cart, namespace: shop}, spec: {ports: [{name: http, port: 80}, {name: tls, port: 443}]}}
---
{kind: Service, apiVersion: v1, metadata: {name: stock, namespace: vault}, spec: {ports: [{port: 80}]}}
---
{kind: ConfigMap, apiVersion: v1, metadata: {name: junk, namespace: shop}, data: {}}
---
kind: BackendTLSPolicy
apiVersion: gateway.networking.k8s.io/v1
metadata: {name: cart, namespace: shop, creationTimestamp: "2026-01-01T00:00:00Z"}
spec:
  targetRefs: [{group: "", kind: Service, name: cart, sectionName: tls}]
  validation: {hostname: cart.example, caCertificateRefs: [{group: "", kind: ConfigMap, name: junk}]}
---
kind: BackendTLSPolicy
apiVersion: gateway.networking.k8s.io/v1
metadata: {name: cart-late, namespace: shop, creationTimestamp: "2026-02-01T00:00:00Z"}
spec:
  targetRefs: [{group: "", kind: Service, name: cart, sectionName: tls}]
  validation: {hostname: cart.example, wellKnownCACertificates: System}
---
kind: ReferenceGrant
apiVersion: gateway.networking.k8s.io/v1beta1
metadata: {name: some, namespace: vault}
spec:
  from: [{group: gateway.networking.k8s.io, kind: Gateway, namespace: infra}]
  to: [{group: "", kind: Secret, name: other}]
`

/** Each a route of the namespace shop: what its parentRef adds, its hostnames and its backend. */
const ROUTES: Readonly<Record<string, readonly [parent: string, hostnames: string, backend: string, kind?: string]>> = {
  attached: ['', 'attached.shop.example', 'name: cart, port: 80'],
  section: [', sectionName: nowhere', 'cart.shop.example', 'name: cart, port: 80'],
  port: [', port: 81', 'cart.shop.example', 'name: cart, port: 80'],
  'route-kind': [', sectionName: raw', 'cart.shop.example', 'name: cart, port: 80', 'GRPCRoute'],
  namespace: [', sectionName: own', 'cart.shop.example', 'name: cart, port: 80'],
  hostname: [', sectionName: open', 'cart.example', 'name: cart, port: 80'],
  grant: ['', 'grant.shop.example', 'name: stock, namespace: vault, port: 80'],
  existence: ['', 'existence.shop.example', 'name: absent, port: 80'],
  'backend-port': ['', 'backend-port.shop.example', 'name: cart, port: 81'],
  'backend-tls': ['', 'backend-tls.shop.example', 'name: cart, port: 443'],
}

const routes = Object.entries(ROUTES).map(
  ([name, [parent, hostname, backend, kind = 'HTTPRoute']]) => `---
kind: ${kind}
apiVersion: gateway.networking.k8s.io/v1
metadata: {name: ${name}, namespace: shop}
spec:
  parentRefs: [{name: edge, namespace: infra${parent}}]
  hostnames: [${hostname}]
  rules: [{backendRefs: [{${backend}}]}]
`,
)

const SILENT = `---
kind: HTTPRoute
apiVersion: gateway.networking.k8s.io/v1
metadata: {name: silent, namespace: shop}
spec:
  parentRefs:
  - {name: absent}
  - {name: closed, namespace: infra}
  - {kind: ListenerSet, name: outside}
  - {kind: Service, group: "", name: cart}
`

describe('portcullis explain', () => {
  let folder: Folder
  beforeAll(() => {
    folder = new Folder()
    folder.put('cluster.yaml', CLUSTER + routes.join('') + SILENT)
    folder.put('broken.yaml', 'kind: [\n')
  })
  afterAll(() => folder.remove())
  const explain = (...args: string[]) => folder.run(['explain', ...args])

  test.each([
    ...Object.entries(ROUTES).map(([name, [, , , kind = 'HTTPRoute']]) => [`${kind}/${name}`, 'shop']),
    ['httproute/silent', 'shop'],
    ['gateway/edge', 'infra'],
    ['gateway/closed', 'infra'],
    ['listenerset/team', 'shop'],
    ['listenerset/outside', 'shop'],
    ['backendtlspolicy/cart', 'shop'],
    ['backendtlspolicy/cart-late', 'shop'],
  ])('%s', async (object, namespace) => {
    const { code, stdout, stderr } = await explain(object, '-n', namespace, 'cluster.yaml')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    await expect(stdout).toMatchFileSnapshot(join(CHECKOUT, `test/cli/golden/explain-${object.toLowerCase().replace('/', '-')}.txt`))
  })

  test('a GatewayClass, which lives in no namespace, and what has no status', async () => {
    expect((await explain('gc', 'foreign', 'cluster.yaml')).stdout).toBe(`GatewayClass foreign
  no status: GatewayClass foreign belongs to a controller that is not known here (example.com/nobody); --implementation gateway-api@VERSION takes it by the bare specification
`)
    expect((await explain('gc', 'foreign', 'cluster.yaml', '--implementation', 'gateway-api@1.7')).stdout).toContain('Accepted=True/Accepted')
    expect((await explain('refgrant', 'some', '-n', 'vault', 'cluster.yaml')).stdout).toBe(
      'ReferenceGrant vault/some\n  no status: a ReferenceGrant has no status\n',
    )
  })

  test('as JSON: every condition with its steps', async () => {
    const { code, stdout, stderr } = await explain('httproutes/hostname', '-n', 'shop', 'cluster.yaml', '-o', 'json')
    await expect(stdout).toMatchFileSnapshot(join(CHECKOUT, 'test/cli/golden/explain.json'))
    expect({ code, stderr, kind: JSON.parse(stdout).kind }).toEqual({ code: 0, stderr: '', kind: 'HTTPRoute' })
  })

  test('coloured where that is asked for, and then only coloured', async () => {
    const args = ['explain', 'httproute/hostname', '-n', 'shop', 'cluster.yaml']
    const { stdout } = await folder.run(args, { env: { FORCE_COLOR: '1' } })
    expect(stdout).toContain('\u001b[31mno\u001b[0m')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colour is made of.
    expect(stdout.replaceAll(/\u001b\[\d+m/g, '')).toBe((await folder.run(args)).stdout)
  })

  test('reads standard input, and takes what can be read beside what cannot', async () => {
    const { code, stdout } = await folder.run(['explain', 'gtw', 'edge', '-n', 'infra', '-'], { input: CLUSTER })
    expect({ code, first: stdout.split('\n')[0] }).toEqual({ code: 0, first: 'Gateway infra/edge' })
    const whole = await explain('gtw/edge', '-n', 'infra', 'cluster.yaml')
    const broken = await explain('gtw/edge', '-n', 'infra', 'cluster.yaml', 'broken.yaml')
    expect(broken).toMatchObject({ code: 2, stdout: whole.stdout, stderr: expect.stringMatching(/^broken\.yaml:2:1: cannot be read as YAML: .*\n$/) })
    expect((await explain('--help')).stdout).toBe(EXPLAIN_HELP)
  })

  test.each([
    [['httproute/attachd', '-n', 'shop'], 'there is no HTTPRoute shop/attachd: near it is shop/attached'],
    [['httproute/attached'], 'there is no HTTPRoute default/attached: near it is shop/attached'],
    [
      ['httproute/zzzzzzzzzzzz'],
      'there is no HTTPRoute default/zzzzzzzzzzzz: there are shop/attached, shop/backend-port, shop/backend-tls, shop/existence, shop/grant and 5 more',
    ],
    [['udproute/a'], 'there is no UDPRoute default/a, and no other UDPRoute'],
  ])('%j: no such object, exit code 2, and what there is', async (args, message) => {
    expect(await explain(...args, 'cluster.yaml')).toEqual({ code: 2, stdout: '', stderr: `portcullis explain: ${message}\n` })
  })

  test.each([
    [[], 'nothing to explain: name it as KIND/NAME'],
    [['httproute'], '"httproute" names no object: write KIND/NAME, and the namespace with -n'],
    [['httproute/'], '"httproute/" names no object: write KIND/NAME, and the namespace with -n'],
    [['httproute/shop/cart', 'x'], '"httproute/shop/cart" names no object: write KIND/NAME, and the namespace with -n'],
    [
      ['gatway/a', 'x'],
      'there is no kind "gatway" to explain, perhaps Gateway: known are GatewayClass, Gateway, ListenerSet, HTTPRoute, GRPCRoute, TLSRoute, TCPRoute, UDPRoute, BackendTLSPolicy, ReferenceGrant, XBackend, XBackendTrafficPolicy, XTelemetryPolicy, XMesh',
    ],
    [['gc/a', '-n', 'x', 'x'], '--namespace goes with no GatewayClass: it lives in no namespace'],
    [['gtw/a'], 'nothing to read: name files or folders, or - for standard input'],
    [['gtw/a', 'x', '--each'], "Unknown option '--each'"],
    [['gtw/a', 'x', '-o', 'yaml'], '--output cannot be "yaml": write text, json'],
    [['gtw/a', 'x', '--context', 'c'], '--context goes with --from-cluster'],
  ])('%j cannot be carried out: exit code 2', async (args, message) => {
    expect(await explain(...args)).toEqual({ code: 2, stdout: '', stderr: `portcullis explain: ${message}; see portcullis explain --help\n` })
  })
})
