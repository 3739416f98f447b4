import { gatewayExample } from '../examples.ts'
import { odditiesOf } from '../oddities.ts'
import type { Rule, Said } from '../rule.ts'

const example = (mode: string) =>
  gatewayExample(`  listeners: [{ name: web, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: cert }] } }]
  tls:
    frontend:
      default:
        validation: { mode: ${mode}, caCertificateRefs: [{ group: "", kind: ConfigMap, name: ca }] }`)

/** Client certificates that are asked for and need not be right. */
export const insecureFrontendValidation: Rule = {
  id: 'insecure-frontend-validation',
  class: 'odd',
  kinds: ['Gateway'],
  docs: () => ({
    summary: 'Client certificates are asked for, but a client without a right one is let in as well.',
    why: 'With AllowInsecureFallback the backend alone decides; the specification has the controller say so, InsecureFrontendValidationMode=True/ConfigurationChanged.',
    fix: 'Use AllowValidOnly, unless every backend checks the client itself.',
    source: 'FrontendTLSValidation.Mode (apis/v1/gateway_types.go), GEP-91; gateway-api.md 2.2, S-INSECURE',
    bad: example('AllowInsecureFallback'),
    good: example('AllowValidOnly'),
  }),
  check(prediction) {
    return odditiesOf(prediction, 'insecure-frontend-validation').map(
      ({ path, key }): Said => ({
        path,
        key,
        message: 'clients without a right certificate are let in as well (InsecureFrontendValidationMode=True/ConfigurationChanged)',
        hint: 'use AllowValidOnly, unless every backend checks the client itself',
        condition: { type: 'InsecureFrontendValidationMode', status: 'True', reason: 'ConfigurationChanged' },
      }),
    )
  },
}
