import { describe, expect, it } from 'vitest'
import { unsupportedAddressType } from '../../src/rules/gateway/unsupported-address-type.ts'
import { OPERATOR } from '../gateway/objects.ts'
import { inGateway } from './places.ts'

const listeners = [{ name: 'web', port: 80, protocol: 'HTTP' }]
const IP = { type: 'IPAddress', value: '203.0.113.7' }
const HOST = { type: 'Hostname', value: 'edge.example' }
const POOL = { type: 'example.com/pool', value: 'blue' }

describe('unsupported-address-type', () => {
  it('tells each address for which the controller refuses the Gateway', () => {
    const addresses = [POOL, IP, HOST, { type: 'NamedAddress', value: 'x' }, { ...POOL, value: 'green' }]
    expect(inGateway(unsupportedAddressType, { addresses, listeners })).toMatchObject([
      {
        class: 'intrinsic',
        whole: false,
        path: 'spec.addresses[0]',
        key: 'example.com/pool blue',
        message: 'Gateway API 1.7 does not take addresses of type example.com/pool: the Gateway is refused (Accepted=False/UnsupportedAddress)',
        condition: { type: 'Accepted', status: 'False', reason: 'UnsupportedAddress' },
      },
      { path: 'spec.addresses[4]' },
    ])
  })

  it('finds nothing where nobody knows what the controller takes, and where it takes all', () => {
    expect(inGateway(unsupportedAddressType, { addresses: [POOL, IP], listeners }, ['kong-operator@2.3'], OPERATOR)).toEqual([])
    expect(inGateway(unsupportedAddressType, { addresses: [IP, HOST], listeners })).toEqual([])
    expect(inGateway(unsupportedAddressType, { addresses: [POOL, IP], listeners }, [])).toEqual([])
  })
})
