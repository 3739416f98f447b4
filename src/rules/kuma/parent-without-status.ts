import { SERVICES } from '../examples.ts'
import { BACKENDS, kumaGateway, kumaRoute, TO_EDGE } from '../kuma-examples.ts'
import { told } from '../limits.ts'
import type { Rule } from '../rule.ts'
import { excerpt } from '../words.ts'

const tls = (certificates: string) =>
  kumaGateway({ listeners: `{ name: web, port: 80, protocol: HTTP }, { name: tls, port: 443, protocol: HTTPS, tls: { ${certificates} } }` })
const SECRET = `apiVersion: v1
kind: Secret
metadata: { name: cert, namespace: default }
type: kubernetes.io/tls
data: { tls.crt: Y2VydA==, tls.key: a2V5 }
---
`
const example = (certificates: string) => kumaRoute(`${TO_EDGE}${BACKENDS}`, { gateway: tls(certificates), services: `${SECRET}${SERVICES}` })

/** Routes to Gateways that their controller cannot take over. */
export const parentWithoutStatus: Rule = {
  id: 'parent-without-status',
  class: 'partial',
  kinds: ['HTTPRoute'],
  about: 'limits',
  docs: () => ({
    summary: 'The Gateway that a route names gets no status, for a fault of its own, and the route is Accepted all the same.',
    why: 'Kuma cannot take the Gateway over (see `refused-without-status`), so that its listeners stay as they were, or are not served at all; the routes of it are not told.',
    fix: 'Mend the Gateway.',
    source: 'measured-kong-kuma.md (attachment.go:102 of Kuma 2.14)',
    implementations: ['kuma@2.14,gatewaySecretsInAllNamespaces=true'],
    bad: example('options: { example.com/issuer: internal }'),
    good: example('certificateRefs: [{ name: cert }]'),
  }),
  check(prediction) {
    return told(prediction, 'parent without status', ({ implementation, parent, check }) => ({
      message: `${implementation.title} cannot take Gateway "${excerpt(parent.name)}" over (${WORDS[check]}), and writes Accepted=True for the route all the same: it is served at most as the Gateway was before`,
      hint: `mend Gateway "${excerpt(parent.name)}"`,
      restsOn: [{ kind: 'Gateway', ...parent, state: 'found' }],
    }))
  },
}

const WORDS = {
  'class accepted': 'its class is refused',
  'certificate named': 'a listener has no certificate',
  'two certificates at most': 'a listener has more than two certificates',
  'secret in reach': 'it cannot read the Secret of a listener',
  'secret of one mesh': 'a Secret of it is in use in another mesh',
} as const
