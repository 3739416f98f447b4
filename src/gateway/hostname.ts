/** Hostnames of listeners and routes. An unset hostname, which stands for every hostname, is `''`. Letters are compared in lower case. */

export function isWildcard(hostname: string): boolean {
  return hostname.startsWith('*.')
}

/**
 * Whether a wildcard covers a hostname that is not the wildcard itself: at least one label stands for the star, however many; `*.a.b` covers
 * `x.a.b`, `x.y.a.b` and `*.x.a.b`, not `a.b`. Source: HTTPRouteSpec.Hostnames in apis/v1/httproute_types.go.
 */
export function covers(wildcard: string, hostname: string): boolean {
  if (!isWildcard(wildcard)) return false
  const suffix = wildcard.slice(1)
  const rest = isWildcard(hostname) ? hostname.slice(1) : hostname
  return rest.length > suffix.length && rest.endsWith(suffix)
}

/** What two hostnames both stand for, itself a hostname; undefined when nothing is. */
export function intersection(first: string, second: string): string | undefined {
  const [a, b] = [first.toLowerCase(), second.toLowerCase()]
  if (a === '' || a === b) return b
  if (b === '' || covers(b, a)) return a
  return covers(a, b) ? b : undefined
}

/** The hostnames under which a listener serves a route: the intersections with each of the route's, or the listener's own where the route has none. */
export function servedHostnames(listener: string, route: readonly string[]): string[] {
  if (route.length === 0) return [listener.toLowerCase()]
  return [...new Set(route.map((hostname) => intersection(listener, hostname)).filter((hostname) => hostname !== undefined))]
}

/** A hostname, the wildcards that cover it, longest first, and at last the unset hostname: every way to write what covers it. */
export function widened(hostname: string): string[] {
  if (hostname === '') return ['']
  const labels = hostname.toLowerCase().split('.')
  const wider = labels.slice(1).map((_, index) => `*.${labels.slice(index + 1).join('.')}`)
  return [hostname.toLowerCase(), ...wider.filter((one) => one !== hostname.toLowerCase()), '']
}

/** Whether a certificate's wildcard covers a name: the star stands for one label there (RFC 6125, 6.4.3). */
export function standsFor(wildcard: string, name: string): boolean {
  if (!isWildcard(wildcard) || isWildcard(name) || !name.endsWith(wildcard.slice(1))) return false
  return !name.slice(0, name.length - wildcard.length + 1).includes('.')
}
