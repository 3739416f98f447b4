import type { X509Certificate } from 'node:crypto'
import { endOf, LEAF_LIFE, madeAt } from './certificate.ts'
import { readCertificates, readPair } from './pem.ts'
import type { KeyPair } from './ports.ts'

type Data = Readonly<Record<string, string>>

/** What the CA's Secret says. Its content alone decides, so every replica publishes the same bytes. */
export interface CaState {
  readonly ca: KeyPair
  readonly certificate: X509Certificate
  /** CAs whose leaves may still be served somewhere. */
  readonly old: readonly X509Certificate[]
  /** What the API server is to trust: the CA, then the old ones. */
  readonly bundle: string
}

const OLD = 'ca-old.crt'
const MOST_OLD = 4

/** Whether the Secret has no CA yet, as when it was created empty to give rights on it by name. */
export function isEmpty(data: Data): boolean {
  return !data['tls.crt'] && !data['tls.key']
}

/** Reads the Secret's content. Throws, saying what is wrong, when it holds no CA that can sign now. */
export function readCaState(data: Data, now: number): CaState {
  const ca = { cert: data['tls.crt'] ?? '', key: data['tls.key'] ?? '' }
  const { leaf: certificate, chain, key } = readPair(ca, now)
  if (chain.length > 1) throw new Error(`tls.crt holds ${chain.length} certificates instead of the CA alone`)
  if (!certificate.ca) throw new Error('the certificate in tls.crt is not that of a CA')
  if (key.asymmetricKeyType !== 'ec') throw new Error(`tls.key is of type ${key.asymmetricKeyType}, not EC`)
  if (now < Date.parse(certificate.validFrom)) throw new Error(`the CA in tls.crt begins only on ${new Date(certificate.validFrom).toISOString()}`)
  const old = distinct(authorities(data[OLD])).filter((other) => other.fingerprint256 !== certificate.fingerprint256)
  return { ca, certificate, old, bundle: [certificate, ...old].map(String).join('') }
}

/** Every CA certificate that can be read in the content, however damaged the rest is. */
export function readableAuthorities(data: Data): X509Certificate[] {
  return [...authorities(data['tls.crt']), ...authorities(data[OLD])]
}

/** Whether no replica can serve a leaf of the old CAs any more. */
export function oldIsOver(state: CaState, now: number): boolean {
  return state.old.length > 0 && now >= madeAt(state.certificate) + LEAF_LIFE + 3_600_000
}

/** The content with another CA, or other old ones; what else is in the Secret stays. */
export function caData(kept: Data, ca: KeyPair, old: readonly X509Certificate[], now: number): Data {
  const { [OLD]: _, ...rest } = kept
  const alive = distinct(old)
    .filter((certificate) => now < endOf(certificate))
    .slice(0, MOST_OLD)
  return { ...rest, 'tls.crt': ca.cert, 'tls.key': ca.key, ...(alive.length > 0 ? { [OLD]: alive.map(String).join('') } : {}) }
}

function authorities(pem: string | undefined): X509Certificate[] {
  try {
    return readCertificates(pem ?? '', OLD).filter((certificate) => certificate.ca)
  } catch {
    return []
  }
}

function distinct(certificates: readonly X509Certificate[]): X509Certificate[] {
  return [...new Map(certificates.map((certificate) => [certificate.fingerprint256, certificate])).values()]
}
