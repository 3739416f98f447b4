import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { EndedEarly } from './process.ts'

const ATTEMPTS = 4

/** Calls `start` with loopback ports that were free a moment ago, and again with others when one of them was taken in between. */
export async function onFreePorts<T>(count: number, start: (ports: number[]) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(await freePorts(count))
    } catch (error) {
      if (!(error instanceof EndedEarly && error.portTaken) || attempt === ATTEMPTS) throw error
    }
  }
}

/** Whether somebody listens on a loopback port. */
export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })
}

async function freePorts(count: number): Promise<number[]> {
  // All open at once, so that no port comes twice.
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1')
      await once(server, 'listening')
      return server
    }),
  )
  const ports = servers.map((server) => (server.address() as { port: number }).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}
