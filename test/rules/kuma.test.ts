import { describe, expect, it } from 'vitest'
import { evaluate } from '../../src/engine/evaluate.ts'
import type { Kind } from '../../src/gateway/kinds.ts'
import type { AnyObject } from '../../src/gateway/objects.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { RULES } from '../../src/rules/index.ts'
import { cluster, documents } from '../gateway/objects.ts'

/** The rules whose words need Kuma. */
const OWN = RULES.filter(({ id }) =>
  [
    'another-mesh',
    'gateways-unread',
    'headless-parent',
    'ignored-field',
    'mesh-name-unread',
    'names-too-long',
    'parent-without-status',
    'refused-without-status',
    'service-protocol',
    'shared-service-parent',
  ].includes(id),
)

const KUMA = 'gateways.kuma.io/controller'
const ZONE = ['kuma@2.14,gatewaySecretsInAllNamespaces=true']
const LONG = 'r'.repeat(240)

const META = (name: string, more = '') => `metadata: {name: ${name}, namespace: a${more}}`
const API = 'apiVersion: gateway.networking.k8s.io/v1'
const SERVICE = (name: string, ports: string, more = '') => `{apiVersion: v1, kind: Service, ${META(name)}, spec: {ports: [${ports}]${more}}}`
const BARE = 'tls: {options: {example.com/issuer: internal}}'
const TO_PLAIN = 'backendRefs: [{name: plain, port: 80}]'
const TWICE = (header: string) =>
  `filters: [{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: ${header}, value: v}], add: [{name: ${header.toUpperCase()}, value: w}]}}]`

/** Of everything that a rule here finds there are two. */
const EVERYTHING = (className: string, controllerName: string) => `
{${API}, kind: GatewayClass, metadata: {name: ${className}}, spec: {controllerName: ${controllerName}}}
---
${SERVICE('plain', '{port: 80}')}
---
${SERVICE('raw', '{name: a, port: 80, appProtocol: tcp}, {name: b, port: 81, appProtocol: HTTP}, {name: c, port: 82, appProtocol: HTTP}')}
---
${SERVICE('bodiless', '{port: 80, appProtocol: http}', ', clusterIP: None')}
---
${SERVICE('headless', '{port: 80, appProtocol: http}', ', clusterIP: None')}
---
{${API}, kind: Gateway, ${META('bare', ', labels: {kuma.io/mesh: other}')}, spec: {gatewayClassName: ${className}, addresses: [{type: IPAddress, value: 203.0.113.7}], listeners: [{name: l, port: 443, protocol: HTTPS, hostname: l.example, ${BARE}}, {name: m, port: 443, protocol: HTTPS, hostname: m.example, ${BARE}}]}}
---
{${API}, kind: Gateway, ${META('edge', ', labels: {kuma.io/mesh: other}')}, spec: {gatewayClassName: ${className}, listeners: [{name: l, port: 80, protocol: HTTP}]}}
---
{${API}, kind: HTTPRoute, ${META('lost')}, spec: {parentRefs: [{name: bare}, {name: edge}, {name: bare, sectionName: m}], rules: [{${TO_PLAIN}, timeouts: {request: 5s}}, {matches: [{path: {value: /b}}], ${TO_PLAIN}, timeouts: {request: 5s}, retry: {attempts: 2}}]}}
---
{${API}, kind: HTTPRoute, ${META('dead')}, spec: {parentRefs: [{name: edge}], rules: [{${TWICE('x-a')}, ${TO_PLAIN}}, {${TWICE('x-b')}, ${TO_PLAIN}}]}}
---
{${API}, kind: HTTPRoute, ${META('mesh')}, spec: {parentRefs: [{group: "", kind: Service, name: plain}, {group: "", kind: Service, name: raw, port: 80}, {group: "", kind: Service, name: raw, port: 81}, {group: "", kind: Service, name: raw, port: 82}], rules: [{${TO_PLAIN}}]}}
---
{${API}, kind: HTTPRoute, ${META('none')}, spec: {parentRefs: [{group: "", kind: Service, name: bodiless}, {group: "", kind: Service, name: headless}], rules: [{${TO_PLAIN}}]}}
---
{${API}, kind: HTTPRoute, ${META(LONG)}, spec: {parentRefs: [{group: "", kind: Service, name: bodiless}, {group: "", kind: Service, name: headless}], rules: [{${TO_PLAIN}}]}}
`

const everything = (className = 'kuma', controllerName = KUMA) => documents(EVERYTHING(className, controllerName)) as unknown as AnyObject[]

function evaluated(objects: readonly AnyObject[], entries: readonly string[], unknown: readonly Kind[] = [], rules = OWN) {
  const view = cluster(...objects)
  for (const kind of unknown) view.setState(kind, { state: 'unknown', why: 'not listed yet' })
  return objects.flatMap((object) => {
    const { findings, faults } = evaluate({ kind: object.kind, object, before: undefined }, view, implementationsFrom(entries), rules)
    expect(faults).toEqual([])
    return findings.map((finding) => ({ name: object.metadata.name, ...finding }))
  })
}

