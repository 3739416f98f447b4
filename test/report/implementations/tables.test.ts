import { describe, expect, test } from 'vitest'
import { DEFINITIONS, implementationOf } from '../../../src/implementations/index.ts'
import { rowsOf, type Words } from '../../../src/report/implementations/row.ts'
import { implementationTable } from '../../../src/report/implementations/table.ts'

const tableOf = (entry: string) => implementationTable(implementationOf(entry).implementation)
const answersTo = (entry: string, what: string) =>
  tableOf(entry).flatMap((row) => (row.what === what && row.group !== 'Features read from the class' ? [row.answer] : []))

const ENTRIES = DEFINITIONS.flatMap(({ name, controllerNames, versions }) =>
  [name, ...controllerNames.slice(1)].flatMap((named) => versions.map((version) => `${named}@${version}`)),
)

describe('a table', () => {
  test.each(ENTRIES)('%s asks each question once, and answers it in words', (entry) => {
    const rows = tableOf(entry)
    const questions = rows.map(({ group, what }) => `${group}: ${what}`)
    expect(questions.filter((one, index) => questions.indexOf(one) !== index)).toEqual([])
    expect(rows.filter(({ what, answer }) => /undefined|\[object|NaN|^\s*$|[;,:] *$/.test(`${what}\n${answer}`) || answer === '')).toEqual([])
  })

  test.each([
    ['kic@2.2', 'Status', 'is not predicted'],
    ['kic@3.5', 'Status', 'is predicted'],
    ['kic@2.8', 'Gateways of one class', '1; it maps every Gateway onto one proxy and checks no listener across Gateways'],
    ['kic@3.5', 'Gateways of one class', 'any number'],
    ['kic@3.5', 'Beside TCP on its port', 'HTTP, HTTPS, TLS, TCP, UDP: ProtocolConflict'],
    ['kic@3.5', 'Beside any other protocol on its port', 'its own kind, another: ProtocolConflict'],
    [
      'kic@3.5',
      'Matches on query parameters',
      'cannot be used; with router flavor traditional; Programmed=False/TranslationError; otherwise with routerFlavor=expressions; the setting is not configured here',
    ],
    [
      'kic@3.5,routerFlavor=traditional',
      'Matches on query parameters',
      'cannot be used; with router flavor traditional; Programmed=False/TranslationError; otherwise with routerFlavor=expressions',
    ],
    ['kic@3.5,routerFlavor=expressions', 'Matches on query parameters', 'can be used'],
    ['kic@2.12', 'Matches on query parameters', 'cannot be used; otherwise with kic@3.5,routerFlavor=expressions'],
    ['kic@3.5', 'Ports that the proxy offers', 'are not known, and held against nobody'],
    ['kic@3.5,proxyPorts=80:HTTP+8080:HTTP+443:HTTPS', 'Ports that the proxy offers', 'HTTP 80 8080, HTTPS 443'],
    ['kic@3.5', 'Looked at in a backend, in this order', 'its kind (InvalidKind), that it exists (BackendNotFound), the grant (RefNotPermitted)'],
    ['kic@2.3', 'Backends of one rule', 'one; a route with more is dropped; before 2.4'],
    ['kic@2.4', 'Backends of one rule', 'any number'],
    [
      'kic@3.5',
      'Route kinds that are read only with a gate',
      'TCPRoute, UDPRoute, TLSRoute; without its feature gate GatewayAlpha; otherwise with gatewayAlpha=true; the setting is not configured here',
    ],
    ['kic@3.5,gatewayAlpha=true', 'Route kinds that are read only with a gate', 'none'],
    ['kong-operator@2.2', 'Protocols that are served', 'HTTP, HTTPS, TLS'],
    ['kong-operator@2.3', 'Equal hostnames clash', 'anywhere in the Gateway, whatever the ports'],
    ['istio@1.30', 'Beside HTTP on its port', 'HTTP, HTTPS, TLS, TCP, UDP: no conflict'],
    [
      'istio@1.31',
      'Beside HTTP on its port',
      'HTTP: HostnameConflict where the hostnames are equal; HTTPS, TLS: ProtocolConflict where the hostnames are equal; TCP, UDP: ProtocolConflict',
    ],
    ['istio@1.31', 'Who loses a conflict', 'each later listener'],
    ['istio@1.30', 'Protocols that are refused for want of a setting', 'TCP'],
    ['istio@1.30,alphaGatewayAPI=true', 'Protocols that are refused for want of a setting', 'none'],
    ['istio.io/mesh-controller@1.31,ambient=true', 'The only listener that is Accepted', 'HBONE on port 15008; others serve all the same'],
    [
      'istio@1.29',
      'Protocols that are served only with a gate',
      'TLS, TCP; without PILOT_ENABLE_ALPHA_GATEWAY_API; otherwise with alphaGatewayAPI=true; the setting is not configured here',
    ],
    ['istio@1.31', 'Protocols that are served only with a gate', 'none'],
    [
      'istio.io/eastwest-controller@1.31',
      'The only listeners that a Gateway may have',
      'HBONE with tls.mode Terminate on port 15008, or TLS with tls.mode Passthrough; Accepted=False/UnsupportedProtocol',
    ],
    ['istio.io/mesh-controller@1.31,ambient=true', 'The class', 'is known'],
    [
      'kuma@2.14',
      'Beside HTTPS on its port',
      'HTTP: HostnameConflict where the hostnames are equal, else ProtocolConflict; HTTPS, TLS, TCP, UDP: HostnameConflict where the hostnames are equal',
    ],
    ['envoy-gateway@1.9', 'CA certificates of a policy: kinds', 'ConfigMap of any group, Secret of any group, ClusterTrustBundle of any group'],
    ['gateway-api@1.6', 'Order of routes under one hostname of a listener', 'by hostname: not known, unless the class publishes it'],
    ['gateway-api@1.7', 'Order of routes under one hostname of a listener', 'the longer written hostname first'],
  ])('%s: %s: %s', (entry, what, answer) => expect(answersTo(entry, what)).toEqual([answer]))

  test.each([
    ['kic@2.2', 'Looked at in a backend, in this order'],
    ['kic@3.5', 'Address types'],
    ['kic@3.5', 'CA certificates of a policy: kinds'],
    ['kic@3.5', 'ListenerSets of a Gateway that is refused as a whole'],
    ['istio@1.27', 'CA certificates for clients: kinds'],
    ['istio@1.31', 'Address types'],
  ])('%s does not ask: %s', (entry, what) => {
    expect(answersTo(entry, what)).toEqual([])
    expect(answersTo('gateway-api@1.7', what)).toHaveLength(1)
  })
})

describe('words', () => {
  interface Fields {
    readonly one: string
    readonly other?: string
  }
  const say = (what: string) => (value: string | undefined) => [{ group: 'Mesh' as const, what, answer: value ?? 'none' }]

  test('are needed for every field, optional ones too', () => {
    // @ts-expect-error a field without words
    const lacking: Words<Fields> = { one: say('one') }
    expect(Object.keys(lacking)).toEqual(['one'])
  })

  test('are said of every field that is asked for', () => {
    const words: Words<Fields> = { one: say('one'), other: say('other') }
    expect(rowsOf(words, { one: 'a' }).map(({ what, answer }) => `${what} ${answer}`)).toEqual(['one a', 'other none'])
    expect(rowsOf(words, { one: 'a', other: 'b' }, ['one']).map(({ what, answer }) => `${what} ${answer}`)).toEqual(['other b'])
  })
})
