import { X509Certificate } from 'node:crypto'
import { endOf } from './certificate.ts'
import type { KeyPair, Log } from './ports.ts'

/** The pair that is served now, and those who want to hear of the next. */
export class ServedPair {
  readonly #log: Log
  readonly #listeners: ((pair: KeyPair) => void)[] = []
  #pair: KeyPair | undefined
  #leaf: X509Certificate | undefined

  constructor(log: Log) {
    this.#log = log
  }

  get pair(): KeyPair | undefined {
    return this.#pair
  }

  get leaf(): X509Certificate | undefined {
    return this.#leaf
  }

  notAfter(): Date | undefined {
    return this.#leaf && new Date(endOf(this.#leaf))
  }

  subscribe(listener: (pair: KeyPair) => void): void {
    this.#listeners.push(listener)
    if (this.#pair) listener(this.#pair)
  }

  serve(pair: KeyPair): void {
    this.#leaf = new X509Certificate(pair.cert)
    this.#pair = pair
    for (const listener of this.#listeners) {
      try {
        listener(pair)
      } catch (cause) {
        // One listener's failure must not keep the pair from the others, nor end the source.
        this.#log.warn(`A new certificate could not be put to use: ${cause instanceof Error ? cause.message : String(cause)}`)
      }
    }
  }
}
