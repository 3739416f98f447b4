import { gatewayExample } from '../examples.ts'
import type { Rule, Said } from '../rule.ts'
import { excerpt } from '../words.ts'

const example = (type: string) =>
  gatewayExample(`  addresses: [{ type: ${type}, value: blue }]
  listeners: [{ name: web, port: 80, protocol: HTTP }]`)

/** Types of addresses that there are, and that this controller does not take. */
export const unsupportedAddressType: Rule = {
  id: 'unsupported-address-type',
  class: 'intrinsic',
  kinds: ['Gateway'],
  docs: () => ({
    summary: 'The controller does not take the type of an address.',
    why: 'The Gateway is refused as a whole, Accepted=False/UnsupportedAddress, or the address is ignored without a word (class partial, or odd where the specification has the type).',
    fix: 'Use a type that the controller takes, or leave `addresses` out.',
    source: 'AddressType, GatewayReasonUnsupportedAddress (apis/v1/gateway_types.go); gateway-api.md 2.10, W-ADDR',
    partOnly: true,
    bad: example('example.com/pool'),
    good: gatewayExample(`  addresses: [{ type: IPAddress, value: 203.0.113.7 }]
  listeners: [{ name: web, port: 80, protocol: HTTP }]`),
  }),
  check(prediction) {
    if (prediction.kind !== 'Gateway') return []
    const { title } = prediction.implementation
    return prediction.addresses.flatMap(({ path, type, value, standing }): Said[] => {
      const isOfSpecification = type === 'IPAddress' || type === 'Hostname'
      if (standing === 'taken' || standing === 'unknown' || !(isOfSpecification || type.includes('/'))) return []
      const isRefused = standing === 'refused'
      return [
        {
          ...(!isRefused && { class: isOfSpecification ? ('odd' as const) : ('partial' as const) }),
          path,
          key: `${type} ${value}`,
          message: isRefused
            ? `${title} does not take addresses of type ${excerpt(type)}: the Gateway is refused (Accepted=False/UnsupportedAddress)`
            : `${title} ignores the address of type ${excerpt(type)}, and no status would say so`,
          hint: 'use a type that the controller takes, or leave addresses out',
          ...(isRefused && { condition: { type: 'Accepted', status: 'False', reason: 'UnsupportedAddress' } as const }),
        },
      ]
    })
  },
}
