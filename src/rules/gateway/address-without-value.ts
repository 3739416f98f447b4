import { gatewayExample } from '../examples.ts'
import { odditiesOf } from '../oddities.ts'
import type { Rule, Said } from '../rule.ts'
import { excerpt } from '../words.ts'

const example = (rest: string) =>
  gatewayExample(`  addresses: [{ type: IPAddress${rest} }]
  listeners: [{ name: web, port: 80, protocol: HTTP }]`)

/** Addresses that the controller is to choose. */
export const addressWithoutValue: Rule = {
  id: 'address-without-value',
  class: 'odd',
  kinds: ['Gateway'],
  docs: () => ({
    summary: 'An address has a type and no value.',
    why: 'The controller is then to choose one of that type, which not every controller can (feature GatewayAddressEmpty).',
    fix: 'Write the value, or leave `addresses` out.',
    source: 'GatewaySpecAddress.Value (apis/v1/gateway_types.go); gateway-api.md 2.2, S-ADDR-EMPTY',
    bad: example(''),
    good: example(', value: 203.0.113.7'),
  }),
  check(prediction) {
    return odditiesOf(prediction, 'address-without-value').map(
      ({ path, key, type }): Said => ({
        path,
        key,
        message: `the address of type ${excerpt(type)} has no value: the controller has to be able to choose one (feature GatewayAddressEmpty)`,
        hint: 'write the value, or leave addresses out',
      }),
    )
  },
}
