import { randomBytes, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { checkNames } from './names.ts'
import type { KeyPair } from './ports.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

export const CA_LIFE = 365 * DAY
export const LEAF_LIFE = 7 * DAY

/** Certificates begin this long before they are made: the clock of the API server's node may be behind ours. */
export const BACKDATE = HOUR

/** Makes a CA of its own: P-384, one year, with a subject that no other CA has. */
export async function makeCa(commonName: string, now: number): Promise<KeyPair> {
  const { generate } = await selfsigned()
  // Clients find the issuer by its subject, and old and new CA stand in one bundle: without a serial they could be told apart only by trying.
  const name = `${commonName} ${randomBytes(8).toString('hex')}`
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    curve: 'P-384',
    algorithm: 'sha384',
    notBeforeDate: new Date(now - BACKDATE),
    notAfterDate: new Date(now + CA_LIFE),
    extensions: [
      { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  return { cert: lineEnded(made.cert), key: made.private }
}

/**
 * Makes a server certificate for `names` (DNS names and IP addresses), signed by `ca`: P-256, serverAuth only. It ends after `life`
 * milliseconds, or with its CA if that is sooner. `ca.key` must be an EC key.
 */
export async function makeLeaf(ca: KeyPair, names: readonly string[], life: number, now: number): Promise<KeyPair> {
  checkNames(names)
  const { generate } = await selfsigned()
  const issuer = new X509Certificate(ca.cert)
  const made = await generate([{ name: 'commonName', value: 'portcullis' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha384',
    ca: { cert: ca.cert, key: ca.key },
    notBeforeDate: new Date(Math.max(now - BACKDATE, Date.parse(issuer.validFrom))),
    notAfterDate: new Date(Math.min(now + life, endOf(issuer))),
    // All of them: selfsigned takes its defaults only where none is given.
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: names.map((name) => (isIP(name) ? { type: 7, ip: name } : { type: 2, value: name })) },
    ],
  })
  return { cert: lineEnded(made.cert), key: made.private }
}

/** When a certificate ends, in milliseconds since the epoch. */
export function endOf(certificate: X509Certificate): number {
  return Date.parse(certificate.validTo)
}

/** When a certificate of ours was made, in milliseconds since the epoch. */
export function madeAt(certificate: X509Certificate): number {
  return Date.parse(certificate.validFrom) + BACKDATE
}

/** Whether two thirds of a certificate's life are over. */
export function renewalDue(certificate: X509Certificate, now: number): boolean {
  const begin = Date.parse(certificate.validFrom)
  return now >= begin + ((endOf(certificate) - begin) * 2) / 3
}

/** Whether `issuer` signed `certificate`. */
export function issuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
}

// Loading it takes about 0.1 s, which a process that only reads files need not spend.
const selfsigned = () => import('selfsigned')

const lineEnded = (pem: string) => `${pem.trim()}\n`
