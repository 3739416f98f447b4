import { describe, expect, it } from 'vitest'
import { addressRoutability } from '../../src/rules/gateway/address-routability.ts'
import { unsupportedAddressType } from '../../src/rules/gateway/unsupported-address-type.ts'
import { unusableAddress } from '../../src/rules/gateway/unusable-address.ts'
import { OPERATOR } from '../gateway/objects.ts'
import { CLASS, ENVOY, inGateway, paths, SPEC } from './places.ts'

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

describe('address-routability', () => {
  const publishing = (...names: string[]) => ({ ...CLASS, status: { supportedFeatures: names.map((name) => ({ name })) } })
  const addresses = [{ ...HOST, routability: 'Cluster' }, IP, { ...IP, routability: 'Cluster' }, { ...HOST, routability: 'example.com/near' }]

  it.each([
    ['nothing', CLASS, [0]],
    ['both features', publishing('GatewayAddressRoutability', 'GatewayAddressRoutabilityCluster'), [0]],
    ['one', publishing('GatewayAddressRoutability'), [0, 2]],
    ['others', publishing('HTTPRoute'), [0, 2, 3]],
  ])('tells what cannot be had of a class that publishes %s', (_, of, positions) => {
    const findings = inGateway(addressRoutability, { addresses, listeners }, SPEC, of)
    expect(paths(findings)).toEqual(positions.map((n) => `spec.addresses[${n}].routability`))
    expect(findings[0]).toMatchObject({
      class: 'contradiction',
      whole: false,
      message: 'an address with routability Cluster cannot be had: only an IPAddress can be one of the cluster, and this is a hostname',
      restsOn: [],
    })
    for (const finding of findings.slice(1)) expect(finding.restsOn).toEqual([{ kind: 'GatewayClass', name: 'bare', state: 'found' }])
  })
})
