import { describe, expect, it } from 'vitest'
import { addressWithoutValue } from '../../src/rules/gateway/address-without-value.ts'
import { inGateway, paths } from './places.ts'

describe('address-without-value', () => {
  it('tells each address without one', () => {
    const findings = inGateway(addressWithoutValue, { addresses: [{ type: 'IPAddress' }, { value: '203.0.113.7' }, { type: 'Hostname', value: '' }] })
    expect(paths(findings)).toEqual(['spec.addresses[0]', 'spec.addresses[2]'])
    expect(findings[0]).toMatchObject({
      class: 'odd',
      message: 'the address of type IPAddress has no value: the controller has to be able to choose one (feature GatewayAddressEmpty)',
    })
  })

  it('finds nothing where there is a value, or no address', () => {
    expect(inGateway(addressWithoutValue, { addresses: [{ type: 'Hostname', value: 'a.example' }] })).toEqual([])
    expect(inGateway(addressWithoutValue, {})).toEqual([])
  })
})
