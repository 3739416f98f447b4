import { generate } from 'selfsigned'
import type { CertificateSource, KeyPair } from '../../src/tls/ports.ts'

/** A self-signed pair for 127.0.0.1 and localhost. */
export async function makeKeyPair(commonName = 'webhook.test'): Promise<KeyPair> {
  const pems = await generate([{ name: 'commonName', value: commonName }], {
    algorithm: 'sha256',
    keyType: 'ec',
    curve: 'P-256',
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip: '127.0.0.1' },
          { type: 2, value: 'localhost' },
        ],
      },
    ],
  })
  return { cert: pems.cert, key: pems.private }
}

export interface HeldSource extends CertificateSource {
  /** Hands out a new pair. */
  swap(pair: KeyPair): void
}

/** A source that holds what it is given. */
export function heldSource(first?: KeyPair): HeldSource {
  let pair = first
  const listeners: ((pair: KeyPair) => void)[] = []
  return {
    current: () => pair,
    subscribe: (listener) => void listeners.push(listener),
    notAfter: () => new Date(Date.UTC(2030, 0, 1)),
    start: async () => undefined,
    stop: async () => undefined,
    swap(next) {
      pair = next
      for (const listener of listeners) listener(next)
    },
  }
}
