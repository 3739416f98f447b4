import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generate } from 'selfsigned'

/** Writes tls.crt and tls.key for localhost into a folder. */
export async function writeKeyPair(dir: string): Promise<void> {
  const pems = await generate([{ name: 'commonName', value: 'localhost' }], { algorithm: 'sha256', keyType: 'ec', curve: 'P-256' })
  writeFileSync(join(dir, 'tls.crt'), pems.cert)
  writeFileSync(join(dir, 'tls.key'), pems.private, { mode: 0o600 })
}
