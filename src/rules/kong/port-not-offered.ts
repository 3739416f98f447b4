import type { LimitFact } from '../../prediction/limits/fact.ts'
import { kongGateway } from '../kong-examples.ts'
import { nameWords, told } from '../limits.ts'
import type { Rule } from '../rule.ts'
import { enumerate, listenersOf, listenerWords } from '../words.ts'

const example = (port: number) => `apiVersion: v1
kind: Service
metadata: { name: kong-proxy, namespace: kong }
spec: { ports: [{ name: proxy, port: 80 }, { name: proxy-tls, port: 443 }] }
---
${kongGateway(`{ name: web, port: ${port}, protocol: HTTP }`, { more: ', annotations: { konghq.com/publish-service: kong/kong-proxy }' })}`

/** Listeners on a port that the proxy does not offer. */
export const portNotOffered: Rule = {
  id: 'port-not-offered',
  class: 'contradiction',
  kinds: ['Gateway'],
  docs: () => ({
    summary: 'A listener asks for a port, or for a protocol on it, that the Service of the proxy does not offer.',
    why: 'Kong Ingress Controller opens no ports: it maps listeners onto those of the proxy that is there. It sets PortUnavailable, or UnsupportedProtocol, on the listener, and serves its routes on the other ports all the same. The ports are known from the setting `proxyPorts`, or from the Services that the setting `publishService` or the annotation of the Gateway names.',
    fix: 'Use a port of the proxy Service, or add the port to it and a listen to Kong (`KONG_PROXY_LISTEN`, `KONG_STREAM_LISTEN`).',
    source: 'kong.md 2.1 and 2.2; ListenerReasonPortUnavailable (apis/v1/gateway_types.go)',
    implementations: ['kic@3.5'],
    bad: example(8080),
    good: example(80),
    partOnly: true,
  }),
  check(prediction) {
    const listeners = listenersOf(prediction.object)
    return told(prediction, 'port not offered', (fact) => {
      const { listener, services, isConfigured, condition } = fact
      return {
        message: `${proxyWords(fact)} does not offer listener ${listenerWords(listeners.get(listener))}: it has ${offeredWords(fact)}`,
        hint: hint(fact),
        ...(condition && { condition }),
        ...(!isConfigured && { restsOn: services.map(({ namespace, name }) => ({ kind: 'Service', namespace, name, state: 'found' })) }),
      }
    })
  },
}

type NotOffered = Extract<LimitFact, { readonly limit: 'port not offered' }>

function proxyWords({ services }: NotOffered): string {
  return services.length > 0 ? `the proxy Service ${enumerate(services.map(nameWords))}` : 'the proxy (setting proxyPorts)'
}

function offeredWords({ offered }: NotOffered): string {
  return offered.length === 0
    ? 'no ports'
    : `port ${enumerate(
        offered.map(({ port, protocol }) => `${port} (${protocol})`),
        8,
      )}`
}

function hint({ services, isConfigured }: NotOffered): string {
  const where = services.length > 0 ? `to Service ${enumerate(services.map(nameWords))}` : 'to the proxy Service'
  return `use a port that it has, or add the port ${where} and a listen to Kong${isConfigured ? ', and to the setting proxyPorts' : ''}`
}
