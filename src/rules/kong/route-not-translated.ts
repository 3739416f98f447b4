import { kongRoute } from '../kong-examples.ts'
import { told } from '../limits.ts'
import type { Rule } from '../rule.ts'

const example = (spec: string) =>
  kongRoute(`  parentRefs: [{ name: edge, sectionName: tls }]\n  ${spec}\n  rules: [{ backendRefs: [{ name: shop, port: 80 }] }]`, {
    kind: 'TLSRoute',
  })

/** Routes that the controller cannot translate for its proxy, and says so only in its log. */
export const routeNotTranslated: Rule = {
  id: 'route-not-translated',
  class: 'partial',
  kinds: ['TLSRoute', 'TCPRoute', 'UDPRoute'],
  about: 'limits',
  docs: () => ({
    summary: 'A TLSRoute without hostnames, or a route without rules or backends, which Kong cannot be configured with.',
    why: 'Kong Ingress Controller logs the error and drops the route. Its status stays Accepted=True, with Programmed=Unknown.',
    fix: 'Write the hostnames of the TLSRoute, and a backend in each rule.',
    source: 'measured-kong-kuma.md (translate_tlsroute.go and checkBackendRefs of KIC 3.5)',
    implementations: ['kic@3.5,gatewayAlpha=true'],
    bad: example('useDefaultGateways: None'),
    good: example('hostnames: [shop.example]'),
  }),
  check(prediction) {
    return told(prediction, 'not translated', ({ implementation, because, condition }) => ({
      message: `${WORDS[because]}: ${implementation.title} drops the route and says so in its log only`,
      hint: HINTS[because],
      ...(condition && { condition }),
    }))
  },
}

const WORDS = {
  'no hostnames': 'the TLSRoute has no hostnames, by which alone Kong tells TLS connections apart',
  'no rules': 'the route has no rules',
  'rule without backends': 'the rule has no backends',
} as const

const HINTS = {
  'no hostnames': 'write the hostnames that it is for into spec.hostnames',
  'no rules': 'write a rule with a backend',
  'rule without backends': 'name a Service in backendRefs',
} as const
