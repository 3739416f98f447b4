import { describe, expect, it } from 'vitest'
import { evaluate } from '../../src/engine/evaluate.ts'
import type { Kind } from '../../src/gateway/kinds.ts'
import type { AnyObject } from '../../src/gateway/objects.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { RULES } from '../../src/rules/index.ts'
import { cluster, documents } from '../gateway/objects.ts'

/** The rules whose words need Istio. */
const OWN = RULES.filter(({ id }) =>
  [
    'address-not-service',
    'class-switched-off',
    'gateway-name-too-long',
    'policy-not-read',
    'reserved-listener-port',
    'split-within-service',
    'unexpected-listener',
  ].includes(id),
)

const EVERYTHING = (className: string, controllerName: string) => `
{apiVersion: gateway.networking.k8s.io/v1, kind: GatewayClass, metadata: {name: ${className}}, spec: {controllerName: ${controllerName}}}
---
{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: ${'edge'.padEnd(60, '-x')}, namespace: a}, spec: {gatewayClassName: ${className}, listeners: [{name: l, port: 15021, protocol: HTTP}, {name: m, port: 15021, protocol: HTTP, hostname: m.example}]}}
---
{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: own, namespace: a}, spec: {gatewayClassName: ${className}, addresses: [{type: Hostname, value: proxy}, {type: Hostname, value: proxy.b.svc}], listeners: [{name: l, port: 15021, protocol: HTTP}]}}
---
{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: r, namespace: a}, spec: {parentRefs: [{name: own}], rules: [{backendRefs: [{name: s, port: 80}, {name: s, port: 80}]}]}}
---
{apiVersion: gateway.networking.k8s.io/v1, kind: BackendTLSPolicy, metadata: {name: p, namespace: a}, spec: {targetRefs: [{group: "", kind: Service, name: s}], validation: {hostname: s.example, wellKnownCACertificates: System}}}
`

function told(className: string, controllerName: string, entries: readonly string[], unknown: readonly Kind[] = []): string[] {
  const objects = documents(EVERYTHING(className, controllerName)) as unknown as AnyObject[]
  const view = cluster(...objects)
  for (const kind of unknown) view.setState(kind, { state: 'unknown', why: 'not listed yet' })
  return objects.flatMap((object) => {
    const { findings, faults } = evaluate({ kind: object.kind, object, before: undefined }, view, implementationsFrom(entries), OWN)
    expect(faults).toEqual([])
    return findings.map(({ rule, path }) => `${rule} ${object.metadata.name.slice(0, 4)} ${path}`)
  })
}

const ISTIO = 'istio.io/gateway-controller'
const NAMES = [
  'gateway-name-too-long edge metadata.name',
  'reserved-listener-port edge spec.listeners[0].port',
  'reserved-listener-port edge spec.listeners[1].port',
]
const ELSEWHERE = 'address-not-service own spec.addresses[1]'
const SPLIT = 'split-within-service r spec.rules[0].backendRefs[1]'

describe('what Istio cannot do', () => {
  it('is told of its own classes, whatever their names', () => {
    const all = [...NAMES, 'address-not-service own spec.addresses[0]', ELSEWHERE, SPLIT]
    expect(told('istio', ISTIO, ['istio@1.31'])).toEqual(all)
    expect(told('mine', ISTIO, ['istio@1.27'])).toEqual([...all, 'policy-not-read p spec'])
  })

  it.each([
    ['another controller', 'eg', 'gateway.envoyproxy.io/gatewayclass-controller', ['envoy-gateway@1.9']],
    ['a controller that nobody knows', 'acme', 'acme.example/controller', []],
    ['a class of its name that is not its own', 'istio', 'acme.example/controller', []],
    ['remote gateways', 'istio-remote', 'istio.io/unmanaged-gateway', []],
  ] as const)('is not told of %s', (_, className, controllerName, entries) => {
    expect(told(className, controllerName, entries).filter((one) => one !== SPLIT)).toEqual([])
  })

  it('is not told of what the view does not know', () => {
    expect(told('istio', ISTIO, ['istio@1.31'], ['Service'])).toEqual([...NAMES, ELSEWHERE, SPLIT])
    expect(told('istio', ISTIO, ['istio@1.31'], ['GatewayClass'])).toEqual([])
  })
})
