import { describe, expect, it } from 'vitest'
import { unknownAddressType } from '../../src/rules/gateway/unknown-address-type.ts'
import { KUMA, OPERATOR } from '../gateway/objects.ts'
import { inGateway } from './places.ts'

const addresses = [
  { type: 'NamedAddress', value: 'vip-1' },
  { value: '203.0.113.7' },
  { type: 'ipaddress', value: '203.0.113.8' },
  { type: 'Hostname', value: 'a.example' },
  { type: 'IPAddress', value: '203.0.113.9' },
]

describe('unknown-address-type', () => {
  it('tells each type that is not known, with the condition where the controller refuses it', () => {
    expect(inGateway(unknownAddressType, { addresses })).toMatchObject([
      {
        class: 'intrinsic',
        whole: false,
        path: 'spec.addresses[0].type',
        key: 'NamedAddress vip-1',
        message:
          'address type "NamedAddress" is neither IPAddress nor Hostname: by the specification the Gateway is refused (Accepted=False/UnsupportedAddress)',
        condition: { type: 'Accepted', status: 'False', reason: 'UnsupportedAddress' },
      },
      { path: 'spec.addresses[2].type' },
    ])
  })

  it('one with a domain is only odd where nobody knows what the controller takes', () => {
    const pool = [{ type: 'example.com/pool', value: 'blue' }, addresses[1]]
    expect(inGateway(unknownAddressType, { addresses: pool }, ['kong-operator@2.3'], OPERATOR)).toMatchObject([
      { class: 'odd', path: 'spec.addresses[0].type' },
    ])
    expect(inGateway(unknownAddressType, { addresses: pool })).toEqual([])
  })

  it('finds nothing in the two that are known', () => {
    expect(inGateway(unknownAddressType, { addresses: [addresses[1], addresses[3], addresses[4]] })).toEqual([])
  })

  it('leaves a Gateway alone whose listeners its controller does not read', () => {
    expect(inGateway(unknownAddressType, { addresses }, ['kuma@3.0'], KUMA)).toEqual([])
  })
})
