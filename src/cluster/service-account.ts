import { readFile } from 'node:fs/promises'
import { isIPv6 } from 'node:net'
import { join } from 'node:path'
import type { Credentials } from './credentials.ts'

/** Where Kubernetes mounts the token, the CA and the namespace into every Pod. */
export const SERVICE_ACCOUNT_FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount'

/** The credentials of the Pod. Token and CA are read from disk each time: the kubelet replaces the token every hour. */
export function serviceAccount(host: string, port: string, folder: string): Credentials {
  return {
    server: `https://${isIPv6(host) ? `[${host}]` : host}:${port}`,
    async read() {
      const [token, ca] = await Promise.all([readMounted(folder, 'token'), readMounted(folder, 'ca.crt')])
      return { headers: { authorization: `Bearer ${token.trim()}` }, tls: { ca } }
    },
    async reload() {},
  }
}

async function readMounted(folder: string, name: string): Promise<string> {
  const path = join(folder, name)
  const content = await readFile(path, 'utf8').catch((error: Error) => {
    throw new Error(`${path}: the Pod's credentials cannot be read (${error.message}); is automountServiceAccountToken off?`)
  })
  if (content.trim() === '') throw new Error(`${path}: the Pod's credentials are empty`)
  return content
}
