/** A listener, as far as the mode of its TLS counts. */
export interface TlsListener {
  readonly protocol: string
  readonly port: number
  readonly tls: 'none' | 'Terminate' | 'Passthrough'
}

/**
 * Whether a class that publishes these features can do what a TLS listener asks for: terminate at all, or terminate on a port on which another
 * passes through. Who publishes no features, or not even TLSRoute, says nothing of it. Source: TLSRouteModeTerminate and TLSRouteModeMixed,
 * conformance tlsroute-listener-terminate-not-supported and tlsroute-listener-mixed-termination-not-supported.
 */
export function lackingTlsMode<T extends TlsListener>(
  listener: T,
  all: readonly T[],
  features: ReadonlySet<string> | undefined,
): { readonly lacks: 'terminate' | 'mixed'; readonly others: readonly T[] } | undefined {
  if (!features?.has('TLSRoute') || listener.protocol !== 'TLS' || listener.tls === 'none') return undefined
  if (!features.has('TLSRouteModeTerminate')) return listener.tls === 'Terminate' ? { lacks: 'terminate', others: [] } : undefined
  if (features.has('TLSRouteModeMixed')) return undefined
  const others = all.filter(({ protocol, port, tls }) => protocol === 'TLS' && port === listener.port && tls !== 'none' && tls !== listener.tls)
  return others.length > 0 ? { lacks: 'mixed', others } : undefined
}
