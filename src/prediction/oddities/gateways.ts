import { type Fields, isRecord, recordEntries, records, text } from '../../gateway/shape.ts'
import { lacksSelector } from './listeners.ts'
import type { Oddity } from './oddity.ts'

/** `allowedListeners` by a selector that is not there. */
export function allowedListeners(spec: Fields, found: Oddity[]): void {
  if (!isRecord(spec.allowedListeners) || !lacksSelector(spec.allowedListeners.namespaces)) return
  found.push({ oddity: 'missing-listeners-selector', path: 'spec.allowedListeners.namespaces', key: '' })
}

/** Addresses without a value (GatewaySpecAddress). */
export function addresses(spec: Fields, found: Oddity[]): void {
  for (const [index, address] of recordEntries(spec.addresses)) {
    const type = text(address.type) ?? 'IPAddress'
    if ((text(address.value) ?? '') === '') found.push({ oddity: 'address-without-value', path: `spec.addresses[${index}]`, key: type, type })
  }
}

/** Validation of client certificates on a port without HTTPS, and validation that lets everybody through (GatewayTLSConfig, FrontendTLSConfig). */
export function frontendTls(spec: Fields, found: Oddity[]): void {
  if (!isRecord(spec.tls) || !isRecord(spec.tls.frontend)) return
  const { frontend } = spec.tls
  insecure(frontend.default, 'spec.tls.frontend.default', 'default', found)
  for (const [index, entry] of recordEntries(frontend.perPort)) {
    const { port } = entry
    const path = `spec.tls.frontend.perPort[${index}]`
    insecure(entry.tls, `${path}.tls`, JSON.stringify(port ?? null), found)
    // A ListenerSet may bring the listener.
    if (typeof port !== 'number' || admitsListeners(spec)) continue
    const served = records(spec.listeners).some((listener) => listener.port === port && listener.protocol === 'HTTPS')
    if (!served) found.push({ oddity: 'frontend-port-unused', path: `${path}.port`, key: String(port), port })
  }
}

function insecure(config: unknown, path: string, key: string, found: Oddity[]): void {
  if (!isRecord(config) || !isRecord(config.validation) || config.validation.mode !== 'AllowInsecureFallback') return
  found.push({ oddity: 'insecure-frontend-validation', path: `${path}.validation.mode`, key })
}

function admitsListeners({ allowedListeners: allowed }: Fields): boolean {
  return isRecord(allowed) && isRecord(allowed.namespaces) && (allowed.namespaces.from ?? 'None') !== 'None'
}
