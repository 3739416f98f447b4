import { gatewayExample } from '../examples.ts'
import { odditiesOf } from '../oddities.ts'
import type { Rule, Said } from '../rule.ts'

const example = (port: number) =>
  gatewayExample(`  listeners: [{ name: web, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: cert }] } }]
  tls:
    frontend:
      default: {}
      perPort: [{ port: ${port}, tls: { validation: { caCertificateRefs: [{ group: "", kind: ConfigMap, name: ca }] } } }]`)

/** Client certificate settings for a port that no HTTPS listener is on. */
export const frontendPortUnused: Rule = {
  id: 'frontend-port-unused',
  class: 'odd',
  kinds: ['Gateway'],
  docs: () => ({
    summary: 'Validation of client certificates is set for a port without an HTTPS listener.',
    why: 'The setting has no effect, and the port that was meant may go without validation.',
    fix: 'Write the port of an HTTPS listener.',
    source: 'TLSPortConfig (apis/v1/gateway_types.go), GEP-91; gateway-api.md 2.2, S-PERPORT-DEAD',
    bad: example(8443),
    good: example(443),
  }),
  check(prediction) {
    return odditiesOf(prediction, 'frontend-port-unused').map(
      ({ path, key, port }): Said => ({
        path,
        key,
        message: `no HTTPS listener is on port ${port}: what is set for it has no effect`,
        hint: 'write the port of an HTTPS listener',
      }),
    )
  },
}
