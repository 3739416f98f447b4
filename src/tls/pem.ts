import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { endOf } from './certificate.ts'
import type { KeyPair } from './ports.ts'

const MOST_CHARACTERS = 256 * 1024

/** The certificates of a PEM text, in its order. Throws where there is none or one cannot be read; the message begins with `name`. */
export function readCertificates(pem: string, name: string): X509Certificate[] {
  if (pem.length > MOST_CHARACTERS) throw new Error(`${name} is larger than 256 KiB; it must hold a certificate in PEM and its chain, nothing else`)
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)
  if (!blocks) throw new Error(`${name} holds no certificate; it must hold PEM text that begins with -----BEGIN CERTIFICATE-----`)
  return blocks.map((block, index) => {
    try {
      return new X509Certificate(block)
    } catch (cause) {
      const which = blocks.length === 1 ? 'the certificate' : `certificate ${index + 1} of ${blocks.length}`
      throw new Error(`${name}: ${which} cannot be read (${reason(cause)}); make it anew`, { cause })
    }
  })
}

/**
 * Reads a key pair as a server would. Throws, naming `tls.crt` or `tls.key`, when it cannot be read, when the two do not belong together,
 * or when the certificate has ended. Returns the certificates, the leaf first.
 */
export function readPair(pair: KeyPair, now: number): { leaf: X509Certificate; chain: X509Certificate[]; key: KeyObject } {
  const chain = readCertificates(pair.cert, 'tls.crt')
  const leaf = chain[0] as X509Certificate
  const key = readKey(pair.key)
  if (!leaf.checkPrivateKey(key)) {
    throw new Error(
      'tls.key does not belong to the first certificate in tls.crt; both must come from the same key pair, and the leaf must stand first',
    )
  }
  if (now >= endOf(leaf)) throw new Error(`the certificate in tls.crt ended on ${new Date(endOf(leaf)).toISOString()}; renew it`)
  try {
    createSecureContext({ cert: pair.cert, key: pair.key })
  } catch (cause) {
    throw new Error(`tls.crt and tls.key cannot be served (${reason(cause)})`, { cause })
  }
  return { leaf, chain, key }
}

function readKey(pem: string): KeyObject {
  if (pem.length > MOST_CHARACTERS) throw new Error('tls.key is larger than 256 KiB; it must hold a private key in PEM, nothing else')
  if (!pem.includes('PRIVATE KEY-----'))
    throw new Error('tls.key holds no private key; it must hold PEM text that begins with -----BEGIN PRIVATE KEY-----')
  if (/-----BEGIN ENCRYPTED|Proc-Type: 4,ENCRYPTED/.test(pem)) throw new Error('tls.key is encrypted with a passphrase; give a key without one')
  try {
    return createPrivateKey(pem)
  } catch (cause) {
    throw new Error(`tls.key cannot be read (${reason(cause)}); it must be a private key in PEM`, { cause })
  }
}

const reason = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause))
