import { isRouteKind, type Kind, kindFacts } from './kinds.ts'
import type { AnyObject } from './objects.ts'
import { type Fields, isRecord, recordEntries, records, text } from './shape.ts'

/** What a reference is for; with the target it identifies the reference when lists are reordered. */
export type ReferenceRole = 'backend' | 'mirror' | 'external auth' | 'certificate' | 'client certificate' | 'CA certificate' | 'tracing backend'

/** A reference from one object to another that may cross namespaces only with a ReferenceGrant. Defaults of the CRD are filled in. */
export interface Reference {
  readonly role: ReferenceRole
  /** `spec.rules[0].backendRefs[1]` */
  readonly path: string
  readonly from: { readonly group: string; readonly kind: Kind; readonly namespace: string }
  readonly to: { readonly group: string; readonly kind: string; readonly namespace: string; readonly name: string }
}

/**
 * Every field of an object that a ReferenceGrant can concern, in the order in which it is written. Source: the table of `gateway-api.md` 2.7
 * (Go comments of ReferenceGrant, BackendObjectReference, SecretObjectReference, ObjectReference). ClusterTrustBundles are cluster-scoped
 * and need no grant.
 */
export function referencesOf(kind: Kind, object: AnyObject): Reference[] {
  const spec: unknown = (object as { spec?: unknown }).spec
  if (!isRecord(spec)) return []
  const from = { group: kindFacts(kind).group, kind, namespace: object.metadata.namespace ?? '' }
  const found: Reference[] = []
  const add = (role: ReferenceRole, path: string, raw: unknown, defaultKind: string) => {
    const reference = referenceOf(role, path, raw, from, defaultKind)
    if (reference && reference.to.kind !== 'ClusterTrustBundle') found.push(reference)
  }
  switch (kind) {
    case 'HTTPRoute':
    case 'GRPCRoute':
    case 'TLSRoute':
    case 'TCPRoute':
    case 'UDPRoute':
      for (const [index, rule] of recordEntries(spec.rules)) ofRule(rule, `spec.rules[${index}]`, add)
      break
    case 'Gateway':
      for (const [index, listener] of recordEntries(spec.listeners)) ofListener(listener, `spec.listeners[${index}]`, add)
      ofGatewayTls(spec, add)
      break
    case 'ListenerSet':
      for (const [index, listener] of recordEntries(spec.listeners)) ofListener(listener, `spec.listeners[${index}]`, add)
      break
    case 'XBackend':
      if (isRecord(spec.tls)) add('client certificate', 'spec.tls.clientCertificateRef', spec.tls.clientCertificateRef, 'Secret')
      break
    case 'XTelemetryPolicy':
      add('tracing backend', TRACING_BACKEND, tracingBackend(spec), 'Service')
      break
  }
  return found
}

/** Whether a reference of an object may lead out of its namespace; of most routes that is seen without a look at each. */
export function mayLeave(kind: Kind, object: AnyObject): boolean {
  const spec: unknown = (object as { spec?: unknown }).spec
  if (!isRouteKind(kind) || !isRecord(spec)) return true
  return records(spec.rules).some(
    ({ backendRefs, filters }) =>
      records(backendRefs).some((backend) => backend.namespace !== undefined || backend.filters !== undefined) ||
      records(filters).some(({ requestMirror, externalAuth }) => requestMirror !== undefined || externalAuth !== undefined),
  )
}

/** Where an XTelemetryPolicy says to whom the spans go. */
export const TRACING_BACKEND = 'spec.tracing.provider.backendRef'

/** What stands there. */
export function tracingBackend({ tracing }: Fields): unknown {
  return isRecord(tracing) && isRecord(tracing.provider) ? tracing.provider.backendRef : undefined
}

/** One reference, with the defaults of the CRD filled in; undefined where nothing is named. */
export function referenceOf(role: ReferenceRole, path: string, raw: unknown, from: Reference['from'], defaultKind: string): Reference | undefined {
  if (!isRecord(raw) || typeof raw.name !== 'string') return undefined
  const to = { group: text(raw.group) ?? '', kind: text(raw.kind) ?? defaultKind, namespace: text(raw.namespace) ?? from.namespace, name: raw.name }
  return { role, path, from, to }
}

