import { describe, expect, it } from 'vitest'
import { backendAppProtocol } from '../../src/rules/backend/backend-app-protocol.ts'
import { gatewayClass } from '../gateway/objects.ts'
import { inBackends, service, told } from './backends.ts'

const PROTOCOLS = ['redis', 'kubernetes.io/ws', 'kubernetes.io/h2c', 'https', 'example.com/own']
const others = PROTOCOLS.map((appProtocol, n) => service(`s${n}`, [], { ports: [{ port: 80, appProtocol }] }))
const backends = PROTOCOLS.map((_, n) => ({ name: `s${n}`, port: 80 }))
const publishing = (...names: string[]) => ({
  ...gatewayClass('bare', 'example.com/x'),
  status: { supportedFeatures: names.map((name) => ({ name })) },
})

describe('backend-app-protocol', () => {
  it.each([
    ['HTTPRoute', undefined, [[0, 'speaks redis, which no HTTPRoute can']]],
    [
      'GRPCRoute',
      undefined,
      [
        [0, 'speaks redis, which no GRPCRoute can'],
        [1, 'speaks kubernetes.io/ws, which no GRPCRoute can'],
      ],
    ],
    ['TCPRoute', undefined, []],
    [
      'HTTPRoute',
      publishing('HTTPRoute', 'HTTPRouteBackendProtocolH2C'),
      [
        [0, 'speaks redis, which no HTTPRoute can'],
        [1, 'speaks kubernetes.io/ws, which the class publishes not to (no feature HTTPRouteBackendProtocolWebSocket)'],
      ],
    ],
  ] as const)('in a %s', (kind, className, expected) => {
    const findings = inBackends(backendAppProtocol, backends, { kind, others, ...(className && { className }) })
    expect(told(findings)).toEqual(expected.map(([n, words]) => `spec.rules[0].backendRefs[${n}]: port 80 of backend Service "s${n}" ${words}`))
    for (const one of findings) expect(one.class).toBe('odd')
  })
})
