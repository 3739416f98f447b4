import { describe, expect, it } from 'vitest'
import { unusableAddress } from '../../src/rules/gateway/unusable-address.ts'
import { ENVOY, inGateway } from './places.ts'

const listeners = [{ name: 'web', port: 80, protocol: 'HTTP' }]
const IP = { type: 'IPAddress', value: '203.0.113.7' }
const HOST = { type: 'Hostname', value: 'edge.example' }
const POOL = { type: 'example.com/pool', value: 'blue' }

describe('unusable-address', () => {
  it('tells each address that the controller takes and cannot use', () => {
    expect(
      inGateway(unusableAddress, { addresses: [IP, HOST, { ...HOST, value: 'b.example' }], listeners }, ['envoy-gateway@1.9'], ENVOY),
    ).toMatchObject([
      {
        class: 'partial',
        path: 'spec.addresses[1]',
        message:
          'Envoy Gateway 1.9 takes an address of type Hostname and cannot use it: the Gateway is never programmed (Programmed=False/AddressNotUsable)',
        condition: { type: 'Programmed', status: 'False', reason: 'AddressNotUsable' },
      },
      { path: 'spec.addresses[2]' },
    ])
  })

  it('finds nothing in other addresses, in a Gateway that is refused, and with another controller', () => {
    expect(inGateway(unusableAddress, { addresses: [IP], listeners }, ['envoy-gateway@1.9'], ENVOY)).toEqual([])
    expect(inGateway(unusableAddress, { addresses: [HOST, POOL], listeners }, ['envoy-gateway@1.9'], ENVOY)).toEqual([])
    expect(inGateway(unusableAddress, { addresses: [IP, HOST], listeners })).toEqual([])
  })
})
