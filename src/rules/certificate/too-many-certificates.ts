import { toldListeners } from '../listener-facts.ts'
import type { Rule, Said } from '../rule.ts'
import { writtenWords } from '../words.ts'

const example = (refs: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: istio }
spec: { controllerName: istio.io/gateway-controller }
---
apiVersion: v1
kind: Secret
metadata: { name: cert, namespace: default }
type: kubernetes.io/tls
stringData: { tls.crt: …, tls.key: … }
---
apiVersion: v1
kind: Secret
metadata: { name: other, namespace: default }
type: kubernetes.io/tls
stringData: { tls.crt: …, tls.key: … }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: default }
spec:
  gatewayClassName: istio
  listeners: [{ name: web, port: 443, protocol: HTTPS, tls: { certificateRefs: [${refs}] } }]
`

/** More certificates on a listener than its controller takes. */
export const tooManyCertificates: Rule = {
  id: 'too-many-certificates',
  class: 'partial',
  kinds: ['Gateway', 'ListenerSet'],
  docs: () => ({
    summary: 'A listener names more certificates than its controller takes.',
    why: 'One is all that every controller has to take. What becomes of more differs: the listener is refused, or is not served while its status stays clean.',
    fix: 'Name one certificate, or give each hostname a listener of its own.',
    source: 'GatewayTLSConfig.CertificateRefs (apis/v1/gateway_types.go); gateway-api.md 2.9, istio-kuma.md L4 and C2; Kong has several-certificates',
    implementations: ['istio@1.26'],
    bad: example('{ name: cert }, { name: other }'),
    good: example('{ name: cert }'),
  }),
  check(prediction) {
    return toldListeners(prediction).flatMap(({ fact, path, name, words }): Said[] => {
      if (!fact.tooManyCertificates || !('implementation' in prediction)) return []
      const { most, named, written } = fact.tooManyCertificates
      return [
        {
          path: `${path}.tls.certificateRefs`,
          key: name,
          message: `${words} names ${named} certificates, and ${prediction.implementation?.title} takes ${most}${writtenWords(written)}`,
          hint: most === 1 ? 'name one, or give each hostname a listener of its own' : `name ${most} at most`,
          ...(written.condition && { condition: written.condition }),
        },
      ]
    })
  },
}
