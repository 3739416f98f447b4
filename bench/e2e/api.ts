import { connect } from '../../src/cluster/connection.ts'
import type { ApiRequest, Transport } from '../../src/cluster/transport.ts'

export interface Answered {
  readonly text: string
  /** The API server's `Warning` header: what a webhook or the API server itself warned of. */
  readonly warning: string | undefined
}

/** One user of the API server, over keep-alive connections. */
export class Api {
  readonly #transport: Transport
  readonly #signal = new AbortController().signal

  private constructor(transport: Transport) {
    this.#transport = transport
  }

  static async as(kubeconfig: string): Promise<Api> {
    return new Api(await connect({ kubeconfig, env: {} }))
  }

  /** Throws with the API server's words unless it says 200 or 201. */
  async send(method: ApiRequest['method'], path: string, body?: string, type = 'application/json'): Promise<Answered> {
    const answer = await this.#transport.request({
      method,
      path,
      ...(body !== undefined && { body, headers: { 'content-type': type } }),
      signal: this.#signal,
    })
    const chunks: Uint8Array[] = []
    for await (const chunk of answer.body) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString('utf8')
    if (answer.status !== 200 && answer.status !== 201) throw new Error(`${method} ${path}: the API server answered ${answer.status}: ${text}`)
    return { text, warning: answer.headers.warning }
  }

  async close(): Promise<void> {
    await this.#transport.close()
  }
}

/** Runs `work` on every item, `width` of them at a time. */
export async function inFlight<T>(width: number, items: Iterable<T>, work: (item: T) => Promise<unknown>): Promise<void> {
  const queue = items[Symbol.iterator]()
  const worker = async () => {
    for (let next = queue.next(); !next.done; next = queue.next()) await work(next.value)
  }
  await Promise.all(Array.from({ length: width }, worker))
}
