import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A TCP balancer on a loopback port, as a Service is one: it knows connections, no requests. */
export interface Balancer {
  readonly port: number
  stop(): Promise<void>
}

/** Hands each connection to one of these loopback ports by chance. They are asked for each time, so that they may be known later. */
export async function startBalancer(targets: () => readonly number[]): Promise<Balancer> {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    const ports = targets()
    const port = ports[Math.floor(Math.random() * ports.length)]
    if (port === undefined) return void socket.destroy()
    const onward = connect(port, '127.0.0.1')
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      open.add(one)
      one.setNoDelay(true)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
