import type { V1MutatingWebhookConfiguration, V1ValidatingWebhookConfiguration } from '@kubernetes/client-node'
import type { BundlePublisher } from '../tls/ports.ts'
import { CA_FIELD_MANAGER } from './ca-secret.ts'
import { exchangeJson, type JsonAnswer, refusal } from './json-exchange.ts'
import type { Transport } from './transport.ts'

type Configuration = V1ValidatingWebhookConfiguration | V1MutatingWebhookConfiguration
type Outcome = 'unchanged' | 'changed' | 'absent'

const RESOURCES = ['validatingwebhookconfigurations', 'mutatingwebhookconfigurations']
const ATTEMPTS = 3

/**
 * The ValidatingWebhookConfiguration and the MutatingWebhookConfiguration of one name. Writes `webhooks[*].clientConfig.caBundle` alone,
 * by get and patch of that name, for webhooks by Service and by URL alike. Rejects with the API server's message when it refuses;
 * the other configuration is written all the same.
 */
export class WebhookConfigurations implements BundlePublisher {
  readonly place: string
  readonly #transport: Transport
  readonly #name: string

  constructor(transport: Transport, name: string) {
    this.#transport = transport
    this.#name = name
    this.place = `webhook configurations "${name}"`
  }

  async publish(bundle: string, signal: AbortSignal): Promise<Outcome> {
    const caBundle = Buffer.from(bundle, 'utf8').toString('base64')
    const results = await Promise.allSettled(RESOURCES.map((resource) => this.#write(resource, caBundle, signal)))
    const failed = results.filter((result) => result.status === 'rejected').map((result) => (result.reason as Error).message)
    if (failed.length > 0) throw new Error(failed.join('; '))
    const outcomes = results.map((result) => (result as PromiseFulfilledResult<Outcome>).value)
    if (outcomes.every((outcome) => outcome === 'absent')) return 'absent'
    return outcomes.includes('changed') ? 'changed' : 'unchanged'
  }

  async #write(resource: string, caBundle: string, signal: AbortSignal): Promise<Outcome> {
    const path = `/apis/admissionregistration.k8s.io/v1/${resource}/${encodeURIComponent(this.#name)}`
    const what = `caBundle into ${resource} "${this.#name}"`
    let patched: JsonAnswer | undefined
    for (let attempt = 0; attempt <= ATTEMPTS; attempt++) {
      const live = await exchangeJson(this.#transport, { method: 'GET', path, headers: { accept: 'application/json' }, signal })
      if (live.status === 404) return 'absent'
      if (live.status >= 300 || live.body === undefined) throw refusal(live, `read ${resource} "${this.#name}"`)
      const patch = patchFor(live.body as Configuration, caBundle)
      if (patch.length === 0) return patched ? 'changed' : 'unchanged'
      if (attempt === ATTEMPTS) break
      // Not by server-side apply: that would own the whole entry, and a webhook taken out of the manifests could then not be removed.
      patched = await exchangeJson(this.#transport, {
        method: 'PATCH',
        path: `${path}?fieldManager=${CA_FIELD_MANAGER}`,
        headers: { accept: 'application/json', 'content-type': 'application/json-patch+json' },
        body: JSON.stringify(patch),
        signal,
      })
      // The next look confirms it. 409 and 422 (a `test` that fails) mean that somebody else wrote in between.
      if (patched.status >= 300 && ![404, 409, 422].includes(patched.status)) throw refusal(patched, `write ${what}`)
    }
    if (patched && patched.status >= 300) throw refusal(patched, `write ${what}`)
    throw new Error(`cannot write ${what}: somebody else overwrites it at once`)
  }
}

function patchFor(configuration: Configuration, caBundle: string): object[] {
  const changes = (configuration.webhooks ?? []).flatMap((webhook, index) => {
    if (webhook.clientConfig.caBundle === caBundle) return []
    return [{ op: 'add', path: `/webhooks/${index}/clientConfig/caBundle`, value: caBundle }]
  })
  if (changes.length === 0) return []
  return [{ op: 'test', path: '/metadata/resourceVersion', value: configuration.metadata?.resourceVersion }, ...changes]
}
