import { type Fields, isRecord } from './shape.ts'

const LATE_CODES: readonly number[] = [303, 307, 308]

/**
 * A redirect's status code with the Extended feature that it needs; undefined for the codes that every controller has. Source:
 * HTTPRequestRedirectFilter (apis/v1/httproute_types.go), pkg/features/httproute.go.
 */
export function redirectCode({ requestRedirect }: Fields): { readonly code: number; readonly feature: string } | undefined {
  const code = isRecord(requestRedirect) ? requestRedirect.statusCode : undefined
  return typeof code === 'number' && LATE_CODES.includes(code) ? { code, feature: `HTTPRoute${code}RedirectStatusCode` } : undefined
}

/**
 * The Extended features that a filter of an HTTPRoute needs, in a rule or in a backend, its status code apart. Only those that
 * `supportedFeatures` has named since it exists are asked for: a controller that is older than a name cannot publish it. Source: pkg/features/httproute.go.
 */
export function filterFeatures(filter: Fields, place: 'rule' | 'backend'): string[] {
  if (place === 'backend') return filter.type === 'RequestHeaderModifier' ? ['HTTPRouteBackendRequestHeaderModification'] : []
  if (filter.type === 'ResponseHeaderModifier') return ['HTTPRouteResponseHeaderModification']
  if (filter.type === 'RequestMirror') return ['HTTPRouteRequestMirror']
  const { requestRedirect, urlRewrite } = filter
  if (filter.type === 'RequestRedirect' && isRecord(requestRedirect))
    return named(requestRedirect, { path: 'PathRedirect', port: 'PortRedirect', scheme: 'SchemeRedirect' })
  if (filter.type === 'URLRewrite' && isRecord(urlRewrite)) return named(urlRewrite, { path: 'PathRewrite', hostname: 'HostRewrite' })
  return []
}

function named(fields: Fields, features: Readonly<Record<string, string>>): string[] {
  return Object.entries(features).flatMap(([field, feature]) => (fields[field] === undefined ? [] : [`HTTPRoute${feature}`]))
}

/** The Extended feature by which an HTTPRoute speaks the protocol that a Service's port asks for (GEP-1911). */
export function appProtocolFeature(appProtocol: string): string | undefined {
  if (appProtocol === 'kubernetes.io/h2c') return 'HTTPRouteBackendProtocolH2C'
  return appProtocol === 'kubernetes.io/ws' || appProtocol === 'kubernetes.io/wss' ? 'HTTPRouteBackendProtocolWebSocket' : undefined
}
