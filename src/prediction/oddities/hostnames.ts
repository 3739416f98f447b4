import { text } from '../../gateway/shape.ts'
import type { Oddity } from './oddity.ts'

/** Hostnames of an HTTPRoute or GRPCRoute that are IP addresses; only the CRD of TLSRoute refuses them (Hostname: "IPs are not allowed"). */
export function ipHostnames(hostnames: unknown, found: Oddity[]): void {
  if (!Array.isArray(hostnames)) return
  hostnames.forEach((hostname: unknown, index) => {
    if (isIpv4(hostname)) found.push({ oddity: 'ip-hostname', path: `spec.hostnames[${index}]`, key: hostname, hostname })
  })
}

/** The same for a listener. */
export function ipHostname(hostname: unknown, path: string, name: unknown, found: Oddity[]): void {
  if (isIpv4(hostname)) found.push({ oddity: 'ip-hostname', path: `${path}.hostname`, key: `${text(name)} ${hostname}`, hostname })
}

/** Four decimal numbers up to 255 without leading zeros. IPv6 has colons, which the pattern of every hostname refuses. */
function isIpv4(value: unknown): value is string {
  if (typeof value !== 'string' || value.length < 7 || value.length > 15) return false
  const parts = value.split('.')
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
}
