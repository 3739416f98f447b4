import { writeFile } from 'node:fs/promises'

export interface Access {
  readonly url: string
  /** PEM. */
  readonly ca: string
  readonly user: string
  readonly token: string
  readonly namespace?: string
}

/** Writes a kubeconfig with one context, readable by its owner only. JSON is YAML. */
export async function writeKubeconfig(path: string, { url, ca, user, token, namespace = 'default' }: Access): Promise<void> {
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'portcullis', cluster: { server: url, 'certificate-authority-data': Buffer.from(ca).toString('base64') } }],
    users: [{ name: user, user: { token } }],
    contexts: [{ name: 'portcullis', context: { cluster: 'portcullis', user, namespace } }],
    'current-context': 'portcullis',
  }
  await writeFile(path, `${JSON.stringify(kubeconfig, null, 2)}\n`, { mode: 0o600 })
}
