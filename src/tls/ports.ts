/** A key pair in PEM. `cert` may hold a chain, the leaf first. */
export interface KeyPair {
  readonly cert: string
  readonly key: string
}

/** Where a server's key pair comes from: files, a folder of our own, or the managed CA. */
export interface CertificateSource {
  /** The pair to serve now; undefined until there is one. */
  current(): KeyPair | undefined
  /**
   * Called with the pair that is there already, if any, and with each new one after it. A pair that cannot be loaded is never
   * handed out: the old one stays.
   */
  subscribe(listener: (pair: KeyPair) => void): void
  /** When the pair that is served ends (for metrics); undefined until there is one. */
  notAfter(): Date | undefined
  /** Resolves when the first pair is there, or rejects with an error for a person at a terminal. The signal ends the source as `stop` does. */
  start(signal: AbortSignal): Promise<void>
  stop(): Promise<void>
}

/** The one Secret that holds the managed CA, as data: keys to PEM text. */
export interface CaSecret {
  readonly data: Readonly<Record<string, string>>
  readonly resourceVersion: string
}

/** How the managed CA reaches its Secret. `create` and `update` resolve to `lost` when another replica was first: read again then. */
export interface CaStore {
  /** The Secret's name for messages: `Secret portcullis/portcullis-ca`. */
  readonly place: string
  read(signal: AbortSignal): Promise<CaSecret | undefined>
  create(data: Readonly<Record<string, string>>, signal: AbortSignal): Promise<'done' | 'lost'>
  update(secret: CaSecret, data: Readonly<Record<string, string>>, signal: AbortSignal): Promise<'done' | 'lost'>
}

/**
 * Writes the bundle into every webhook of both webhook configurations, that field alone. `changed`: something had to be written, and
 * the API server has confirmed it. `absent`: neither configuration exists.
 */
export interface BundlePublisher {
  /** The configurations' name for messages: `webhook configurations "portcullis"`. */
  readonly place: string
  publish(bundle: string, signal: AbortSignal): Promise<'unchanged' | 'changed' | 'absent'>
}

/** Time as the sources see it. */
export interface Clock {
  /** Milliseconds since the epoch, by the wall clock. */
  now(): number
  /** Resolves after `ms`, or at once when the signal aborts; never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/** Where the sources say what they did, one line each. A pino logger is one. */
export interface Log {
  info(message: string): void
  warn(message: string): void
}
