import { gatewayExample } from '../examples.ts'
import { toldListeners } from '../listener-facts.ts'
import type { Rule, Said } from '../rule.ts'
import { writtenWords } from '../words.ts'

const example = (refs: string) => gatewayExample(`  listeners: [{ name: raw, port: 443, protocol: TLS, tls: { mode: Passthrough${refs} } }]`)

/** Certificates where TLS is passed through, so that nobody uses them. */
export const passthroughCertificate: Rule = {
  id: 'passthrough-certificate',
  class: 'odd',
  kinds: ['Gateway', 'ListenerSet'],
  docs: () => ({
    summary: 'A listener passes TLS through and names certificates.',
    why: 'The specification has them ignored; some controllers refuse the listener for them, Programmed=False (class intrinsic).',
    fix: 'Leave certificateRefs out, or terminate TLS.',
    source: 'GatewayTLSConfig.Mode (apis/v1/gateway_types.go); envoy-gateway.md, Listeners',
    partOnly: true,
    bad: example(', certificateRefs: [{ name: cert }]'),
    good: example(''),
  }),
  check(prediction) {
    return toldListeners(prediction).flatMap(({ fact, path, name, words }): Said[] => {
      const { needlessCertificates, conditions } = fact
      if (!needlessCertificates) return []
      const condition =
        needlessCertificates === 'fatal' ? conditions.find(({ type, status }) => type === 'Programmed' && status === 'False') : undefined
      const outcome = condition ? `the listener is not served${writtenWords({ condition, silent: false })}` : 'they are ignored'
      return [
        {
          ...(condition && { class: 'intrinsic' as const, condition }),
          path: `${path}.tls.certificateRefs`,
          key: name,
          message: `${words} passes TLS through and names certificates: ${outcome}`,
          hint: 'leave certificateRefs out, or set mode: Terminate',
        },
      ]
    })
  },
}
