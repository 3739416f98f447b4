import type { AddressInfo, Server } from 'node:net'

export interface Address {
  readonly host: string
  readonly port: number
}

/** Resolves to where the server really listens; port 0 takes a free one. `what` names the server in the error. */
export function listen(server: Server, what: string, { host, port }: Address): Promise<Address> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'another process listens there' : error.code === 'EACCES' ? 'this user may not' : error.message
      reject(new Error(`${what} cannot listen on ${host}:${port}: ${why}`, { cause: error }))
    }
    server.once('error', failed)
    server.listen({ host, port }, () => {
      server.off('error', failed)
      const { address, port: taken } = server.address() as AddressInfo
      resolve({ host: address, port: taken })
    })
  })
}
