import type { ApiRequest, ApiResponse, Transport } from '../../src/cluster/transport.ts'

// biome-ignore lint/suspicious/noExplicitAny: objects as they travel
type Any = any

/** As much of an API server as a client sees that gets, creates, updates and patches single objects. */
export class FakeApiServer implements Transport {
  readonly server = 'https://api.test:6443'
  readonly objects = new Map<string, Any>()
  readonly requests: ApiRequest[] = []
  /** Answers in place of the server where it returns something, or lets another client be first. */
  intercept: (request: ApiRequest) => { status: number; text: string } | undefined = () => undefined
  #version = 100

  put(path: string, object: Any): void {
    this.objects.set(path, { ...object, metadata: { ...object.metadata, resourceVersion: String(++this.#version) } })
  }

  async request(request: ApiRequest): Promise<ApiResponse> {
    this.requests.push(request)
    const { status, text } = this.intercept(request) ?? this.#answer(request)
    return { status, headers: {}, body: Object.assign(chunks(text), { cancel() {} }) }
  }

  async close(): Promise<void> {}

  #answer({ method, path: full, body }: ApiRequest): { status: number; text: string } {
    const path = full.split('?')[0] as string
    const live = this.objects.get(path)
    const sent: Any = body === undefined ? undefined : JSON.parse(body)
    if (method === 'POST') {
      const named = `${path}/${sent.metadata.name}`
      if (this.objects.has(named)) return failure(409, `"${sent.metadata.name}" already exists`)
      this.put(named, sent)
      return found(201, this.objects.get(named))
    }
    if (!live) return failure(404, `${path} not found`)
    if (method === 'PUT') {
      if (sent.metadata.resourceVersion !== live.metadata.resourceVersion) return failure(409, 'the object has been modified')
      this.put(path, sent)
    }
    if (method === 'PATCH') {
      const next = structuredClone(live)
      for (const { op, path: pointer, value } of sent) {
        const keys: string[] = pointer.slice(1).split('/')
        const last = keys.pop() as string
        const parent = keys.reduce((at, key) => at?.[key], next)
        if (op === 'test' ? parent?.[last] !== value : parent === undefined) return failure(422, 'the server rejected our request')
        parent[last] = value
      }
      this.put(path, next)
    }
    return found(200, this.objects.get(path))
  }
}

export const failure = (status: number, message: string) => ({
  status,
  text: JSON.stringify({ kind: 'Status', status: 'Failure', message, code: status }),
})
const found = (status: number, object: Any) => ({ status, text: JSON.stringify(object) })

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  // In pieces that cut characters apart.
  for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7)
}
