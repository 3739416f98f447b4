import { readFile } from 'node:fs/promises'
import { Agent, request } from 'undici'
import type { ControlPlane } from './control-plane/start.ts'

export interface Answer {
  readonly code: number
  readonly message: string
  readonly body: unknown
}

/** Several users of the API server at one time: administrators with connections of their own. */
export interface Clients {
  /** A request by one of them; numbers go round. */
  send(n: number, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, object?: object): Promise<Answer>
  post(n: number, path: string, object: object): Promise<Answer>
  close(): Promise<void>
}

export async function openClients({ kubeconfig, url, ca }: ControlPlane, count: number): Promise<Clients> {
  const { users } = JSON.parse(await readFile(kubeconfig, 'utf8')) as { users: { user: { token: string } }[] }
  const headers = { accept: 'application/json', 'content-type': 'application/json', authorization: `Bearer ${users[0]?.user.token}` }
  const agents = Array.from({ length: count }, () => new Agent({ connect: { ca } }))
  const send: Clients['send'] = async (n, method, path, object) => {
    const dispatcher = agents[n % count] as Agent
    const { statusCode, body } = await request(url + path, { method, headers, dispatcher, ...(object && { body: JSON.stringify(object) }) })
    const answer = (await body.json()) as { message?: unknown } | null
    return { code: statusCode, message: String(answer?.message ?? ''), body: answer }
  }
  return {
    send,
    post: (n, path, object) => send(n, 'POST', path, object),
    close: async () => {
      for (const agent of agents) await agent.close()
    },
  }
}
