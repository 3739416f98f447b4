import { connect } from 'node:tls'
import type { Target } from './admission-caller.ts'

export interface RawConnection {
  write(bytes: string | Buffer): void
  /** Resolves with all received so far once it matches. Rejects when the connection ends first. */
  received(pattern: RegExp): Promise<string>
  /** Resolves when the other side has ended the connection. */
  readonly ended: Promise<void>
  destroy(): void
}

/** A TLS connection on which a test writes half requests. */
export function rawConnection(target: Target): Promise<RawConnection> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: target.port, ca: target.ca, servername: 'localhost' })
    let text = ''
    let closed = false
    const waiting = new Set<() => void>()
    const look = () => {
      for (const check of waiting) check()
    }
    const ended = new Promise<void>((done) => {
      socket.on('close', () => {
        closed = true
        look()
        done()
      })
    })
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      look()
    })
    // A reset ends the connection as well; `close` follows.
    socket.on('error', reject)
    socket.on('secureConnect', () =>
      resolve({
        write: (bytes) => void socket.write(bytes),
        received: (pattern) =>
          new Promise((found, failed) => {
            const check = () => {
              if (pattern.test(text)) found(text)
              else if (closed) failed(new Error(`the connection ended with ${JSON.stringify(text)}`))
              else return
              waiting.delete(check)
            }
            waiting.add(check)
            check()
          }),
        ended,
        destroy: () => void socket.destroy(),
      }),
    )
  })
}

export function head(path: string, length: number): string {
  return `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`
}
