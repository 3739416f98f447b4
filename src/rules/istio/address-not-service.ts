import type { GatewayLimitFact } from '../../prediction/limits/fact.ts'
import { SERVICES } from '../examples.ts'
import { ISTIO_HTTP, istioGateway } from '../istio-examples.ts'
import { told } from '../limits.ts'
import type { Rule, Said } from '../rule.ts'
import { enumerate, excerpt, listenersOf, listenerWords } from '../words.ts'

const example = (value: string) => `${SERVICES}${istioGateway(ISTIO_HTTP, { more: `  addresses: [{ type: Hostname, value: ${value} }]\n` })}`

type Address = Extract<GatewayLimitFact, { readonly limit: 'address' }>

/** Addresses that should name a Service of the Gateway's own namespace, and do not. */
export const addressNotService: Rule = {
  id: 'address-not-service',
  class: 'absent',
  kinds: ['Gateway'],
  docs: () => ({
    summary: "An address does not name a Service of the Gateway's own namespace with the ports of its listeners.",
    why: 'Istio takes several addresses, or one of type Hostname, for Services in front of a proxy that somebody else deployed. It is not accepted for what is no Hostname (Accepted=False/UnsupportedAddress), and never programmed for a Service that it does not find (Programmed=False/AddressNotUsable).',
    fix: 'Name a Service of the own namespace, short or as SERVICE.NAMESPACE.svc.cluster.local, that has a port for each listener; or leave `addresses` out, and Istio deploys a proxy.',
    source: 'istio-kuma.md A2; extractGatewayServices in pilot/pkg/config/kube/gateway/conversion.go of Istio; istio/istio#39031',
    bad: example('edge.infra.svc.cluster.local'),
    good: example('shop'),
  }),
  check(prediction) {
    return told(
      prediction,
      'address',
      (fact): Omit<Said, 'path' | 'key' | 'atMost'> => ({ ...said(fact, listenerOf(prediction.object, fact)), ...condition(fact) }),
    )
  },
}

const UNUSABLE = { type: 'Programmed', status: 'False', reason: 'AddressNotUsable' } as const

function condition({ trouble }: Address): Pick<Said, 'condition'> {
  return { condition: 'condition' in trouble ? trouble.condition : UNUSABLE }
}

function listenerOf(object: Parameters<typeof listenersOf>[0], { trouble }: Address): string {
  return trouble.is === 'port' ? listenerWords(listenersOf(object).get(trouble.listener)) : ''
}

type Words = Pick<Said, 'class' | 'whole' | 'message' | 'hint' | 'restsOn'>

function said({ value, isOnly: whole, trouble, implementation: { title } }: Address, listener: string): Words {
  const own = "name a Service of the Gateway's own namespace, or leave addresses out"
  switch (trouble.is) {
    case 'type':
      return {
        class: 'intrinsic',
        whole,
        message: `${title} takes an address of type ${trouble.type} only where it is the only one: beside others it is skipped, and the Gateway is not accepted`,
        hint: 'leave one address, or name Services of the own namespace with type Hostname',
      }
    case 'annotation':
      return {
        class: 'partial',
        message: `${title} no longer takes the annotation ${trouble.annotation} on a Gateway whose addresses name Services: the Gateway is not accepted`,
        hint: 'remove the annotation: nothing is deployed for this Gateway',
      }
    case 'elsewhere':
      return {
        class: 'intrinsic',
        whole,
        message: `address ${excerpt(value)} names a Service of namespace "${excerpt(trouble.name.namespace)}", and ${title} takes those of the Gateway's own only: the Gateway is never programmed`,
        hint: own,
      }
    case 'no Service':
      return { message: `address ${excerpt(value)} is no name of a Service, for which ${title} takes it: the Gateway is never programmed`, hint: own }
    case 'absent':
      return {
        message: `address ${excerpt(value)} names Service "${excerpt(trouble.name.name)}", which is not there: the Gateway is not programmed`,
        hint: `create Service "${excerpt(trouble.name.name)}", or ${own}`,
        restsOn: [{ kind: 'Service', ...trouble.name, state: 'absent' }],
      }
    case 'port':
      return {
        class: 'partial',
        message: `Service "${excerpt(trouble.name.name)}" of address ${excerpt(value)} has no port ${trouble.port} for listener ${listener}`,
        hint:
          trouble.meant === undefined
            ? `add port ${trouble.port} to the Service, or use one that it has: ${enumerate(trouble.offered.map(String), 5)}`
            : `${trouble.port} is a targetPort: write the port of the Service, ${trouble.meant}, into the listener`,
        restsOn: [{ kind: 'Service', ...trouble.name, state: 'found' }],
      }
  }
}
