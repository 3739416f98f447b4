import type { Rule, Said } from '../rule.ts'
import { excerpt } from '../words.ts'

const example = (address: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: bare }
spec: { controllerName: example.com/controller }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: default }
spec:
  gatewayClassName: bare
  addresses: [${address}]
  listeners: [{ name: web, port: 80, protocol: HTTP }]
`

/** Routability of an address that cannot be had. */
export const addressRoutability: Rule = {
  id: 'address-routability',
  class: 'contradiction',
  kinds: ['Gateway'],
  docs: () => ({
    summary: 'The routability that is asked of an address cannot be had: of a hostname, or from a class that does not publish the feature.',
    why: 'The address is not assigned (AddressesAssigned=False) where the controller knows the field, and routability is ignored where it does not.',
    fix: 'Ask for it with an IPAddress, and of a class that publishes GatewayAddressRoutability.',
    source: 'GEP-5093, GatewayAddressRoutability and GatewayAddressRoutabilityCluster (pkg/features); gateway-api-1.7.md 6.2, W-ROUT',
    partOnly: true,
    implementations: ['gateway-api@1.7'],
    bad: example('{ value: edge.example.com, type: Hostname, routability: Cluster }'),
    good: example('{ type: IPAddress, value: 10.0.0.7, routability: Cluster }'),
  }),
  check(prediction) {
    if (prediction.kind !== 'Gateway') return []
    const { gatewayClassName } = prediction.object.spec
    return prediction.addresses.flatMap(({ path, type, value, routability }): Said[] => {
      if (!routability) return []
      const { asked, because } = routability
      const trouble =
        because === 'Hostname'
          ? 'only an IPAddress can be one of the cluster, and this is a hostname'
          : `the GatewayClass does not publish the feature ${asked === 'Cluster' ? 'GatewayAddressRoutabilityCluster' : 'GatewayAddressRoutability'}`
      return [
        {
          path: `${path}.routability`,
          key: `${type} ${value} ${asked}`,
          message: `an address with routability ${excerpt(asked)} cannot be had: ${trouble}`,
          restsOn: because === 'Hostname' ? [] : [{ kind: 'GatewayClass', name: gatewayClassName, state: 'found' }],
          hint:
            because === 'Hostname'
              ? 'use type IPAddress, or leave routability out'
              : 'leave routability out, or use a class that publishes the feature',
        },
      ]
    })
  },
}
