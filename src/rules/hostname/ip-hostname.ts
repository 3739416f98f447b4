import { routeExample } from '../examples.ts'
import { odditiesOf } from '../oddities.ts'
import type { Rule, Said } from '../rule.ts'

const example = (hostname: string) =>
  routeExample(`  parentRefs: [{ name: edge }]
  hostnames: ["${hostname}"]
  rules:
    - backendRefs: [{ name: shop, port: 80 }]`)

/** Hostnames that are IP addresses. */
export const ipHostname: Rule = {
  id: 'ip-hostname',
  class: 'intrinsic',
  kinds: ['HTTPRoute', 'GRPCRoute', 'Gateway', 'ListenerSet'],
  about: 'oddities',
  docs: () => ({
    summary: 'A hostname of a route or listener is an IP address.',
    why: 'The specification allows none there, but digits with dots fit the pattern of the CRD. What the controller makes of it is not defined.',
    fix: 'Write a DNS name; leave the hostname out to take every name and address.',
    source: 'Hostname (apis/v1/shared_types.go): "IPs are not allowed"; gateway-api.md 2.2, S-IPHOST',
    partOnly: true,
    bad: example('203.0.113.7'),
    good: example('shop.example'),
  }),
  check(prediction) {
    return odditiesOf(prediction, 'ip-hostname').map(
      ({ path, key, hostname }): Said => ({
        path,
        key,
        message: `hostname ${hostname} is an IP address, which the specification does not allow: what becomes of it is not defined`,
        hint: 'write a DNS name, or leave the hostname out to take every name and address',
      }),
    )
  },
}
