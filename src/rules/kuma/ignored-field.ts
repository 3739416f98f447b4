import { HTTP_SERVICES, kumaRoute, TO_EDGE } from '../kuma-examples.ts'
import { told } from '../limits.ts'
import type { Rule } from '../rule.ts'

const example = (more: string) => kumaRoute(`${TO_EDGE}  rules: [{ backendRefs: [{ name: beta, port: 80 }]${more} }]`, { services: HTTP_SERVICES })

/** Fields that the controller drops in silence. */
export const ignoredField: Rule = {
  id: 'ignored-field',
  class: 'partial',
  kinds: ['Gateway', 'HTTPRoute'],
  about: 'limits',
  docs: () => ({
    summary: 'A field that the controller drops without a word.',
    why: 'Kuma does not read timeouts, retries and session persistence of routes, shares of mirrored requests, addresses, infrastructure and client certificates of Gateways, nor TLS options of listeners; the status stays clean.',
    fix: "Use Kuma's own policies (MeshTimeout, MeshRetry, MeshLoadBalancingStrategy, MeshGatewayConfig), or leave the field out.",
    source: 'istio-kuma.md B4 and B7; kumahq/kuma#18265',
    implementations: ['kuma@2.14'],
    bad: example(', timeouts: { request: 5s }'),
    good: example(''),
  }),
  check(prediction) {
    return told(prediction, 'ignored field', ({ implementation, field }) => ({
      message: `${implementation.title} does not read ${field.path}: ${field.effect}, and no status would say so`,
      hint: field.instead,
    }))
  },
}
