import type { BundlePublisher, CaSecret, CaStore } from '../../src/tls/ports.ts'

/** The Secret in the cluster, with the API server's optimistic locking. */
export class FakeSecret implements CaStore {
  readonly place = 'Secret portcullis/portcullis-ca'
  secret: CaSecret | undefined
  creates = 0
  updates = 0
  lost = 0
  failure: string | undefined
  /** Awaited inside each write before it counts: here a test lets another replica be first. */
  beforeWrite: () => Promise<void> = async () => {}
  #version = 0

  async read(): Promise<CaSecret | undefined> {
    if (this.failure) throw new Error(this.failure)
    return this.secret
  }

  async create(data: CaSecret['data']): Promise<'done' | 'lost'> {
    await this.beforeWrite()
    if (this.secret) return this.#lose()
    this.creates++
    this.set(data)
    return 'done'
  }

  async update(secret: CaSecret, data: CaSecret['data']): Promise<'done' | 'lost'> {
    await this.beforeWrite()
    if (this.secret?.resourceVersion !== secret.resourceVersion) return this.#lose()
    this.updates++
    this.set(data)
    return 'done'
  }

  set(data: CaSecret['data']): void {
    this.secret = { data, resourceVersion: String(++this.#version) }
  }

  #lose(): 'lost' {
    this.lost++
    return 'lost'
  }
}

/** The webhook configurations in the cluster: their caBundle. */
export class FakeConfigurations implements BundlePublisher {
  readonly place = 'webhook configurations "portcullis"'
  bundle = ''
  present = true
  failure: string | undefined
  readonly history: string[] = []

  async publish(bundle: string): Promise<'unchanged' | 'changed' | 'absent'> {
    if (this.failure) throw new Error(this.failure)
    if (!this.present) return 'absent'
    if (this.bundle === bundle) return 'unchanged'
    this.bundle = bundle
    this.history.push(bundle)
    return 'changed'
  }
}

/** A meeting point: resolves for all once `n` have come. */
export function rendezvous(n: number): () => Promise<void> {
  const all = Promise.withResolvers<void>()
  let come = 0
  return () => {
    if (++come === n) all.resolve()
    return all.promise
  }
}
