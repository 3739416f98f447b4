import { createServer, type ServerResponse } from 'node:http'
import { oneLine } from '../report/line.ts'
import { type Address, listen } from './address.ts'

/** How a part stands. Only what has failed takes readiness away; a warning is for a person. */
export interface Standing {
  readonly state: 'ok' | 'warning' | 'failed'
  readonly words?: string
}

export interface Check {
  readonly name: string
  readonly look: () => Standing
}

export interface HealthServer {
  listen(address: Address): Promise<Address>
  /** Not ready from now on, whatever the checks say. */
  startDraining(): void
  close(): Promise<void>
}

const TEXT = 'text/plain; charset=utf-8'
const METRICS = 'text/plain; version=0.0.4; charset=utf-8'
const MARKS = { ok: '+', warning: '!', failed: '-' } as const
const LONGEST_LINE = 500

/** The plain port: `/livez`, `/readyz` (with `?verbose` a line for each check, as the API server's own reads) and `/metrics`. */
export function buildHealth(parts: { readonly checks: readonly Check[]; readonly metrics: () => string }): HealthServer {
  let draining = false
  const shutdown = { name: 'shutdown', look: (): Standing => (draining ? { state: 'failed', words: 'shutting down' } : { state: 'ok' }) }
  const checks: readonly Check[] = [...parts.checks, shutdown]

  const readiness = (verbose: boolean): [number, string] => {
    const found = checks.map(({ name, look }) => ({ name, ...look() }))
    const failed = found.filter(({ state }) => state === 'failed')
    if (failed.length === 0 && !verbose) return [200, 'ok\n']
    const lines = (verbose ? found : failed).map(line)
    return failed.length === 0 ? [200, `${lines.join('')}readyz check passed\n`] : [503, `${lines.join('')}readyz check failed\n`]
  }

  // Probes send nothing more than a line and a few headers.
  const server = createServer({ requestTimeout: 5000, headersTimeout: 5000, connectionsCheckingInterval: 1000 }, (request, response) => {
    const url = URL.parse(request.url ?? '/', 'http://health')
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(response.setHeader('Allow', 'GET, HEAD'), 405, 'only GET\n')
    if (url?.pathname === '/livez') return answer(response, 200, 'ok\n')
    if (url?.pathname === '/readyz') return answer(response, ...readiness(url.searchParams.has('verbose')))
    if (url?.pathname === '/metrics') return answer(response, 200, parts.metrics(), METRICS)
    answer(response, 404, 'there are /livez, /readyz and /metrics\n')
  })

  return {
    listen: (address) => listen(server, 'the health port', address),
    startDraining: () => {
      draining = true
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function line({ name, state, words }: Standing & { readonly name: string }): string {
  const text = `[${MARKS[state]}]${name} ${state}${words === undefined ? '' : `: ${oneLine(words)}`}`
  return `${text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text}\n`
}

function answer(response: ServerResponse, code: number, body: string, type = TEXT): void {
  response.writeHead(code, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body), 'X-Content-Type-Options': 'nosniff' }).end(body)
}
