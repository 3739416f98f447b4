import { gatewayExample } from '../examples.ts'
import type { Rule, Said } from '../rule.ts'

const example = (address: string) =>
  gatewayExample(`  addresses: [${address}]
  listeners: [{ name: web, port: 80, protocol: HTTP }]`)

/** Addresses that a controller takes and cannot use. */
export const unusableAddress: Rule = {
  id: 'unusable-address',
  class: 'partial',
  kinds: ['Gateway'],
  docs: () => ({
    summary: 'The controller accepts an address and cannot use it.',
    why: 'The Gateway is accepted and never programmed: Programmed=False/AddressNotUsable.',
    fix: 'Use an address of type IPAddress, or leave `addresses` out.',
    source:
      'GatewayReasonAddressNotUsable (apis/v1/gateway_types.go), envoy-gateway internal/gatewayapi/status/gateway.go; gateway-api.md 2.10, W-ADDR-USE',
    bad: example('{ type: Hostname, value: edge.example.com }'),
    good: example('{ type: IPAddress, value: 203.0.113.7 }'),
  }),
  check(prediction) {
    if (prediction.kind !== 'Gateway') return []
    return prediction.addresses.flatMap(({ path, type, value, unusable }): Said[] => {
      if (!unusable) return []
      return [
        {
          path,
          key: `${type} ${value}`,
          message: `${prediction.implementation.title} takes an address of type ${type} and cannot use it: the Gateway is never programmed (Programmed=False/${unusable.reason})`,
          hint: 'use an address of type IPAddress, or leave addresses out',
          condition: unusable,
        },
      ]
    })
  },
}
