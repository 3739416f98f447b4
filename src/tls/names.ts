import type { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'

const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i

/** The names under which the API server and people reach a Service. */
export function serviceNames(service: string, namespace: string): string[] {
  const short = `${service}.${namespace}`
  return [service, short, `${short}.svc`, `${short}.svc.cluster.local`]
}

/** Throws, for a person at a terminal, at the first name that cannot stand in a certificate. */
export function checkNames(names: readonly string[]): void {
  if (names.length === 0) throw new Error('a certificate needs at least one DNS name or IP address')
  for (const name of names) {
    if (isIP(name)) continue
    const labels = name.replace(/^\*\./, '').split('.')
    const wrong = name.length > 253 || labels.some((label) => !LABEL.test(label)) || /^[0-9.]+$/.test(name)
    if (wrong)
      throw new Error(`"${name}" is neither a DNS name nor an IP address; right would be for example portcullis.example.com, 127.0.0.1 or ::1`)
  }
}

/** Those of `names` that the certificate is not valid for. A wildcard counts only if the certificate holds that very wildcard. */
export function missingNames(certificate: X509Certificate, names: readonly string[]): string[] {
  const own = (certificate.subjectAltName ?? '').toLowerCase().split(', ')
  return names.filter((name) => {
    if (isIP(name)) return certificate.checkIP(name) === undefined
    if (name.startsWith('*')) return !own.includes(`dns:${name.toLowerCase()}`)
    return certificate.checkHost(name, { subject: 'never' }) === undefined
  })
}
