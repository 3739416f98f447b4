import { ISTIO_HTTP, istioGateway } from '../istio-examples.ts'
import { told } from '../limits.ts'
import type { Rule } from '../rule.ts'
import { excerpt } from '../words.ts'

const example = (length: number) => istioGateway(ISTIO_HTTP, { name: 'edge'.padEnd(length, '-long') })

/** Gateways whose Service cannot be made, for its name is too long. */
export const gatewayNameTooLong: Rule = {
  id: 'gateway-name-too-long',
  class: 'partial',
  kinds: ['Gateway'],
  docs: () => ({
    summary: 'The name of a Gateway and that of its class make a name for its Service that no Service can have.',
    why: 'Istio deploys GATEWAY-CLASS for a Gateway. A Service cannot have a name over 63 characters, so the proxy is never reached, and the status only says that an address was not found (Programmed=False/AddressNotUsable).',
    fix: 'Shorten the name, or give the proxy one of its own with the annotation `gateway.istio.io/name-override`.',
    source: 'istio-kuma.md A1; istio/istio#58941, #58595',
    bad: example(58),
    good: example(57),
  }),
  check(prediction) {
    return told(prediction, 'long name', ({ implementation, generated, longest, annotation }) => ({
      message: `${implementation.title} deploys "${excerpt(generated, 90)}" for this Gateway, and ${generated.length} characters are more than a Service may have (${longest})`,
      hint: `shorten the name by ${generated.length - longest}, or set the annotation ${annotation} to a shorter one`,
      condition: { type: 'Programmed', status: 'False', reason: 'AddressNotUsable' },
    }))
  },
}
