import { Agent, type Dispatcher, ProxyAgent } from 'undici'
import type { Access, Credentials } from './credentials.ts'
import type { ApiRequest, ApiResponse, Transport } from './transport.ts'

const TLS_ADVICE: Readonly<Record<string, string>> = {
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not signed by the configured certificate authority',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not signed by the configured certificate authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not signed by the configured certificate authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not signed by the configured certificate authority',
  CERT_HAS_EXPIRED: 'its certificate has expired',
}

interface Trust {
  readonly fingerprint: string
  readonly dispatcher: Dispatcher
}

/**
 * A transport over HTTP/1.1 with these credentials. They are read for every request, so what rotates on disk is used from then on;
 * after a 401 they are loaded anew, and where that changed them the request is sent once more.
 */
export function httpTransport(credentials: Credentials): Transport {
  const base = new URL(credentials.server)
  const prefix = base.pathname.replace(/\/$/, '')
  const open = new Set<Dispatcher>()
  const closing = new AbortController()
  let trust: Trust | undefined

  const dispatcherFor = (access: Access): Dispatcher => {
    const fingerprint = JSON.stringify([access.tls, access.proxy])
    if (trust?.fingerprint === fingerprint) return trust.dispatcher
    const old = trust?.dispatcher
    // Watches that are open stay on the old connections to their end.
    if (old)
      void old.close().then(
        () => open.delete(old),
        () => open.delete(old),
      )
    const dispatcher = dispatcherWith(access, closing.signal)
    open.add(dispatcher)
    trust = { fingerprint, dispatcher }
    return dispatcher
  }

  const send = async (request: ApiRequest, access: Access): Promise<ApiResponse> => {
    try {
      const { signal } = request
      const sent = dispatcherFor(access).request({
        origin: base.origin,
        path: prefix + request.path,
        method: request.method,
        headers: { 'user-agent': 'portcullis', accept: 'application/json', ...request.headers, ...access.headers },
        body: request.body ?? null,
        signal,
      })
      // It heeds the signal only once it is connected.
      const { statusCode, headers, body } = await unlessAborted(sent, signal)
      // A body that is cancelled says so by an error event, which nobody needs to hear.
      body.on('error', () => {})
      const cancel = () => void body.destroy()
      return { status: statusCode, headers: flat(headers), body: Object.assign(body, { cancel }) }
    } catch (error) {
      if (request.signal.aborted) throw request.signal.reason
      throw new Error(`API server ${credentials.server} cannot be reached: ${describe(error)}`, { cause: error })
    }
  }

  return {
    server: credentials.server,
    async request(request) {
      const access = await unlessAborted(credentials.read(), request.signal)
      const response = await send(request, access)
      if (response.status !== 401) return response
      let renewed: Access
      try {
        await unlessAborted(credentials.reload(), request.signal)
        renewed = await unlessAborted(credentials.read(), request.signal)
      } catch (error) {
        response.body.cancel()
        throw error
      }
      if (JSON.stringify(renewed) === JSON.stringify(access)) return response
      response.body.cancel()
      return send(request, renewed)
    },
    async close() {
      trust = undefined
      closing.abort(new Error('closed'))
      await Promise.all([...open].map((dispatcher) => dispatcher.destroy()))
      open.clear()
    },
  }
}

/** A plugin that hands out credentials, or a disk, may hang; what comes of it then is nobody's any more. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort)
    if (signal.aborted) abort()
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

/** `closing` ends connections that are still being made, which nothing else would before their own timeout. */
function dispatcherWith({ tls, proxy }: Access, closing: AbortSignal): Dispatcher {
  // Silence in a body is the caller's to bound: a watch is silent for a minute between two bookmarks.
  const options = { allowH2: false, pipelining: 1, bodyTimeout: 0, headersTimeout: 65_000, keepAliveTimeout: 30_000 }
  // Set even where it is the default, or an environment variable of Node could switch verification off.
  const rejectUnauthorized = tls.rejectUnauthorized ?? true
  const connect = { ...tls, rejectUnauthorized, timeout: 10_000, keepAlive: true, keepAliveInitialDelay: 30_000, signal: closing }
  return proxy === undefined ? new Agent({ ...options, connect }) : new ProxyAgent({ ...options, uri: proxy, requestTls: connect })
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]))
}

function describe(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return describe(error.errors[0])
  if (!(error instanceof Error)) return String(error)
  const code = (error as NodeJS.ErrnoException).code
  const advice = code === undefined ? undefined : TLS_ADVICE[code]
  return advice === undefined ? error.message : `${advice} (${error.message})`
}
