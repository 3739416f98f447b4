import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { Credentials } from './credentials.ts'
import { SERVICE_ACCOUNT_FOLDER, serviceAccount } from './service-account.ts'
import type { Transport } from './transport.ts'

export interface ConnectionOptions {
  /** `--kubeconfig`: a file, or several joined as in KUBECONFIG. */
  readonly kubeconfig?: string | undefined
  /** `--context`. */
  readonly context?: string | undefined
  /** KUBECONFIG, HOME, KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are read from it. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Where the Pod's credentials are mounted, if not where Kubernetes does it. */
  readonly serviceAccountFolder?: string | undefined
}

/**
 * The way to the cluster that the options name, found as kubectl and controllers find it: `--kubeconfig`, KUBECONFIG, the Pod's
 * ServiceAccount (unless a context is asked for), `~/.kube/config`. It does not call the server. Rejects with an error for a person at a terminal.
 */
export async function connect(options: ConnectionOptions): Promise<Transport> {
  const credentials = await findCredentials(options)
  const { httpTransport } = await import('./http-transport.ts')
  return httpTransport(credentials)
}

async function findCredentials({ kubeconfig, context, env, serviceAccountFolder = SERVICE_ACCOUNT_FOLDER }: ConnectionOptions): Promise<Credentials> {
  const named = kubeconfig || env.KUBECONFIG
  if (named) return fromKubeconfig(named, context)
  const host = env.KUBERNETES_SERVICE_HOST
  const token = join(serviceAccountFolder, 'token')
  if (host && context === undefined && (await exists(token))) return serviceAccount(host, env.KUBERNETES_SERVICE_PORT || '443', serviceAccountFolder)
  const own = env.HOME === undefined ? undefined : join(env.HOME, '.kube', 'config')
  if (own !== undefined && (await exists(own))) return fromKubeconfig(own, context)
  const inPod = host ? `this Pod has no ${token} (is automountServiceAccountToken off?)` : 'this is no Pod (KUBERNETES_SERVICE_HOST is not set)'
  throw new Error(`no cluster to talk to: --kubeconfig and KUBECONFIG are not set, ${inPod}, and ${own ?? '~/.kube/config'} does not exist`)
}

async function fromKubeconfig(paths: string, context: string | undefined): Promise<Credentials> {
  // It takes 0.8 s to load, which a Pod and commands without a cluster must not pay.
  const { KubeConfig } = await import('@kubernetes/client-node')
  const { kubeconfigCredentials } = await import('./kubeconfig.ts')
  return kubeconfigCredentials(() => new KubeConfig(), paths, context)
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
