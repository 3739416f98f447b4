import { connect } from '../../src/cluster/connection.ts'
import { exchangeJson } from '../../src/cluster/json-exchange.ts'
import type { ApiRequest, Transport } from '../../src/cluster/transport.ts'
import type { ControlPlane } from './control-plane/start.ts'

export interface Answer {
  readonly code: number
  readonly message: string
  readonly body: unknown
}

/** Several users of the API server at one time: administrators with connections of their own. */
export interface Clients {
  /** A write by one of them; numbers go round. */
  send(n: number, method: ApiRequest['method'], path: string, object?: object): Promise<Answer>
  post(n: number, path: string, object: object): Promise<Answer>
  close(): Promise<void>
}

export async function openClients({ kubeconfig }: ControlPlane, count: number): Promise<Clients> {
  const transports: Transport[] = []
  for (let n = 0; n < count; n++) transports.push(await connect({ kubeconfig, env: {} }))
  const { signal } = new AbortController()
  const send: Clients['send'] = async (n, method, path, object) => {
    const headers = { accept: 'application/json', ...(object && { 'content-type': 'application/json' }) }
    const request = { method, path, headers, signal, ...(object && { body: JSON.stringify(object) }) }
    const { status, body } = await exchangeJson(transports[n % count] as Transport, request)
    return { code: status, message: String((body as { message?: unknown } | undefined)?.message ?? ''), body }
  }
  return {
    send,
    post: (n, path, object) => send(n, 'POST', path, object),
    close: async () => {
      for (const transport of transports) await transport.close()
    },
  }
}
