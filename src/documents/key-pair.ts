import type { KeyObject, X509Certificate } from 'node:crypto'
import type { KeyPairFacts } from '../gateway/surroundings.ts'

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[^-]*-----END \1-----/g
const KEYS = ['PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY']

/** What is inside a Secret's `tls.crt` and `tls.key`, or why a server could not use them. Never throws. */
export function readKeyPair(certificate: string, key: string): KeyPairFacts {
  // It takes as long to load as all rules together, and most clusters in files hold no certificate.
  const { createPrivateKey, X509Certificate } = process.getBuiltinModule('node:crypto')
  const chain: X509Certificate[] = []
  for (const [block] of certificate.matchAll(BLOCK)) {
    try {
      chain.push(new X509Certificate(block))
    } catch {
      return { problem: `certificate ${chain.length + 1} of tls.crt cannot be read` }
    }
  }
  const leaf = chain[0]
  if (!leaf) return { problem: 'tls.crt holds no certificate in PEM' }
  const blocks = [...key.matchAll(BLOCK)]
  const found = blocks.find(([, type]) => KEYS.includes(type as string))
  if (!found) return { problem: 'tls.key holds no private key in PEM' }
  let secret: KeyObject
  try {
    secret = createPrivateKey(found[0])
  } catch {
    return { problem: 'tls.key cannot be read' }
  }
  if (!leaf.checkPrivateKey(secret)) return { problem: 'tls.key does not belong to the first certificate in tls.crt' }
  return {
    validFrom: Math.max(...chain.map((one) => Date.parse(one.validFrom))),
    validUntil: Math.min(...chain.map((one) => Date.parse(one.validTo))),
    algorithm: leaf.publicKey.asymmetricKeyType ?? 'unknown',
    names: namesOf(leaf),
  }
}

function namesOf({ subjectAltName, subject }: X509Certificate): string[] {
  const names = (subjectAltName ?? '').split(', ').flatMap((entry) => (entry.startsWith('DNS:') ? [entry.slice('DNS:'.length)] : []))
  if (names.length > 0) return names
  const common = /^CN=(.+)$/m.exec(subject)?.[1]
  return common === undefined ? [] : [common]
}
