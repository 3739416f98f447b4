import { gatewayExample } from '../examples.ts'
import type { Rule, Said } from '../rule.ts'
import { excerpt } from '../words.ts'

const example = (type: string) =>
  gatewayExample(`  addresses: [{ type: ${type}, value: 203.0.113.7 }]
  listeners: [{ name: web, port: 80, protocol: HTTP }]`)

const REFUSED = 'by the specification the Gateway is refused (Accepted=False/UnsupportedAddress)'

/** Types of addresses that no controller has to know. */
export const unknownAddressType: Rule = {
  id: 'unknown-address-type',
  class: 'intrinsic',
  kinds: ['Gateway'],
  docs: () => ({
    summary: 'The type of an address is neither IPAddress nor Hostname.',
    why: 'By the specification the Gateway is refused, Accepted=False/UnsupportedAddress, and with it all its listeners; other controllers ignore the address. With a domain before it the type may be the controller’s own (class odd).',
    fix: 'Write IPAddress or Hostname, or a type that the controller documents.',
    source: 'AddressType, GatewayReasonUnsupportedAddress (apis/v1); gateway-api.md 2.2, S-ADDR-TYPE',
    partOnly: true,
    bad: example('NamedAddress'),
    good: example('IPAddress'),
  }),
  check(prediction) {
    if (prediction.kind !== 'Gateway') return []
    return prediction.addresses.flatMap(({ path, type, value, standing }): Said[] => {
      if (type === 'IPAddress' || type === 'Hostname' || standing === 'taken') return []
      const prefixed = type.includes('/')
      // What this controller makes of a type that may be some controller's own, unsupported-address-type says.
      if (prefixed && standing !== 'unknown') return []
      const isRefused = standing === 'refused'
      const outcome = standing === 'ignored' ? `${prediction.implementation.title} ignores the address, and no status would say so` : REFUSED
      return [
        {
          ...(prefixed && { class: 'odd' as const }),
          path: `${path}.type`,
          key: `${type} ${value}`,
          message: prefixed
            ? `address type ${excerpt(type)} is for one controller alone; one that does not know it refuses the Gateway (Accepted=False/UnsupportedAddress) or ignores the address`
            : `address type "${excerpt(type)}" is neither IPAddress nor Hostname: ${outcome}`,
          hint: 'write IPAddress or Hostname, or a type that the controller documents',
          ...(isRefused && { condition: { type: 'Accepted', status: 'False', reason: 'UnsupportedAddress' } as const }),
        },
      ]
    })
  },
}
