import { describe, expect, it } from 'vitest'
import { DEFINITIONS, implementationProblem, implementationsFrom } from '../../src/implementations/index.ts'

const KIC = 'konghq.com/kic-gateway-controller'

describe('entries', () => {
  it.each([
    'kic@3.5',
    'kic@v3.5',
    'kic@3.5.13',
    'kic@2.2',
    'konghq.com/kic-gateway-controller@2.12',
    'kic@3.5,gatewayAlpha=true,routerFlavor=traditional,proxyPorts=80:HTTP+8080:HTTP+443:HTTPS+8443:TLS+9000:TCP+9001:UDP',
    'kic@3.5,publishService=kong/kong-proxy+kong/kong-udp',
    'kuma@2.14,gatewaySecretsInAllNamespaces=true',
    'kuma@2.14,mode=global',
    'istio@1.31.0-rc.0',
    'istio.io/agentgateway-controller@1.31',
    'gateway-api@1.7',
    'envoy-gateway@1.9',
    'kong-operator@2.2,hybrid=true',
    'kic@3.5,controllerName=example.com/kong,gatewayAlpha=true',
    'gateway-api@1.7,controllerName=gateway.envoyproxy.io/gatewayclass-controller',
    'konghq.com/kic-gateway-controller@3.5,controllerName=konghq.com/kic-gateway-controller',
  ])('%s is right', (entry) => {
    expect(implementationProblem(entry)).toBeUndefined()
    expect(() => implementationsFrom([entry])).not.toThrow()
  })

  it.each([
    ['', '"" is no implementation: write NAME@VERSION, such as kic@3.5; known names are kic, kong-operator, istio, kuma, envoy-gateway, gateway-api'],
    [
      'kic',
      '"kic" is no implementation: write NAME@VERSION, such as kic@3.5; known names are kic, kong-operator, istio, kuma, envoy-gateway, gateway-api',
    ],
    [
      '@3.5',
      '"@3.5" is no implementation: write NAME@VERSION, such as kic@3.5; known names are kic, kong-operator, istio, kuma, envoy-gateway, gateway-api',
    ],
    [
      'kong@3.5',
      '"kong" in "kong@3.5" is no implementation: known names are kic, kong-operator, istio, kuma, envoy-gateway, gateway-api, or their controllerNames',
    ],
    [
      'toString@3.5',
      '"toString" in "toString@3.5" is no implementation: known names are kic, kong-operator, istio, kuma, envoy-gateway, gateway-api, or their controllerNames',
    ],
    ['envoy-gateway@1.8', 'version "1.8" of envoy-gateway is not known: known are 1.9'],
    ['gateway-api@2', 'version "2" of gateway-api is not known: known are 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7'],
    ['gateway-api@', 'version "" of gateway-api is not known: known are 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7'],
    ['kuma@2.14,mod=zone', 'setting "mod" of kuma is not known: known are mode, gatewaySecretsInAllNamespaces, controllerName'],
    ['kuma@2.14,constructor=zone', 'setting "constructor" of kuma is not known: known are mode, gatewaySecretsInAllNamespaces, controllerName'],
    ['gateway-api@1.7,mode=zone', 'setting "mode" of gateway-api is not known: known are controllerName'],
    ['kuma@2.14,mode=glob', 'setting mode of kuma cannot be "glob": write zone, global'],
    ['kic@3.5,routerFlavor', 'setting routerFlavor of kic cannot be "": write traditional, traditional_compatible, expressions'],
    ['kic@3.5,controllerName=kong', 'setting controllerName of kic cannot be "kong": write DOMAIN/PATH, as in spec.controllerName'],
    [
      'konghq.com/kic-gateway-controller@3.5,controllerName=example.com/kong',
      '"konghq.com/kic-gateway-controller@3.5,controllerName=example.com/kong" names two controllers: write kic@3.5,controllerName=example.com/kong',
    ],
    ['kic@3.5,proxyPorts=80', 'setting proxyPorts of kic cannot be "80": write PORT:PROTOCOL, joined by +'],
  ])('%j says what is known', (entry, problem) => {
    expect(implementationProblem(entry)).toBe(problem)
    expect(() => implementationsFrom(['kic@3.5', entry])).toThrow(problem)
  })
})