const told = (...asked: Parameters<typeof evaluated>) =>
  evaluated(...asked)
    .map(({ rule, name, path }) => `${rule} ${name} ${path}`)
    .sort()

const lines = (byRule: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(byRule)
    .flatMap(([rule, places]) => places.map((place) => `${rule} ${place}`))
    .sort()

/** An object whose lists of listeners, parents and rules are the other way round. */
function reversed(object: AnyObject): AnyObject {
  const turned = Object.entries((object as { spec?: object }).spec ?? {}).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.toReversed() : value,
  ])
  return { ...object, spec: Object.fromEntries(turned) } as unknown as AnyObject
}

it('is a list of rules that there are', () => {
  expect(OWN).toHaveLength(10)
})

const IGNORED_OF_GATEWAY = ['bare spec.addresses', 'bare spec.listeners[0].tls.options', 'bare spec.listeners[1].tls.options']
const REFUSED = ['bare spec.listeners[0]', 'bare spec.listeners[1]']
const IGNORED_OF_ROUTE = ['lost spec.rules[0].timeouts', 'lost spec.rules[1].retry', 'lost spec.rules[1].timeouts']
const UNSERVED = ['lost spec.parentRefs[0]', 'lost spec.parentRefs[2]']
const APART = ['lost spec.parentRefs[0]', 'lost spec.parentRefs[1]', 'lost spec.parentRefs[2]', 'dead spec.parentRefs[0]']
const DEAD = ['dead spec.rules[0].filters[0].requestHeaderModifier', 'dead spec.rules[1].filters[0].requestHeaderModifier']
const NOT_HTTP = ['mesh spec.parentRefs[0]', 'mesh spec.parentRefs[1]']
const WRITTEN_OVER = ['mesh spec.parentRefs[1]', 'mesh spec.parentRefs[2]']
const HEADLESS = ['none', LONG].flatMap((name) => [`${name} spec.parentRefs[0]`, `${name} spec.parentRefs[1]`])
const TOO_LONG = [`${LONG} metadata.name`, `${LONG} metadata.name`]
const UNREAD = ['kuma spec.controllerName', 'bare spec.gatewayClassName', 'edge spec.gatewayClassName']

const ALL = {
  'another-mesh': APART,
  'ignored-field': [...IGNORED_OF_GATEWAY, ...IGNORED_OF_ROUTE],
  'names-too-long': TOO_LONG,
  'parent-without-status': UNSERVED,
  'refused-without-status': [...REFUSED, ...DEAD],
  'service-protocol': NOT_HTTP,
  'shared-service-parent': WRITTEN_OVER,
}
const OF_MESH = { 'names-too-long': TOO_LONG, 'service-protocol': NOT_HTTP, 'shared-service-parent': WRITTEN_OVER }

describe('what Kuma does without a word', () => {
  it.each([
    ['2.14', ZONE, ALL],
    [
      '2.8, which reads no labels',
      ['kuma@2.8'],
      { ...ALL, 'another-mesh': [], 'mesh-name-unread': ['bare metadata.labels[kuma.io/mesh]', 'edge metadata.labels[kuma.io/mesh]'] },
    ],
    [
      '3.0, without Gateways',
      ['kuma@3.0'],
      { 'gateways-unread': UNREAD, 'headless-parent': HEADLESS, 'names-too-long': TOO_LONG, 'service-protocol': NOT_HTTP },
    ],
    ['a global control plane', ['kuma@2.14,mode=global'], { 'gateways-unread': UNREAD }],
  ])('is told under %s', (_, entries, expected) => {
    expect(told(everything(), entries)).toEqual(lines(expected))
  })

  it.each([
    ['Service', { ...ALL, 'service-protocol': [] }],
    ['Gateway', { ...OF_MESH, 'ignored-field': IGNORED_OF_GATEWAY }],
    ['GatewayClass', OF_MESH],
    ['Namespace', { ...ALL, 'another-mesh': [] }],
    ['ReferenceGrant', ALL],
  ] as const)('is not told of what rests on an unknown %s', (unknown, expected) => {
    expect(told(everything(), ZONE, [unknown])).toEqual(lines(expected))
  })

  it.each([
    ['another controller', 'eg', 'gateway.envoyproxy.io/gatewayclass-controller', ['envoy-gateway@1.9']],
    ['a controller that nobody knows', 'acme', 'acme.example/controller', []],
    ['a class of its name that is not its own', 'kuma', 'acme.example/controller', []],
  ] as const)('is not told of %s', (_, className, controllerName, entries) => {
    expect(told(everything(className, controllerName), entries)).toEqual([])
  })

  it('has keys that no order changes', () => {
    for (const entries of [ZONE, ['kuma@2.8'], ['kuma@3.0']]) {
      // Of several references to one Service the last counts, so that one is told by its place.
      const rules = OWN.filter(({ id }) => id !== 'shared-service-parent')
      const keys = (objects: readonly AnyObject[]) => evaluated(objects, entries, [], rules).map(({ name, rule, key }) => `${name} ${rule} ${key}`)
      const [one, other] = [keys(everything()).sort(), keys(everything().map(reversed)).sort()]
      expect(other).toEqual(one)
      expect(one.length).toBeGreaterThan(5)
    }
  })
})
