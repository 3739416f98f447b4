import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detect } from '../../src/implementations/detect.ts'
import { implementationProblem } from '../../src/implementations/index.ts'
import { type Container, imageOf, type Workload } from '../../src/implementations/workloads.ts'

const workload = (name: string, ...containers: readonly (Partial<Container> & { image: string })[]): Workload => ({
  namespace: 'system',
  name,
  containers: containers.map((container) => ({ env: {}, args: [], ...container })),
})
const NGINX = workload('web', { image: 'nginx:1.29', env: { KUMA_MODE: 'global' } })
const kic = (tag: string, more: Partial<Container> = {}) => ({ image: `kong/kubernetes-ingress-controller:${tag}`, ...more })

describe('what a Deployment says of its controller', () => {
  it.each<[string, Workload, string]>([
    ['KIC with nothing set', workload('kong', kic('3.5.13')), 'kic@3.5.13,gatewayAlpha=false'],
    [
      'KIC by its environment, with its Kong beside it',
      workload(
        'kong',
        kic('3.4', { env: { CONTROLLER_FEATURE_GATES: 'FillIDs=true,GatewayAlpha=true', CONTROLLER_PUBLISH_SERVICE: 'kong/kong-proxy' } }),
        { image: 'kong/kong-gateway:3.9', env: { KONG_ROUTER_FLAVOR: 'expressions' } },
      ),
      'kic@3.4,gatewayAlpha=true,publishService=kong/kong-proxy,routerFlavor=expressions',
    ],
    [
      'KIC by its arguments, which win, with a name of its own',
      workload(
        'kong',
        kic('v2.12.8', {
          args: ['--publish-service=kong/proxy', '--publish-service-udp', 'kong/udp', '--gateway-api-controller-name=example.com/kong'],
          env: { CONTROLLER_PUBLISH_SERVICE: 'kong/other' },
        }),
        { image: 'kong:3.9' },
      ),
      'kic@v2.12.8,gatewayAlpha=false,publishService=kong/proxy+kong/udp,routerFlavor=traditional_compatible,controllerName=example.com/kong',
    ],
    ['Kong Operator', workload('ko', { image: 'docker.io/kong/kong-operator:2.1.0' }), 'kong-operator@2.1.0'],
    [
      'istiod of a mirror, by digest too',
      workload('istiod', {
        image: 'mirror.example:5000/istio/pilot:1.29.6-distroless@sha256:abc',
        env: { PILOT_ENABLE_ALPHA_GATEWAY_API: 'true', PILOT_ENABLE_AMBIENT: 'false' },
      }),
      'istio@1.29.6,alphaGatewayAPI=true,ambient=false',
    ],
    [
      'Kong Mesh, global',
      workload('kong-mesh-control-plane', { image: 'kong/kuma-cp:2.13.1', env: { KUMA_MODE: 'global' } }),
      'kuma@2.13.1,mode=global,gatewaySecretsInAllNamespaces=false',
    ],
    [
      'Kuma, once standalone',
      workload('kuma-control-plane', {
        image: 'kumahq/kuma-cp:2.5.0',
        env: { KUMA_MODE: 'standalone', KUMA_RUNTIME_KUBERNETES_SUPPORT_GATEWAY_SECRETS_IN_ALL_NAMESPACES: 'true' },
      }),
      'kuma@2.5.0,mode=zone,gatewaySecretsInAllNamespaces=true',
    ],
    ['Envoy Gateway', workload('envoy-gateway', { image: 'envoyproxy/gateway:v1.9.0' }), 'envoy-gateway@v1.9.0'],
  ])('%s', (_, one, entry) => {
    expect(implementationProblem(entry)).toBeUndefined()
    expect(detect([NGINX, one])).toEqual({
      found: [{ entry, from: `Deployment system/${one.name}, image ${one.containers[0]?.image}` }],
      notes: [],
    })
  })

  it.each<[string, string]>([
    ['kong/kubernetes-ingress-controller:nightly', 'its tag "nightly" is no version; kic@3.5 is assumed'],
    ['kumahq/kuma-cp', 'its tag "" is no version; kuma@2.14 is assumed'],
    ['envoyproxy/gateway:v1.2.0', 'version "v1.2.0" of envoy-gateway is not known: known are 1.9; envoy-gateway@1.9 is assumed'],
  ])('%s cannot be used, and it is said why', (image, note) => {
    expect(detect([NGINX, workload('one', { image })])).toEqual({ found: [], notes: [`Deployment system/one, image ${image}: ${note}`] })
  })

  it('of several versions the newest comes last, and it is said that there are several', () => {
    const { found, notes } = detect([workload('new', { image: 'istio/pilot:1.31.0' }), NGINX, workload('old', { image: 'istio/pilot:1.9.1' })])
    expect(found.map(({ entry }) => entry)).toEqual(['istio@1.31.0,alphaGatewayAPI=false,ambient=false'])
    expect(notes).toEqual([expect.stringContaining('version "1.9.1" of istio is not known')])
    const two = detect([workload('new', { image: 'istio/pilot:1.31.0' }), workload('old', { image: 'istio/pilot:1.29.1' })])
    expect(two.found.map(({ entry }) => entry.split(',')[0])).toEqual(['istio@1.29.1', 'istio@1.31.0'])
    expect(two.notes).toEqual([expect.stringMatching(/^istio runs in several ways \(istio@1\.29\.1.* and istio@1\.31\.0.*\): the last counts$/)])
  })

  it('the router of Kongs that do not agree is not known', () => {
    const kongs = ['expressions', 'traditional'].map((flavor) => workload(flavor, { image: 'kong:3.9', env: { KONG_ROUTER_FLAVOR: flavor } }))
    expect(detect([workload('kic', kic('3.5')), ...kongs]).found[0]?.entry).toBe('kic@3.5,gatewayAlpha=false')
    expect(detect([workload('kic', kic('3.5')), ...kongs.slice(1)]).found[0]?.entry).toBe('kic@3.5,gatewayAlpha=false,routerFlavor=traditional')
  })

  it('the order of Deployments does not matter', () => {
    const all = [NGINX, workload('a', kic('3.5')), workload('b', kic('3.4')), workload('c', { image: 'istio/pilot:1.31.0' }), workload('d', kic('x'))]
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(detect(shuffled)).toEqual(detect(all))
      }),
    )
  })
})

it('an image has its registry, port, tag and digest told apart', () => {
  expect(['a:5000/b/c', 'a:5000/b/c:1', 'c:1@sha256:d', 'c@sha256:d', ''].map(imageOf)).toEqual([
    { repository: 'a:5000/b/c', tag: '' },
    { repository: 'a:5000/b/c', tag: '1' },
    { repository: 'c', tag: '1' },
    { repository: 'c', tag: '' },
    { repository: '', tag: '' },
  ])
})