describe('which entry holds', () => {
  it('a controller may run under a name of its own, and the specification stand in for one', () => {
    const found = implementationsFrom(['kic@3.4', 'istio@1.30,controllerName=example.com/mesh', `gateway-api@1.6,controllerName=${KIC}`])
    expect(found.ofController('example.com/mesh')).toMatchObject({ name: 'istio', version: '1.30', assumed: false, listeners: { judged: true } })
    expect(found.ofController(KIC)).toMatchObject({ name: 'gateway-api', version: '1.6' })
    expect(found.ofController('istio.io/gateway-controller')).toMatchObject({ name: 'istio', assumed: true })
    expect(found.ofController('example.com/other')).toBeUndefined()
  })

  const version = (entries: string[], controller: string) => implementationsFrom(entries).ofController(controller)?.version

  it('the later one', () => {
    expect(version(['kic@2.5', 'kic@3.1'], KIC)).toBe('3.1')
    expect(version(['kic@3.1', 'kic@2.5'], KIC)).toBe('2.5')
  })

  it('settings do not add up over entries', () => {
    const made = implementationsFrom(['kic@3.5,routerFlavor=expressions', 'kic@3.5'])
    expect(made.ofController(KIC)?.queryParams.supported).toBe(false)
  })

  it('one for a controllerName before one for a name, in whatever order', () => {
    const entries = ['istio.io/agentgateway-controller@1.29', 'istio@1.31']
    for (const list of [entries, entries.toReversed()]) {
      expect(version(list, 'istio.io/agentgateway-controller')).toBe('1.29')
      expect(version(list, 'istio.io/gateway-controller')).toBe('1.31')
    }
  })

  it('the patch level of an entry is dropped', () => {
    expect(version(['kic@3.5.13'], KIC)).toBe('3.5')
    expect(version(['istio@v1.31.0-rc.0'], 'istio.io/gateway-controller')).toBe('1.31')
  })
})

describe('controllers without an entry', () => {
  it('are left alone when nobody knows them', () => {
    expect(implementationsFrom([]).ofController('example.com/controller')).toBeUndefined()
    expect(implementationsFrom(['kic@3.5']).ofController('')).toBeUndefined()
  })

  it('are the bare specification where that is opted in, and only those that nobody claims', () => {
    const made = implementationsFrom(['gateway-api@1.6'])
    expect(made.ofController('example.com/controller')).toMatchObject({
      name: 'gateway-api',
      version: '1.6',
      title: 'Gateway API 1.6',
      assumed: false,
    })
    expect(made.ofController(KIC)).toMatchObject({ name: 'kic', assumed: true })
    expect(made.ofController('gateways.kuma.io/controller')).toMatchObject({ name: 'kuma', assumed: true })
  })

  it.each([
    [KIC, 'kic', '3.5', 'Kong Ingress Controller'],
    ['konghq.com/gateway-operator', 'kong-operator', '2.3', 'Kong Operator'],
    ['istio.io/gateway-controller', 'istio', '1.31', 'Istio'],
    // 3.0 is known, and not released.
    ['gateways.kuma.io/controller', 'kuma', '2.14', 'Kuma'],
    ['gateway.envoyproxy.io/gatewayclass-controller', 'envoy-gateway', '1.9', 'Envoy Gateway'],
  ])('%s is taken at its newest released version', (controller, name, version, title) => {
    expect(implementationsFrom([]).ofController(controller)).toMatchObject({ name, version, assumed: true, title })
  })

  it('give one and the same answer each time, also after very many names', () => {
    const made = implementationsFrom(['gateway-api@1.7'])
    expect(made.ofController(KIC)).toBe(made.ofController(KIC))
    for (let n = 0; n < 3000; n++) expect(made.ofController(`example.com/${n}`)?.name).toBe('gateway-api')
    expect(made.ofController('konghq.com/gateway-operator')?.name).toBe('kong-operator')
  })
})

it('classes of Istio work without an object, others do not', () => {
  const made = implementationsFrom([])
  expect(made.builtinClass('istio')).toBe('istio.io/gateway-controller')
  expect(made.builtinClass('istio-waypoint')).toBe('istio.io/mesh-controller')
  expect(made.builtinClass('kong')).toBeUndefined()
  expect(made.builtinClass('constructor')).toBeUndefined()
})

it('every definition has names, versions in order and an assumed version that it knows', () => {
  for (const { name, title, versions, assumed } of DEFINITIONS) {
    expect([name, title].every((word) => word.length > 0)).toBe(true)
    expect(
      versions.map((v) =>
        v
          .split('.')
          .map((part) => part.padStart(4, '0'))
          .join('.'),
      ),
    ).toEqual(
      versions
        .map((v) =>
          v
            .split('.')
            .map((part) => part.padStart(4, '0'))
            .join('.'),
        )
        .toSorted(),
    )
    expect(versions).toContain(assumed ?? versions.at(-1))
  }
  expect(new Set(DEFINITIONS.flatMap((d) => d.controllerNames)).size).toBe(DEFINITIONS.flatMap((d) => d.controllerNames).length)
})