/** A backend as it is written: in a rule, or in the filters of a rule, of one of its backends, or of a listener. */
export interface WrittenBackend {
  readonly role: 'backend' | 'mirror' | 'external auth'
  readonly path: string
  readonly raw: unknown
}

/** Every backend that a rule names, in the order in which it is written (HTTPRouteRule, HTTPBackendRef, HTTPRouteFilter). */
export function backendsOfRule(rule: Fields, path: string): WrittenBackend[] {
  const found = rule.filters === undefined ? [] : backendsOfFilters(rule.filters, `${path}.filters`)
  for (const [index, backend] of recordEntries(rule.backendRefs)) {
    const at = `${path}.backendRefs[${index}]`
    found.push({ role: 'backend', path: at, raw: backend })
    if (backend.filters !== undefined) found.push(...backendsOfFilters(backend.filters, `${at}.filters`))
  }
  return found
}

/** Every backend that filters name: mirrors, and who is asked for authorization. */
export function backendsOfFilters(filters: unknown, path: string): WrittenBackend[] {
  const found: WrittenBackend[] = []
  for (const [index, { requestMirror, externalAuth }] of recordEntries(filters)) {
    if (isRecord(requestMirror)) found.push({ role: 'mirror', path: `${path}[${index}].requestMirror.backendRef`, raw: requestMirror.backendRef })
    if (isRecord(externalAuth)) found.push({ role: 'external auth', path: `${path}[${index}].externalAuth.backendRef`, raw: externalAuth.backendRef })
  }
  return found
}

type Add = (role: ReferenceRole, path: string, raw: unknown, defaultKind: string) => void

function ofRule(rule: Fields, path: string, add: Add): void {
  for (const { role, path: at, raw } of backendsOfRule(rule, path)) add(role, at, raw, 'Service')
}

function ofListener(listener: Fields, path: string, add: Add): void {
  if (isRecord(listener.filters)) {
    for (const { role, path: at, raw } of backendsOfFilters(listener.filters.requests, `${path}.filters.requests`)) add(role, at, raw, 'Service')
  }
  if (!isRecord(listener.tls)) return
  for (const [index, ref] of recordEntries(listener.tls.certificateRefs)) add('certificate', `${path}.tls.certificateRefs[${index}]`, ref, 'Secret')
  // Experimental, v1.1 to v1.4; later it moved to spec.tls.frontend.
  ofValidation(listener.tls.frontendValidation, `${path}.tls.frontendValidation`, add)
}

function ofGatewayTls(spec: Fields, add: Add): void {
  // Experimental, v1.2 to v1.4; later spec.tls.backend.
  if (isRecord(spec.backendTLS)) add('client certificate', 'spec.backendTLS.clientCertificateRef', spec.backendTLS.clientCertificateRef, 'Secret')
  if (!isRecord(spec.tls)) return
  if (isRecord(spec.tls.backend)) add('client certificate', 'spec.tls.backend.clientCertificateRef', spec.tls.backend.clientCertificateRef, 'Secret')
  const frontend = spec.tls.frontend
  if (!isRecord(frontend)) return
  if (isRecord(frontend.default)) ofValidation(frontend.default.validation, 'spec.tls.frontend.default.validation', add)
  for (const [index, entry] of recordEntries(frontend.perPort)) {
    if (isRecord(entry.tls)) ofValidation(entry.tls.validation, `spec.tls.frontend.perPort[${index}].tls.validation`, add)
  }
}

function ofValidation(validation: unknown, path: string, add: Add): void {
  if (!isRecord(validation)) return
  for (const [index, ref] of recordEntries(validation.caCertificateRefs))
    add('CA certificate', `${path}.caCertificateRefs[${index}]`, ref, 'ConfigMap')
}
