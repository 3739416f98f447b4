import { X509Certificate } from 'node:crypto'
import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CA_LIFE, issuedBy, makeCa, makeLeaf, renewalDue } from './certificate.ts'
import { checkNames, missingNames } from './names.ts'
import { readCertificates, readPair } from './pem.ts'
import type { CertificateSource, Clock, KeyPair, Log } from './ports.ts'
import { ServedPair } from './served-pair.ts'

const CHECK_EVERY = 3_600_000
const CA_NAME = 'Portcullis local CA'

export interface SelfSignedOptions {
  /** Where tls.crt, tls.key and ca.crt are kept; without it they live in memory alone. */
  readonly dir?: string
  /** DNS names and IP addresses of the server. */
  readonly names: readonly string[]
  readonly clock: Clock
  readonly log: Log
}

interface Made extends KeyPair {
  readonly ca: string
}

/**
 * A certificate of our own, for a server that no cluster's CA stands behind. Its CA signs this one certificate and its key is thrown
 * away, so a person may trust `ca.crt` without trusting anything that could be signed later.
 */
export class SelfSignedSource implements CertificateSource {
  readonly #options: SelfSignedOptions
  readonly #served: ServedPair
  readonly #end = new AbortController()
  #running: Promise<void> | undefined
  #ca: string | undefined

  constructor(options: SelfSignedOptions) {
    checkNames(options.names)
    this.#options = options
    this.#served = new ServedPair(options.log)
  }

  current(): KeyPair | undefined {
    return this.#served.pair
  }

  /** What a client must trust, in PEM; undefined until there is a pair. */
  ca(): string | undefined {
    return this.#ca
  }

  subscribe(listener: (pair: KeyPair) => void): void {
    this.#served.subscribe(listener)
  }

  notAfter(): Date | undefined {
    return this.#served.notAfter()
  }

  async start(signal: AbortSignal): Promise<void> {
    const ended = AbortSignal.any([signal, this.#end.signal])
    ended.throwIfAborted()
    const { dir } = this.#options
    this.#serve((dir === undefined ? undefined : await this.#kept(dir)) ?? (await this.#make()))
    this.#running = this.#run(ended)
  }

  async stop(): Promise<void> {
    this.#end.abort()
    await this.#running
  }

  #serve(made: Made): void {
    this.#ca = made.ca
    this.#served.serve({ cert: made.cert, key: made.key })
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#options
    for (;;) {
      await clock.sleep(CHECK_EVERY, signal)
      if (signal.aborted) return
      try {
        if (renewalDue(this.#served.leaf as X509Certificate, clock.now())) this.#serve(await this.#make())
      } catch (cause) {
        log.warn(`The certificate could not be renewed and stays as it is: ${(cause as Error).message}`)
      }
    }
  }

  /** The pair in the folder, if it will do. Never throws away one that is not ours. */
  async #kept(dir: string): Promise<Made | undefined> {
    const { names, clock, log } = this.#options
    const [cert, key, ca] = await Promise.all(['tls.crt', 'tls.key', 'ca.crt'].map((name) => readIfThere(join(dir, name))))
    if (cert === undefined && key === undefined) return undefined
    let why: string
    try {
      const { leaf } = readPair({ cert: cert ?? '', key: key ?? '' }, clock.now())
      const missing = missingNames(leaf, names)
      const trusted = readCertificates(ca ?? '', 'ca.crt').some((authority) => issuedBy(leaf, authority))
      if (missing.length > 0) why = `it is not valid for ${missing.join(', ')}`
      else if (!trusted) why = 'ca.crt did not issue it'
      else if (renewalDue(leaf, clock.now())) why = `it ends on ${new Date(leaf.validTo).toISOString()}`
      else {
        await keepPrivate(join(dir, 'tls.key'), log)
        return { cert: cert as string, key: key as string, ca: ca as string }
      }
    } catch (cause) {
      why = (cause as Error).message
    }
    if (!isOurs(cert)) {
      throw new Error(
        `${join(dir, 'tls.crt')} was not made by Portcullis and cannot be used (${why}): move tls.crt, tls.key and ca.crt out of ${dir}, or serve a pair of your own with --tls-dir`,
      )
    }
    log.info(`Making a new certificate in ${dir}, for the one there will not do: ${why}.`)
    return undefined
  }

  async #make(): Promise<Made> {
    const { dir, names, clock } = this.#options
    const now = clock.now()
    const ca = await makeCa(CA_NAME, now)
    const made: Made = { ...(await makeLeaf(ca, names, CA_LIFE, now)), ca: ca.cert }
    if (dir !== undefined) await keep(dir, made)
    return made
  }
}

async function keep(dir: string, made: Made): Promise<void> {
  try {
    await mkdir(dir, { recursive: true })
    await replace(join(dir, 'tls.key'), made.key, 0o600)
    await replace(join(dir, 'ca.crt'), made.ca, 0o644)
    await replace(join(dir, 'tls.crt'), made.cert, 0o644)
  } catch (cause) {
    throw new Error(
      `the certificate cannot be kept in ${dir} (${(cause as Error).message}); make the folder writable, or give a pair of your own with --tls-dir`,
      {
        cause,
      },
    )
  }
}

/** A checkout or a copy may have opened the key to others. */
async function keepPrivate(path: string, log: Log): Promise<void> {
  try {
    if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600)
  } catch (cause) {
    log.warn(`Others may read ${path}, and that could not be changed (${(cause as Error).message}); its mode should be 0600.`)
  }
}

async function replace(path: string, text: string, mode: number): Promise<void> {
  const temporary = `${path}.${process.pid}.new`
  try {
    await rm(temporary, { force: true })
    await writeFile(temporary, text, { mode, flag: 'wx' })
    await rename(temporary, path)
  } catch (cause) {
    await rm(temporary, { force: true })
    throw cause
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`${path} cannot be read (${(cause as Error).message}); it must be a readable file`, { cause })
  }
}

function isOurs(cert: string | undefined): boolean {
  try {
    return new X509Certificate(cert ?? '').issuer.startsWith(`CN=${CA_NAME} `)
  } catch {
    // Half written or damaged: there is no certificate to lose.
    return true
  }
}
