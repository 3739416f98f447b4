import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { V1MutatingWebhookConfiguration, V1ValidatingWebhookConfiguration } from '@kubernetes/client-node'
import { dump, loadAll } from 'js-yaml'
import { writeKubeconfig } from './control-plane/kubeconfig.ts'
import type { ControlPlane } from './control-plane/start.ts'
import { CHECKOUT } from './serve.ts'

type WebhookConfiguration = V1ValidatingWebhookConfiguration | V1MutatingWebhookConfiguration

interface Manifest {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
  readonly data?: Readonly<Record<string, string>>
}

/** What a folder of `manifests` made of a control plane. */
export interface Installation {
  /** Kubeconfig file with a token of the ServiceAccount that ships: exactly the rights that ship. */
  readonly kubeconfig: string
  readonly namespace: string
  /** The shipped ConfigMap's configuration, as a file. */
  readonly config: string
  readonly webhooks: readonly WebhookConfiguration[]
}

/** `kubectl apply -k manifests/base`, and a token by TokenRequest. */
export const installBase = (plane: ControlPlane): Promise<Installation> => install(plane, 'base')

/** `kubectl apply -k` of a folder of `manifests`, and a token by TokenRequest. */
export async function install({ kubectl, folder, url, ca }: ControlPlane, of: 'base' | 'overlays/detect' | 'overlays/events'): Promise<Installation> {
  const base = join(CHECKOUT, 'manifests', of)
  const manifests = loadAll(await kubectl.must(['kustomize', base])) as Manifest[]
  await kubectl.must(['apply', '-k', base])

  const account = only(manifests, 'ServiceAccount')
  const namespace = account.metadata.namespace ?? 'default'
  const user = account.metadata.name
  const token = (await kubectl.must(['create', 'token', user, '--namespace', namespace])).trim()
  const kubeconfig = join(folder, `${user}.kubeconfig`)
  await writeKubeconfig(kubeconfig, { url, ca, user, token, namespace })

  const config = join(folder, 'config', 'config.yaml')
  await mkdir(join(folder, 'config'), { recursive: true })
  await writeFile(config, only(manifests, 'ConfigMap').data?.['config.yaml'] ?? '')

  const webhooks = manifests.filter(({ kind }) => kind.endsWith('WebhookConfiguration')) as unknown as WebhookConfiguration[]
  return { kubeconfig, namespace, config, webhooks }
}

/**
 * Registers the shipped webhooks by URL, for a process outside of the cluster; `caBundle` stays for that process to write.
 * They fail closed, so that an answer which never came cannot pass for an admission.
 */
export async function registerByUrl({ kubectl }: ControlPlane, { webhooks }: Installation, url: string, failurePolicy = 'Fail'): Promise<void> {
  const registered = webhooks.map((configuration) => ({
    ...configuration,
    webhooks: configuration.webhooks?.map((webhook) => ({
      ...webhook,
      failurePolicy,
      clientConfig: { url: `${url}${webhook.clientConfig.service?.path ?? ''}` },
    })),
  }))
  await kubectl.must(['replace', '-f', '-'], { stdin: registered.map((each) => dump(each)).join('---\n') })
}

function only(manifests: readonly Manifest[], kind: string): Manifest {
  const [first, second] = manifests.filter((manifest) => manifest.kind === kind)
  if (!first || second) throw new Error(`manifests/base: ${first ? 'more than one' : 'no'} ${kind}`)
  return first
}
