import { connect, type TLSSocket } from 'node:tls'

export interface Measured {
  readonly perSecond: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
}

const UID = '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d'

/** Keeps one request going on each of `connections` keep-alive connections for `seconds`; every answer is checked. */
export async function load(port: number, path: string, makeBody: (uid: string) => string, connections: number, seconds: number): Promise<Measured> {
  const body = makeBody(UID)
  const head = `POST ${path}?timeout=5s HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUser-Agent: kube-apiserver-admission\r\nContent-Type: application/json\r\nAccept: application/json, */*\r\nAccept-Encoding: gzip\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`
  const bytes = Buffer.from(head + body)
  const until = performance.now() + seconds * 1000
  const latencies: number[] = []
  const start = performance.now()
  await Promise.all(Array.from({ length: connections }, () => worker(port, bytes, until, latencies)))
  const elapsed = (performance.now() - start) / 1000
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] as number
  return { perSecond: latencies.length / elapsed, p50: at(0.5), p99: at(0.99) }
}

function worker(port: number, bytes: Buffer, until: number, latencies: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    // The servers under test make their own certificates.
    const socket: TLSSocket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, servername: 'localhost' })
    let sent = 0
    let received = ''
    const send = () => {
      received = ''
      sent = performance.now()
      socket.write(bytes)
    }
    socket.setEncoding('latin1').setNoDelay(true)
    socket.on('secureConnect', send).on('error', reject)
    socket.on('end', () => reject(new Error(`the server on port ${port} closed a keep-alive connection`)))
    socket.on('data', (chunk: string) => {
      received += chunk
      const bodyAt = received.indexOf('\r\n\r\n') + 4
      if (bodyAt < 4) return
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(received)?.[1])
      if (!(length > 0)) return socket.destroy(new Error(`no Content-Length in ${received}`))
      if (received.length < bodyAt + length) return
      if (!received.startsWith('HTTP/1.1 200 ') || !received.includes(UID)) return socket.destroy(new Error(`unexpected answer ${received}`))
      const now = performance.now()
      latencies.push(now - sent)
      if (now < until) return send()
      socket.removeAllListeners('end').end()
      resolve()
    })
  })
}
