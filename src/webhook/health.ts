import { createServer, type ServerResponse } from 'node:http'
import { type Address, listen } from './address.ts'

export interface Check {
  readonly name: string
  /** What is missing, in words; undefined when nothing is. */
  readonly problem: () => string | undefined
}

export interface HealthServer {
  listen(address: Address): Promise<Address>
  /** Not ready from now on, whatever the checks say. */
  startDraining(): void
  close(): Promise<void>
}

const TEXT = 'text/plain; charset=utf-8'
const METRICS = 'text/plain; version=0.0.4; charset=utf-8'

/** The plain port: `/livez`, `/readyz` (with `?verbose` a line for each check) and `/metrics`. */
export function buildHealth(parts: { readonly checks: readonly Check[]; readonly metrics: () => string }): HealthServer {
  let draining = false
  const checks: readonly Check[] = [...parts.checks, { name: 'shutdown', problem: () => (draining ? 'shutting down' : undefined) }]

  const readiness = (verbose: boolean): [number, string] => {
    const results = checks.map(({ name, problem }) => ({ name, problem: problem() }))
    const failed = results.filter((result) => result.problem !== undefined)
    const shown = verbose ? results : failed
    const lines = shown.map((result) => (result.problem === undefined ? `[+] ${result.name}: ok` : `[-] ${result.name}: ${result.problem}`))
    const verdict = failed.length === 0 ? 'ok' : 'not ready'
    return [failed.length === 0 ? 200 : 503, [...lines, verdict, ''].join('\n')]
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

function answer(response: ServerResponse, code: number, body: string, type = TEXT): void {
  response.writeHead(code, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body), 'X-Content-Type-Options': 'nosniff' }).end(body)
}
