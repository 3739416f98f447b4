import { toldListeners } from '../listener-facts.ts'
import type { Rule, Said } from '../rule.ts'
import { enumerate, writtenWords } from '../words.ts'

const example = (features: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: bare }
spec: { controllerName: example.com/controller }
status: { supportedFeatures: [{ name: TLSRoute }${features}] }
---
apiVersion: v1
kind: Secret
metadata: { name: cert, namespace: default }
type: kubernetes.io/tls
stringData: { tls.crt: …, tls.key: … }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: default }
spec:
  gatewayClassName: bare
  listeners:
    - { name: ended, port: 443, protocol: TLS, tls: { mode: Terminate, certificateRefs: [{ name: cert }] } }
    - { name: plain, port: 80, protocol: HTTP }
`

/** TLS listeners in a mode that the class does not say its controller has. */
export const tlsModeUnsupported: Rule = {
  id: 'tls-mode-unsupported',
  class: 'contradiction',
  kinds: ['Gateway', 'ListenerSet'],
  docs: () => ({
    summary: 'A listener terminates TLS for TLSRoutes, or mixes that with Passthrough on one port, and the GatewayClass publishes no such feature.',
    why: 'The listener is refused: Accepted=False/UnsupportedValue without TLSRouteModeTerminate, Accepted=False/ProtocolConflict on all of the port without TLSRouteModeMixed.',
    fix: 'Use HTTPS or Passthrough, or a port for each mode, or a class whose controller has the feature.',
    source:
      'TLSRouteModeTerminate, TLSRouteModeMixed (pkg/features), conformance tlsroute-listener-*-not-supported; gateway-api.md 2.2, S-TLS-TERM and S-TLS-MIXED',
    partOnly: true,
    implementations: ['gateway-api@1.7'],
    bad: example(''),
    good: example(', { name: TLSRouteModeTerminate }'),
  }),
  check(prediction) {
    const gatewayClassName = prediction.kind === 'Gateway' ? prediction.object.spec.gatewayClassName : undefined
    return toldListeners(prediction).flatMap(({ fact, path, name, words, others }): Said[] => {
      const { tlsMode, conditions } = fact
      if (!tlsMode) return []
      const isMixed = tlsMode.lacks === 'mixed'
      const reason = isMixed ? 'ProtocolConflict' : 'UnsupportedValue'
      const condition = conditions.find((one) => one.type === 'Accepted' && one.status === 'False' && one.reason === reason)
      const trouble = isMixed ? `has another mode of TLS than ${enumerate(others(tlsMode.others))} on its port` : 'terminates TLS'
      const feature = isMixed ? 'TLSRouteModeMixed' : 'TLSRouteModeTerminate'
      return [
        {
          path: `${path}.tls`,
          key: `${name} ${tlsMode.lacks}`,
          message: `${words} ${trouble}, and its GatewayClass does not publish the feature ${feature}${writtenWords({ ...(condition && { condition }), silent: false })}`,
          hint: isMixed ? 'give each mode a port of its own' : 'use protocol HTTPS, or mode: Passthrough',
          ...(condition && { condition }),
          restsOn: gatewayClassName === undefined ? [] : [{ kind: 'GatewayClass', name: gatewayClassName, state: 'found' }],
          related: tlsMode.others.map((position) => `spec.listeners[${position}]`),
        },
      ]
    })
  },
}
