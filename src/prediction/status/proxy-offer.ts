import type { MappedGatewayChoices } from '../../gateway/mapped-choices.ts'
import type { Gateway, ListenerSet } from '../../gateway/objects.ts'
import type { ClusterView, ObjectName } from '../../gateway/ports.ts'
import { records, text } from '../../gateway/shape.ts'
import { serviceNames } from './mapped-gateway.ts'

/** What the proxy onto which a Gateway is mapped is known to offer. */
export interface ProxyOffer {
  /** Ports by protocol: of listeners where they are configured, else TCP and UDP as its Services have them. */
  readonly ports: Readonly<Record<string, readonly number[]>>
  /** The Services whose ports these are; none where the ports are configured. */
  readonly services: readonly ObjectName[]
}

const LAYER_4: Readonly<Record<string, string>> = { HTTP: 'TCP', HTTPS: 'TCP', TLS: 'TCP', TCP: 'TCP', UDP: 'UDP' }

/**
 * What a proxy offers: by configuration, or by the ports of its Services, of which only the proxy knows what they speak above TCP. Undefined
 * where that is not known. Source: getListenersFromService and matchListenersByServicePort of Kong's controller, kong.md 2.1.
 */
export function proxyOffer(
  owner: Gateway | ListenerSet,
  configured: Readonly<Record<string, readonly number[]>> | undefined,
  { services }: MappedGatewayChoices,
  view: ClusterView,
): ProxyOffer | undefined {
  if (configured) return { ports: configured, services: [] }
  const names = services && serviceNames(owner.metadata, services)
  if (!names || names.length === 0) return undefined
  const ports = { TCP: [] as number[], UDP: [] as number[] }
  for (const { namespace, name } of names) {
    const found = view.get('Service', namespace, name)
    if (found.state !== 'found') return undefined
    for (const { port, protocol } of records(found.object.spec?.ports)) {
      const layer = text(protocol) ?? 'TCP'
      if (typeof port === 'number' && (layer === 'TCP' || layer === 'UDP')) ports[layer].push(port)
    }
  }
  return { ports, services: names }
}

/** The ports on which a listener of a protocol can be served, as far as that is known. */
export function portsFor(protocol: string, { ports, services }: ProxyOffer): readonly number[] {
  const key = services.length === 0 ? protocol : Object.hasOwn(LAYER_4, protocol) ? (LAYER_4[protocol] as string) : ''
  return (Object.hasOwn(ports, key) ? ports[key] : undefined) ?? []
}
