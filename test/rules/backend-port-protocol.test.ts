import { describe, expect, it } from 'vitest'
import { backendPortProtocol } from '../../src/rules/backend/backend-port-protocol.ts'
import { inBackends, service, told } from './backends.ts'

const others = [service('udp', ['53/UDP']), service('tcp', ['53/TCP', '80']), service('both', ['53', '53/UDP']), service('mixed', ['53/UDP', '80'])]
const at = (...names: string[]) => names.map((name) => ({ name, port: 53 }))

describe('backend-port-protocol', () => {
  it.each([
    ['HTTPRoute', 'udp', 'UDP, and an HTTPRoute needs TCP', 'add port 53 with protocol TCP to the Service'],
    ['GRPCRoute', 'mixed', 'UDP, and a GRPCRoute needs TCP', 'write port 80'],
    ['TLSRoute', 'udp', 'UDP, and a TLSRoute needs TCP', 'add port 53 with protocol TCP to the Service'],
    ['TCPRoute', 'udp', 'UDP, and a TCPRoute needs TCP', 'add port 53 with protocol TCP to the Service, or use a UDPRoute'],
    ['UDPRoute', 'tcp', 'TCP, and a UDPRoute needs UDP', 'add port 53 with protocol UDP to the Service, or use a TCPRoute'],
  ])('tells a %s to a port of the other protocol', (kind, name, words, hint) => {
    const findings = inBackends(backendPortProtocol, at('both', name, name), { kind, others })
    expect(told(findings)).toEqual(
      [1, 2].map(
        (n) => `spec.rules[0].backendRefs[${n}]: port 53 of backend Service "${name}" is ${words}: nothing answers (ResolvedRefs=False/PortNotFound)`,
      ),
    )
    expect(findings[0]).toMatchObject({ class: 'contradiction', whole: false, hint, restsOn: [{ kind: 'Service', name, state: 'found' }] })
  })

  it('finds nothing where the port is there in both, or not at all', () => {
    const away = { name: 'udp', namespace: 'closed', port: 53 }
    expect(inBackends(backendPortProtocol, [...at('both', 'absent'), { name: 'udp', port: 54 }, away], { others })).toEqual([])
    expect(inBackends(backendPortProtocol, at('both', 'udp'), { kind: 'UDPRoute', others })).toEqual([])
  })
})
