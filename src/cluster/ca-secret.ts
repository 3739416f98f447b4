import type { V1Secret } from '@kubernetes/client-node'
import type { CaSecret, CaStore } from '../tls/ports.ts'
import { exchangeJson, type JsonAnswer, refusal } from './json-exchange.ts'
import type { Transport } from './transport.ts'

/** The manager that the API server's `managedFields` show for what the managed CA writes. */
export const CA_FIELD_MANAGER = 'portcullis-ca'

/**
 * The managed CA's Secret (type Opaque), by get, create and update of that one name: the rights need neither list nor watch. An update
 * keeps everything in the Secret that it does not name. Rejects with the API server's message when it refuses.
 */
export class CaSecretStore implements CaStore {
  readonly place: string
  readonly #transport: Transport
  readonly #namespace: string
  readonly #name: string

  constructor(transport: Transport, namespace: string, name: string) {
    this.#transport = transport
    this.#namespace = namespace
    this.#name = name
    this.place = `Secret ${namespace}/${name}`
  }

  async read(signal: AbortSignal): Promise<CaSecret | undefined> {
    const secret = await this.#get(signal)
    if (!secret) return undefined
    const data = Object.fromEntries(Object.entries(secret.data ?? {}).map(([key, value]) => [key, decoded(value)]))
    return { data, resourceVersion: secret.metadata?.resourceVersion ?? '' }
  }

  async create(data: CaSecret['data'], signal: AbortSignal): Promise<'done' | 'lost'> {
    const secret: V1Secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: this.#name,
        namespace: this.#namespace,
        labels: { 'app.kubernetes.io/name': 'portcullis', 'app.kubernetes.io/managed-by': 'portcullis' },
      },
      type: 'Opaque',
      data: Object.fromEntries(Object.entries(data).map(([key, text]) => [key, encoded(text)])),
    }
    const answer = await this.#send('POST', this.#path(false), secret, signal)
    if (answer.status === 409) return 'lost'
    if (answer.status >= 300) throw refusal(answer, `create ${this.place}`)
    return 'done'
  }

  async update(secret: CaSecret, data: CaSecret['data'], signal: AbortSignal): Promise<'done' | 'lost'> {
    const live = await this.#get(signal)
    if (live?.metadata?.resourceVersion !== secret.resourceVersion) return 'lost'
    const entries = Object.entries(data).map(([key, text]) => {
      const before = live?.data?.[key]
      // What is not text must go back as the bytes it was.
      return [key, before !== undefined && decoded(before) === text ? before : encoded(text)]
    })
    const answer = await this.#send('PUT', this.#path(true), { ...live, data: Object.fromEntries(entries) }, signal)
    if (answer.status === 409 || answer.status === 404) return 'lost'
    if (answer.status >= 300) throw refusal(answer, `update ${this.place}`)
    return 'done'
  }

  async #get(signal: AbortSignal): Promise<V1Secret | undefined> {
    const answer = await exchangeJson(this.#transport, {
      method: 'GET',
      path: this.#path(true),
      headers: { accept: 'application/json' },
      signal,
    })
    if (answer.status === 404) return undefined
    if (answer.status >= 300 || answer.body === undefined) throw refusal(answer, `read ${this.place}`)
    return answer.body as V1Secret
  }

  #path(named: boolean): string {
    const collection = `/api/v1/namespaces/${encodeURIComponent(this.#namespace)}/secrets`
    return named ? `${collection}/${encodeURIComponent(this.#name)}` : collection
  }

  #send(method: 'POST' | 'PUT', path: string, secret: V1Secret, signal: AbortSignal): Promise<JsonAnswer> {
    return exchangeJson(this.#transport, {
      method,
      path: `${path}?fieldManager=${CA_FIELD_MANAGER}`,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(secret),
      signal,
    })
  }
}

const decoded = (value: string) => Buffer.from(value, 'base64').toString('utf8')
const encoded = (text: string) => Buffer.from(text, 'utf8').toString('base64')
