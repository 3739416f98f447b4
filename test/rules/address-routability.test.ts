import { describe, expect, it } from 'vitest'
import { addressRoutability } from '../../src/rules/gateway/address-routability.ts'
import { CLASS, inGateway, paths, SPEC } from './places.ts'

const listeners = [{ name: 'web', port: 80, protocol: 'HTTP' }]
const IP = { type: 'IPAddress', value: '203.0.113.7' }
const HOST = { type: 'Hostname', value: 'edge.example' }

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
